import type { Field } from "#guidelines/intervention.ts";
import type { CaseFacts } from "#guidelines/intervention-needs.ts";
import {
  type InterventionActor,
  type InterventionMove,
  makeMove,
  movesOf,
  type Standing,
} from "#guidelines/intervention-workflow.ts";
import { edition } from "./examples.ts";

export const now = new Date("2026-11-24T10:00:00+08:00");
export const inOrder: CaseFacts = {
  assessed: true,
  emergency: false,
  interventions: [{ kind: "guardianship_assessment", state: "ended", result: "helped" }],
  decisions: [],
  consents: ["guardian", "child"],
  freePlaces: ["foster_family", "protection_institution", "welfare_institution"],
  findings: { guardian_is_suspect: true, home_safe: true, child_is_girl: true },
  childAge: 9,
};
export const civilLead: InterventionActor = { department: "civil_affairs", rank: "lead" };
export const begin = (kind: string): Standing => ({ kind, state: null, done: [], answers: {} });

/** An answer that is in order; the children's sake needs "yes", a woman lawyer and an applicant other than the guardian. */
export function answerFor(field: Field): string | string[] {
  const chosen = field.options?.at(field.id === "applicant" ? 1 : 0)?.value ?? "yes";
  switch (field.type) {
    case "date":
      return "2026-11-20";
    case "datetime":
      return "2026-11-20T09:00";
    case "choice":
      return chosen;
    case "choices":
      return [chosen];
    case "yes_no_unknown":
      return "yes";
    case "whole_number":
    case "money":
      return String(field.least ?? 1);
    default:
      return "示例文字";
  }
}
export const answersFor = (asks: readonly Field[]) =>
  Object.fromEntries(asks.map((field) => [field.id, answerFor(field)]));

/** Makes a move as whoever may, with answers in order and those given. */
export function make(
  standing: Standing,
  move: InterventionMove,
  target: string | null = null,
  over: Readonly<Record<string, unknown>> = {},
  facts: CaseFacts = inOrder,
  actor: InterventionActor = civilLead,
) {
  const asks = movesOf(edition, standing, actor, facts).find((one) => one.move === move && one.target === target)?.asks;
  return makeMove(edition, standing, actor, facts, { move, target }, { ...answersFor(asks ?? []), ...over }, now);
}
export function standingOf(made: ReturnType<typeof makeMove>): Standing {
  if (!made.ok) throw new Error(JSON.stringify(made));
  return made.standing;
}
export const needsOf = (made: ReturnType<typeof makeMove>) =>
  made.ok ? [] : made.refusals.map(({ need, code }) => need ?? code);
