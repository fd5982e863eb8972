/** Several reports of one case side by side. */
export const comparison = {
  heading: "报告对照",
  lead: (count: number) => `${count} 份报告逐项对照，按报告时的问题排列。经过不在这里对照，请看下面各份报告。`,
  ordinal: (ordinal: number) => `第${ordinal}份`,
  filed: (number: string, when: string) => `${number} · ${when}`,
  question: "问题",
  about: (about: string, label: string) => `${about}：${label}`,
  noneDiffer: "没有互相矛盾的回答。",
  groups: {
    differs: (count: number) => `说法不一致（${count}）`,
    partly: (count: number) => `有的没有说明（${count}）`,
  },
  agree: (count: number) => `${count} 项一致`,
  silent: (count: number) => `${count} 项都没有说明`,
  notSaid: "没有说明",
  mentioned: "是否提到",
  isMentioned: "提到了",
  notMentioned: "没有提到",
  choose: "选择对照哪些报告",
  which: (most: number) => `选择 2 至 ${most} 份`,
  choice: (ordinal: string, filed: string) => `${ordinal} · ${filed}`,
  compare: "对照所选",
  problems: {
    too_many: (most: number) => `一次最多对照 ${most} 份。下面对照的是所选报告中最近的 ${most} 份。`,
    too_few: (most: number) => `至少选择 2 份才能对照。下面对照的是最近的报告，最多 ${most} 份。`,
  },
  page: (page: number, pages: number, count: number) => `第 ${page} 页，共 ${pages} 页 · ${count} 份报告，最近的在前`,
};
