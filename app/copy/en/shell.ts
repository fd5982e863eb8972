import type { shell as zh } from "../zh-CN/shell.ts";

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

export const shell = {
  name: "Child Harm Mandatory Reporting Portal",
  shortName: "Reporting Portal",
  titled: (page: string) => `${page} · Child Harm Mandatory Reporting Portal`,
  skipToContent: "Skip to content",
  demo: "Demonstration: all people and data are invented. Do not enter real information.",
  home: "Home",
  quickExit: "Leave now",
  quickExitHint: "Pressing Esc three times also leaves this page.",
  ownLanguage: "English",
  emergency: {
    label: "Emergency help",
    question: "Is a child in danger right now? Call",
    police: "Police",
    ambulance: "Ambulance",
    callPolice: "Call 110 Police",
    callAmbulance: "Call 120 Ambulance",
  },
  footer: {
    note: "This portal does not replace 110 and 120. When a child is in danger, call first.",
    hotlines: "Other helplines",
  },
  form: {
    optional: "(optional)",
    unknown: "Not known",
    yes: "Yes",
    no: "No",
    choose: "Please choose",
    errorSummary: (count: number) => (count === 1 ? "One answer needs a change" : `${count} answers need a change`),
    errorSummaryHint: "Each line leads to its place. Everything typed so far is still there.",
    errorPrefix: "Error: ",
    change: "Change",
    changeWhat: (what: string) => `Change: ${what}`,
    notAnswered: "Not answered",
    previous: "Back",
    dateHint: "For example 2026-03-02",
    saved: (time: string) => `Saved ${time}`,
    savedTemplate: "Saved {time}",
    offline:
      "No connection for now. Everything typed is still on this page and will be sent once the connection is back; please keep the page open.",
  },
  step: (step: number, of: number) => `Step ${step} of ${of}`,
  copy: "Copy",
  copied: "Copied",
  copyWhat: (what: string) => `Copy ${what}`,
  urgency: { critical: "Critical", urgent: "Urgent", serious: "Serious" },
  urgencyMark: (urgency: string) => `Urgency: ${urgency}`,
  pager: {
    label: "Pages",
    newer: "Previous page",
    older: "Next page",
    range: (from: number, to: number) => `${from} to ${to}`,
  },
  officer: {
    desks: "Desks",
    pending: (count: number) => plural(count, "item"),
  },
  clock: {
    left: (span: string) => `${span} left`,
    over: (span: string) => `${span} overdue`,
    met: "Done in time",
    metLate: (span: string) => `Done ${span} late`,
    cancelled: "Cancelled",
    dueAt: (moment: string) => `Due ${moment}`,
    minutes: (n: number) => plural(n, "minute"),
    hours: (n: number) => plural(n, "hour"),
    hoursAndMinutes: (h: number, m: number) => `${h} h ${m} min`,
    days: (n: number) => plural(n, "day"),
    daysAndHours: (d: number, h: number) => `${d} d ${h} h`,
    workingDays: (n: number) => (n === 1 ? "1 working day" : `${n} working days`),
    lessThanAMinute: "less than a minute",
  },
  server: {
    portBusy: (port: number) =>
      `Port ${port} is already in use; the web process has not started. Choose another with PORT, for example PORT=${port + 100}.`,
    portForbidden: (port: number) =>
      `Port ${port} may not be used; the web process has not started. Choose one above 1024 with PORT.`,
    notBuilt: "Nothing is built yet. Run npm run build first, or start with npm start.",
  },
  leave: {
    title: "Calendar",
    weekdays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  },
  bodyFigure: { front: "Front", back: "Back" },
} satisfies typeof zh;
