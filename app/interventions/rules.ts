import { z } from "zod";
import { beijingDay, earliestMomentOf, latestMomentOf } from "#guidelines/days.ts";
import type { Edition, Intervention } from "#guidelines/edition.ts";
import type { Field, InterventionState, Workflow } from "#guidelines/intervention.ts";
import type { Answers } from "#guidelines/intervention-answers.ts";
import { departmentsOf, type InterventionMove } from "#guidelines/intervention-workflow.ts";

/** What lies under the seal of a move. */
export const StoredAnswers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** Why a move is refused by what stands beside the edition's rules. Each has its sentence in `app/copy`, interventions. */
export type InterventionRefusalCode = "changed_meanwhile" | "case_not_open" | "accept_first";

/** From whom the next move is awaited. */
export function awaitedFrom(
  edition: Edition,
  kind: Intervention,
  workflow: Workflow,
  state: InterventionState,
): readonly string[] {
  if (state === "proposed") return departmentsOf(edition, kind, kind.approves);
  if (state === "declined" || state === "ended") return [];
  return departmentsOf(edition, kind, workflow.carries);
}

/**
 * The departments that must work the case for this move to lead on: a proposal needs one that decides on it, an approval
 * the one that leads. One that has no desk cannot be brought in, and nothing waits for it.
 */
export function missingFor(
  edition: Edition,
  kind: Intervention,
  move: InterventionMove,
  held: readonly string[],
): readonly string[] {
  const hasDesk = (id: string) => edition.departments.some((department) => department.id === id && department.queue);
  const among = (needed: readonly string[]) => (needed.some((id) => held.includes(id)) ? [] : needed.slice(0, 1));
  if (move === "propose") {
    const deciders = departmentsOf(edition, kind, kind.approves);
    return among([...deciders].sort((one, other) => Number(other === kind.lead) - Number(one === kind.lead)));
  }
  return move === "approve" && hasDesk(kind.lead) ? among([kind.lead]) : [];
}

/**
 * When what a move tells of happened, as its own answers say: limits are counted from there. Now, where it asks no day.
 */
export function happenedAt(
  asks: readonly Field[],
  answers: Answers,
  now: Date,
): { readonly from: Date; readonly until: Date } {
  const asked = asks.find(({ type, past }) => past === true && (type === "date" || type === "datetime"));
  const said = asked === undefined ? undefined : answers[asked.id];
  if (typeof said !== "string") return { from: now, until: now };
  const until = latestMomentOf(said);
  return { from: earliestMomentOf(said), until: until < now ? until : now };
}

/** Answers to fields that only civil affairs and the procuratorate read, and all others. */
export function bySecrecy(
  asks: readonly Field[],
  answers: Answers,
): { readonly open: Answers; readonly secret: Answers } {
  const secret = new Set(asks.filter((field) => field.secret !== undefined).map(({ id }) => id));
  const those = (kept: (id: string) => boolean) =>
    Object.fromEntries(Object.entries(answers).filter(([id]) => kept(id)));
  return { open: those((id) => !secret.has(id)), secret: those((id) => secret.has(id)) };
}

/** What is known of whether the child is safe: the latest day on which somebody looked counts; null where nobody knows. */
export function safeAtLast(looked: readonly { readonly on: Date; readonly safe: boolean | null }[]): boolean | null {
  const [last] = [...looked].sort((one, other) => other.on.getTime() - one.on.getTime());
  return last?.safe ?? null;
}

/** What a visit within the work of an intervention found. */
export function foundByVisit(answers: Answers): { readonly on: Date; readonly safe: boolean | null }[] {
  const { visited_on: on, child_safe: safe } = answers;
  if (typeof on !== "string") return [];
  return [{ on: earliestMomentOf(on), safe: safe === "yes" ? true : safe === "no" ? false : null }];
}

/**
 * The age of a child in full years: by the day of birth, else what it was at least when the case was opened and the full
 * years since.
 */
export function ageToday(
  known: { readonly bornOn: readonly string[]; readonly ageThen: number | null; readonly openedAt: Date },
  now: Date,
): number | null {
  const today = beijingDay(now);
  const years = (since: string) =>
    Number(today.slice(0, 4)) - Number(since.slice(0, 4)) - (today.slice(5) < since.slice(5) ? 1 : 0);
  const youngest = [...known.bornOn].sort().at(-1);
  if (youngest !== undefined) return years(youngest);
  return known.ageThen === null ? null : known.ageThen + years(beijingDay(known.openedAt));
}
