import type { comparison as chinese } from "../zh-CN/comparison.ts";

/** Several reports of one case side by side. */
export const comparison: typeof chinese = {
  heading: "Reports side by side",
  lead: (count) =>
    `${count} reports side by side, question by question as they were asked. Accounts are not compared: read them in each report below.`,
  ordinal: (ordinal) => `No. ${ordinal}`,
  filed: (number, when) => `${number} · ${when}`,
  question: "Question",
  about: (about, label) => `${about}: ${label}`,
  noneDiffer: "No answer contradicts another.",
  groups: {
    differs: (count) => `Answers differ (${count})`,
    partly: (count) => `Only some say (${count})`,
  },
  agree: (count) => (count === 1 ? "1 answer agrees" : `${count} answers agree`),
  silent: (count) => (count === 1 ? "1 question that no report answers" : `${count} questions that no report answers`),
  notSaid: "Not said",
  mentioned: "Mentioned",
  isMentioned: "Yes",
  notMentioned: "Not mentioned",
  choose: "Choose which reports to compare",
  which: (most) => `Choose 2 to ${most}`,
  choice: (ordinal, filed) => `${ordinal} · ${filed}`,
  compare: "Compare these",
  problems: {
    too_many: (most) => `At most ${most} can be compared at once. Below are the latest ${most} of those chosen.`,
    too_few: (most) => `Choose at least 2 to compare. Below are the latest reports, ${most} at most.`,
  },
  page: (page, pages, count) => `Page ${page} of ${pages} · ${count} reports, the latest first`,
};
