/** What systems that file over the API are told; a person reads it in their log. */
export const api = {
  notJson: { title: "请求体不是 JSON", detail: "请以 UTF-8 编码的 JSON 发送，并注明 Content-Type: application/json。" },
  tooLarge: { title: "请求体过大", detail: "一份报告的 JSON 不超过 1 MB。" },
  notAccepted: { title: "报告内容有误", detail: "请按下列字段逐项更正后，用同一个 Idempotency-Key 重新提交。" },
  keyMissing: { title: "缺少接口密钥", detail: "请在 Authorization 请求头中以 Bearer 方式提供本单位的接口密钥。" },
  keyUnknown: { title: "接口密钥无效", detail: "该密钥不存在或已停用。请向本单位强制报告负责人核实。" },
  conflict: {
    title: "同一 Idempotency-Key 已用于另一份报告",
    detail: "重试时请原样发送同一份报告；新的报告请换用新的 Idempotency-Key。",
  },
  idempotencyKey: {
    title: "Idempotency-Key 格式有误",
    detail: "请使用 1 至 200 个可见的 ASCII 字符，例如一个 UUID。",
  },
  receiptAbsent: { title: "没有找到回执", detail: "请核对十六位回执编号。" },
  receiptMalformed: { title: "回执编号有误", detail: "回执编号为十六位数字，最后一位是校验码。请核对后重试。" },
  tooMany: (seconds: number) => ({ title: "请求过于频繁", detail: `请在 ${seconds} 秒后重试。` }),
  methodNotAllowed: { title: "不支持该请求方法", detail: "可用的请求方法见 /api/v1/openapi.json。" },
  unavailable: { title: "暂时无法受理", detail: "系统暂时不可用，报告尚未收到。请稍后用同一个 Idempotency-Key 重试。" },
  about: {
    title: "侵害未成年人强制报告接口",
    description:
      "学校、医院等单位的系统通过本接口提交强制报告、查询回执，并可演练分流规则。情况紧急的，先拨打 110 或 120。",
    fileReport: "提交一份报告",
    readReceipt: "查询回执：各部门的办理状态",
    rehearse: "演练：依据现行指引，这份报告会分送哪些部门（不保存）",
    filed: "已收到。回执编号仅在此次返回。",
    receiptFound: "回执状态，不含任何可识别儿童的信息。",
    rehearsed: "指引的判断结果。",
  },
};
