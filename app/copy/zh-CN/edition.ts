import type { FindingCode } from "#guidelines/findings.ts";

/** What the commands say that check an edition of the guidelines and rehearse a report with it. */
export const edition = {
  findings: {
    "file-missing": "缺少文件",
    "file-malformed": "文件格式有误",
    "translation-missing": "缺少中文或者英文",
    "repeated-id": "编号重复",
    "dangling-reference": "引用了不存在的条目",
    "unknown-fact": "条件使用了不存在的事实，或者后面才定义的概念",
    "value-outside-domain": "条件中的取值不在该事实的范围内",
    "rule-without-source": "没有注明依据",
    "rule-to-nobody": "规则指向没有值守台也不接收任务单的部门",
    "rule-unreachable": "规则永远不会触发",
    "rule-shadowed": "规则被另一条规则完全覆盖，不起作用",
    contradiction: "相互矛盾",
    "situation-missing": "缺少法定情形",
    "situation-uncovered": "这一情形没有规则承接，或者对该职业没有细化情形",
    "urgency-uncovered": "有的报告得不到紧急程度",
    "district-uncovered": "有的报告没有承接的区",
    "department-without-rule": "接收任务单的部门没有任何规则",
    "clock-without-stop": "时限没有停止事件",
    "verification-promoted": "核实标记高于所引依据",
    "question-unreachable": "问题永远不会被问到，或者所依赖的内容之前没有问",
    "question-not-in-contract": "报告契约中没有这个字段",
    "question-without-effect": "评估中的问题没有被任何规则使用，也没有标明仅供记录",
    "options-differ": "选项与报告契约不一致",
  } satisfies Record<FindingCode, string>,
  clean: (id: string, rules: number, questions: number, clocks: number, interventions: number) =>
    `指引 ${id} 通过检查：${rules} 条规则，${questions} 个问题，${clocks} 个时限，${interventions} 项干预措施。`,
  found: (count: number, dir: string) => `${dir} 有 ${count} 处问题：`,
  usage: {
    title: "用法有误",
    detail: "请给出一个报告文件，或者用 - 从标准输入读取：npm run --silent rehearse -- 报告.json",
  },
  noFile: (name: string) => ({ title: "读不到文件", detail: `请核对路径和权限：${name}` }),
  notJson: { title: "内容不是 JSON", detail: "请提供以 UTF-8 编码的 JSON。" },
  notAccepted: { title: "报告内容有误", detail: "请按下列字段逐项更正。" },
  unusable: { title: "指引无法使用", detail: "请先用 npm run lint:edition 检查并更正。" },
};
