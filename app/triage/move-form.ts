import { z } from "zod";
import { Refusal, type RefusalCode } from "./rules.ts";

/** What is hidden is absent (404); what has moved on conflicts (409); what is not given or not possible is told (422). */
const statuses: Readonly<Record<RefusalCode, number>> = {
  not_yours: 404,
  wrong_state: 409,
  reason_missing: 422,
  reason_too_long: 422,
  target_missing: 422,
  target_same: 422,
  target_unknown: 422,
  department_must_stay: 422,
  changed_meanwhile: 409,
  own_objection: 422,
  already_decided: 409,
  second_bounce: 422,
  not_sent_here: 422,
  not_recallable: 409,
  already_there: 422,
  officer_missing: 422,
  officer_unknown: 422,
  already_theirs: 409,
  interventions_open: 409,
};

export const statusOfRefusal = (code: RefusalCode): number => statuses[code];

/** Which field of a form a refusal is about; null for the move as a whole. */
const fields: Readonly<Partial<Record<RefusalCode, string>>> = {
  reason_missing: "reason",
  reason_too_long: "reason",
  target_missing: "department",
  target_same: "department",
  target_unknown: "department",
  department_must_stay: "department",
  already_there: "department",
  officer_missing: "officer",
  officer_unknown: "officer",
};

export const fieldOfRefusal = (code: RefusalCode): string | null => fields[code] ?? null;

/** Does something and says whether the domain refused it. Faults go on to whoever answers for faults. */
export async function unlessRefused<T>(
  act: () => Promise<T>,
): Promise<{ readonly done: true; readonly result: T } | { readonly done: false; readonly refusal: RefusalCode }> {
  try {
    return { done: true, result: await act() };
  } catch (error) {
    if (error instanceof Refusal) return { done: false, refusal: error.code };
    throw error;
  }
}

const text = z.string().max(20_000).catch("");
const choice = z
  .string()
  .max(100)
  .catch("")
  .transform((value) => (value === "" ? null : value));

/** What a move's form hands in; anything that no form of ours sends reads as not given. */
export const MoveForm = z.object({
  version: z.coerce.number().int().positive().optional().catch(undefined),
  back: z.string().max(2_000).catch(""),
  reason: text,
  department: choice,
  district: choice,
  officer: choice,
});

export const AssignmentId = z.uuid();

/** The fields of a form as one plain object; files and repetitions are not asked for and are left out. */
export const fieldsOf = (form: FormData): Record<string, unknown> => Object.fromEntries(form.entries());

/** What a reviewer's form hands in. */
export const ReviewForm = z.object({
  outcome: z.enum(["upheld", "overruled"]).nullable().catch(null),
  reason: text,
  department: choice,
  district: choice,
});
