/** What is told of a file that was not taken, or not handed out. */
export const uploads = {
  problems: {
    empty: "文件是空的，没有接收。请检查是不是选错了。",
    too_large: (limit: string) => `文件超过上限 ${limit}，没有接收。可以剪短、分段，或者在办案人员联系时当面提交。`,
    too_many: "文件个数已经到上限，这个没有接收。没有用的可以先移除。",
    unknown_type: "不能接收这种类型的文件。请改传照片、PDF、Word、录音或者录像，也可以拍照或者截图后再传。",
    unreadable: "文件没有完整到达，请再传一次。",
    size_unknown: "没有说明文件有多大，无法接收。请重新选择文件。",
    no_name: "文件没有名字，无法接收。请改名后再传。",
    note_too_long: (most: number) => `文件说明太长，最多 ${most} 个字。请缩短后再传。`,
    moved: "文件正在另一处上传，或者断开的位置变了。请从现在的位置接着传。",
    filed: "报告已经提交，这个文件没有随报告提交。请凭回执码补充。",
    absent: "没有找到可以添加文件的报告或者个案。请刷新页面后再试。",
    infected: "扫描发现恶意程序，文件已经隔离，只有公安机关可以提取。",
    damaged: "存储的文件与收到时不一致，不能给出。请联系系统管理员。",
    unavailable: "文件存储暂时不可用。已经传到的部分不会丢失，请稍后接着传。",
    too_often: "短时间内添加的文件太多，请稍后再试。",
  },
  /** Of a program that sends files in a way this portal does not speak. */
  protocol: "请用 tus 1.0.0 协议上传。",
  title: "文件没有接收",
  form: {
    title: "有文件没有接收",
    lead: "其他文件和已经填写的内容都在，不用重来。",
    formProblem: "表单没有完整到达，请回到上一页再传一次。",
    back: "回到上一页",
  },
};
