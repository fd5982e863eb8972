import type { due as chinese } from "../zh-CN/due.ts";

export const due: typeof chinese = {
  heading: "Due this week",
  lead: "The department's time limits that end within seven days from today, and those already past and not yet met. Times are Beijing time.",
  whose: "Whose limits",
  wholeDesk: "Whole department",
  ownOnly: "Only mine",
  empty: "No limit ends within seven days",
  emptyText: "New work and new limits will appear here.",
  overdue: (count) => `${count} overdue`,
  today: (date) => `Today, ${date}`,
  nothingToday: "No limit ends today.",
  restDay: "This is a day off.",
  atOnce: "At once, by law",
  atOnceText: "The law wants these at once or before an event, without an hour; they stay here until they are done.",
  noMoment: "At once",
  provisional: "The holidays are not published yet; the last day may move on.",
  more: "Only the two hundred that end first are listed; the others are in Triage.",
  columns: {
    what: "What is due",
    caseNumber: "Case",
    urgency: "Urgency",
    holder: "Held by",
    end: "Ends",
    left: "Left",
  },
};
