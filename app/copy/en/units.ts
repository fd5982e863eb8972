import type { units as chinese } from "../zh-CN/units.ts";

export const units: typeof chinese = {
  title: "Unit",
  noUnit: "This account belongs to no unit; please ask the administrator.",
  leadLead:
    "Numbers and times of the unit's reports, and when each department signed for them. Who the child is, who reported and what was written, the portal does not show to a unit.",
  reporterLead:
    "Reports filed here while signed in for the unit. To see how they go on, or to add something, use the receipt code given when filing.",
  toReceipt: "Look up a receipt",
  file: {
    title: "Report",
    text: "Profession and unit are filled in. Only the departments read the report; the unit's lead does not.",
    as: "This report",
    choices: {
      unit: {
        label: "is filed for the unit",
        hint: "The unit's lead sees its number, when it was filed and when departments signed for it; neither content nor reporter.",
      },
      self: {
        label: "is not told to the unit",
        hint: "The unit does not see it, and it is not listed here. Retaliation for reporting is forbidden by law.",
      },
    },
    go: "Begin",
    unfinished: (at) => `This device holds an unfinished report, saved ${at}.`,
    goOn: "Go on with it",
  },
  figures: {
    title: "This month",
    filed: "Reports filed",
    filedValue: (count) => `${count}`,
    inTime: "Signed for in time",
    late: "Overdue, or signed for late",
    waiting: "Waiting, still in time",
    departments: (count) => `${count} by departments`,
  },
  reports: {
    title: "Reports",
    own: "Reports I filed",
    none: {
      title: "No report yet",
      lead: "The unit has filed no report yet.",
      reporter: "What you file here while signed in for the unit will be listed.",
    },
    columns: { number: "Number", filedAt: "Filed", progress: "Signed for" },
    routing: "Being sent to the departments",
    summary: (count, signed) =>
      signed === count
        ? `All ${count} departments have signed for it`
        : `Delivered to ${count} departments, ${signed} signed for it`,
    nextLimit: (at) => `Next to be signed for by ${at}`,
    each: "Each department",
    signed: (department, at) => `${department}: signed for ${at}`,
    signedLate: (department, at) => `${department}: signed for ${at}, late`,
    waiting: (department) => `${department}: not signed for yet`,
    waitingUntil: (department, at) => `${department}: to be signed for by ${at}`,
    overdue: (department, at) => `${department} is overdue (was due ${at}); the procuratorate sees it`,
    owedBy: (what, at) => `The reporter, by ${at}: ${what}`,
    owedLate: (what) => `Overdue by the reporter: ${what}`,
    owedDone: (what) => `Done by the reporter: ${what}`,
    older: "Earlier reports",
    newest: "Back to the newest",
  },
  people: {
    title: "Who can sign in",
    none: "No reporter was invited yet. Reports can be filed without signing in, too.",
    all: "People and invitations",
    off: "Switched off",
    seen: (at) => `Last active ${at}`,
    notSignedIn: "Not signed in now",
  },
  keys: {
    title: "API keys",
    text: "The unit's own system files with a key. The administrator gives and ends keys; the key itself is not shown.",
    since: (at) => `since ${at}`,
    active: "Active",
    off: "Ended",
  },
  atFiling: {
    title: "What the unit will know",
    text: (unit) =>
      `This report will be listed under ${unit}. The unit's lead will see its number, when it was filed and when departments signed for it; neither child, content nor reporter.`,
    withhold: "Do not tell the unit",
    withholdHint:
      "The report is then listed under no unit, and the unit does not see it. The departments work it all the same.",
    withheld: "This report is not told to the unit: it is listed under none.",
  },
};
