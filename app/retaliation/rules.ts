import { isMalformed, trimmed } from "#app/platform/typed-text.ts";
import { retaliationContacts, retaliationKinds, retaliationOutcomes, retaliationSources } from "#db/schema/index.ts";

/** Why something about a retaliation was not taken. Each has its sentence in `app/copy`, retaliation. */
export const retaliationRefusals = [
  "source_missing",
  "kind_missing",
  "contact_missing",
  "day_malformed",
  "day_ahead",
  "text_missing",
  "text_too_long",
  "text_malformed",
  "outcome_missing",
  "too_many",
  "changed_meanwhile",
  "ended",
] as const;
export type RetaliationRefusalCode = (typeof retaliationRefusals)[number];

/** The domain says no. Nothing has changed. */
export class RetaliationRefusal extends Error {
  override readonly name = "RetaliationRefusal";
  readonly code: RetaliationRefusalCode;

  constructor(code: RetaliationRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** How HTTP says a refusal. */
export function retaliationStatus(code: RetaliationRefusalCode): 409 | 422 | 429 {
  if (code === "too_many") return 429;
  return code === "changed_meanwhile" || code === "ended" ? 409 : 422;
}

export const longestStatement = 10_000;

/** How often a reporter may write about retaliation within an hour. Policy value of the city. */
export const mostStatements = { use: "retaliation of a report", limit: 10, windowSeconds: 3_600 } as const;

/** What a reporter typed. */
export interface TypedRetaliation {
  readonly source: string;
  readonly kind: string;
  readonly happenedOn: string;
  readonly contact: string;
  readonly text: string;
}

/** Reads what was typed; every part that is not right is named. `today` is the day in Beijing. */
export function readRetaliation(typed: TypedRetaliation, today: string) {
  const refusals: RetaliationRefusalCode[] = [];
  const source = retaliationSources.find((one) => one === typed.source);
  const kind = retaliationKinds.find((one) => one === typed.kind);
  const contact = retaliationContacts.find((one) => one === typed.contact);
  if (source === undefined) refusals.push("source_missing");
  if (kind === undefined) refusals.push("kind_missing");
  const day = typed.happenedOn.trim();
  if (day !== "" && !isDay(day)) refusals.push("day_malformed");
  else if (day > today) refusals.push("day_ahead");
  const text = trimmed(typed.text);
  const problem = problemOf(text);
  if (problem !== null) refusals.push(problem);
  if (contact === undefined) refusals.push("contact_missing");
  if (source === undefined || kind === undefined || contact === undefined || refusals.length > 0) return { refusals };
  return { source, kind, contact, happenedOn: day === "" ? null : day, text };
}

/** Words of either side, trimmed. Throws `RetaliationRefusal`. */
export function checkWords(typed: string): string {
  const text = trimmed(typed);
  const problem = problemOf(text);
  if (problem !== null) throw new RetaliationRefusal(problem);
  return text;
}

/** How such a matter ended. Throws `RetaliationRefusal`. */
export function checkOutcome(typed: string) {
  const outcome = retaliationOutcomes.find((one) => one === typed);
  if (outcome === undefined) throw new RetaliationRefusal("outcome_missing");
  return outcome;
}

function problemOf(text: string): "text_missing" | "text_too_long" | "text_malformed" | null {
  if (text === "") return "text_missing";
  if (text.length > longestStatement) return "text_too_long";
  return isMalformed(text) ? "text_malformed" : null;
}

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return (
    day !== null && !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text && text >= "1990-01-01"
  );
}

type State = "opened" | "taken" | "ended";

/** The moves of such a matter: taken up by a prosecutor, and ended by one with an outcome. The database holds the same. */
export const retaliationMoves: Readonly<Record<"take" | "end", { readonly from: State; readonly to: State }>> = {
  take: { from: "opened", to: "taken" },
  end: { from: "taken", to: "ended" },
};

/** Whether an account works such matters. */
export const worksRetaliation = (actor: { readonly kind: string; readonly department: string | null }): boolean =>
  (actor.kind === "officer" || actor.kind === "lead") && actor.department === "procuratorate";

/** Whether it waits longer than it may. A matter that was taken up late is late no more. */
export const isLate = ({ state, dueAt }: { readonly state: string; readonly dueAt: Date | null }, now: Date): boolean =>
  state === "opened" && dueAt !== null && dueAt < now;
