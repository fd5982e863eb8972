import { departmentsOn, worksOn } from "#app/joint-work/rules.ts";
import type { InquiryState } from "#db/schema/index.ts";

/** Why an inquiry, or its answer, was refused. Each has its sentence in `app/copy`, inquiries. */
export const inquiryRefusals = [
  "question_missing",
  "answer_missing",
  "too_long",
  "department_missing",
  "department_unknown",
  "answered_meanwhile",
  "withdrawn_meanwhile",
] as const;
export type InquiryRefusalCode = (typeof inquiryRefusals)[number];

/** The domain says no. Nothing has changed. */
export class InquiryRefusal extends Error {
  override readonly name = "InquiryRefusal";
  readonly code: InquiryRefusalCode;

  constructor(code: InquiryRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** The clock of the edition by which an asked department owes its answer. A policy value of the city. */
export const inquiryClock = "department_inquiry";

interface Desk {
  readonly department: string;
  readonly district: string;
  readonly state: string;
}
interface Asker {
  readonly department: string;
  readonly districts: readonly string[];
}
interface Matter {
  readonly state: "open" | "closed" | "sealed";
  readonly district: string;
}

/** The departments that may be asked: every other one on an open case, once each. */
export function askable(officer: Asker, matter: Matter, desks: readonly Desk[]): readonly string[] {
  if (matter.state !== "open" || !worksOn(officer, matter, desks)) return [];
  return departmentsOn(desks).filter((department) => department !== officer.department);
}

interface Inquiry {
  readonly state: InquiryState;
  readonly fromDepartment: string;
  readonly toDepartment: string;
}

/** Whether this department owes the answer. */
export const mayAnswer = (officer: Asker, { state, toDepartment }: Inquiry): boolean =>
  state === "open" && toDepartment === officer.department;

/** Whether this department may take its question back. */
export const mayWithdraw = (officer: Asker, { state, fromDepartment }: Inquiry): boolean =>
  state === "open" && fromDepartment === officer.department;

/** Most characters of a question or an answer. */
export const longestText = 4_000;

/** What was written, trimmed. Throws `InquiryRefusal`, with `missing` where there is nothing. */
export function checkText(text: string, missing: "question_missing" | "answer_missing"): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new InquiryRefusal(missing);
  if (trimmed.length > longestText) throw new InquiryRefusal("too_long");
  return trimmed;
}

/** The department that was chosen, if it may be asked. Throws `InquiryRefusal`. */
export function checkDepartment(chosen: string, choices: readonly string[]): string {
  if (chosen === "") throw new InquiryRefusal("department_missing");
  if (!choices.includes(chosen)) throw new InquiryRefusal("department_unknown");
  return chosen;
}
