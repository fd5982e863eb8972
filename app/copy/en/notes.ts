import type { notes as chinese } from "../zh-CN/notes.ts";

export const notes: typeof chinese = {
  heading: "Notes",
  none: "No notes yet.",
  write: "Write a note",
  back: "Back to the case",
  unreadable: "This note cannot be opened. It has been recorded; ask the administrator.",
  compartments: {
    shared: { name: "Shared notes", readers: "Every department that works this case reads it." },
    department: {
      name: "Notes of one department",
      readers:
        "Read by the department that wrote it and by the procuratorate only; investigation notes, for example. No other department knows that there is one.",
    },
    legal_aid: {
      name: "Privileged notes of legal aid",
      readers: "Read by legal aid only: not by the procuratorate, and it cannot be shown to another department.",
    },
    shelter_address: {
      name: "Placement address",
      readers:
        "Read by civil affairs, the procuratorate, and the departments that civil affairs shows it to. No other department knows that there is one.",
    },
  },
  shownUntil: (department: string, when: string) => `Shown to this department by ${department} until ${when}`,
  shownOpen: (department: string) => `Shown to this department by ${department} until it is taken back`,
  form: {
    compartment: "Who reads it",
    compartmentHint:
      "This cannot be changed afterwards. In doubt choose the smaller circle; it can be shown to others later.",
    text: "Text",
    textHint: "It cannot be edited afterwards; write another note instead.",
    submit: "Write the note",
  },
  share: {
    heading: "Show a note to another department",
    open: "Show to another department",
    nobody: "Not shown to any other department",
    with: (told: string) => `Shown to: ${told}`,
    toUntil: (department: string, when: string) => `${department}, until ${when}`,
    toOpen: (department: string) => `${department}, until taken back`,
    toOver: (department: string, when: string) => `${department}, over since ${when}`,
    present: "Shown to",
    end: "Take back",
    endFor: (department: string) => `Take back from ${department}`,
    department: "Which department",
    departmentHint: "Departments that work this case only. Each time goes into the audit trail.",
    noDepartments:
      "There is nobody to show it to: no other department works this case, or all of them read it already.",
    length: "For how long",
    lengths: { "7": "7 days", "30": "30 days", "90": "90 days", open: "Until taken back" },
    submit: "Show it",
  },
  refusals: {
    text_missing: "Write the note.",
    text_too_long: "The note is too long: at most 10,000 characters. Write several notes instead.",
    compartment_missing: "Choose who reads it.",
    department_missing: "Choose a department.",
    department_unknown: "This department does not work this case; it cannot be shown the note.",
    until_missing: "Choose for how long.",
  },
};
