import { identityRequestReasons } from "#db/schema/index.ts";

/** Departments that know by law who reported, where they are on the case: they must be able to call back. */
const knowsReporter: ReadonlySet<string> = new Set(["police", "procuratorate"]);

/** Whether a department has anything to ask for. */
export const mayAsk = (department: string): boolean => !knowsReporter.has(department);

export type RequestLevel = "procuratorate_lead" | "coordinator";

/**
 * Who decides: somebody of another role than the asker. A lead of the procuratorate for an officer, the coordinator for
 * a lead. Policy value of the city.
 */
export const levelFor = (kind: "officer" | "lead"): RequestLevel =>
  kind === "officer" ? "procuratorate_lead" : "coordinator";

/** Whether an account decides requests at all, and of which level. */
export function decides(actor: { readonly kind: string; readonly department: string | null }): RequestLevel | null {
  if (actor.kind === "coordinator") return "coordinator";
  return actor.kind === "lead" && actor.department === "procuratorate" ? "procuratorate_lead" : null;
}

/** For how many hours a grant may last; the first is offered. Policy values of the city; the database holds the longest. */
export const grantHours = [24, 1, 4, 8, 48, 72] as const;

/** Why a request or a decision was not taken. Each has its sentence in `app/copy`, identityRequests. */
export const identityRefusals = [
  "reason_missing",
  "words_missing",
  "words_too_long",
  "already_asked",
  "already_granted",
  "outcome_missing",
  "hours_unknown",
  "already_decided",
  "not_yours",
] as const;
export type IdentityRefusalCode = (typeof identityRefusals)[number];

/** The domain says no. Nothing has changed. */
export class IdentityRefusal extends Error {
  override readonly name = "IdentityRefusal";
  readonly code: IdentityRefusalCode;

  constructor(code: IdentityRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** How HTTP says a refusal. */
export function identityStatus(code: IdentityRefusalCode): 403 | 409 | 422 {
  if (code === "not_yours") return 403;
  return code.startsWith("already") ? 409 : 422;
}

export type IdentityReason = (typeof identityRequestReasons)[number];

/** The reason that was chosen. Throws `IdentityRefusal`. */
export function checkReason(typed: string): IdentityReason {
  const reason = identityRequestReasons.find((one) => one === typed);
  if (reason === undefined) throw new IdentityRefusal("reason_missing");
  return reason;
}

/** Why police and prosecutors open it: to call back, unless they say otherwise. */
export const openingReason = (typed: string): IdentityReason =>
  identityRequestReasons.find((one) => one === typed) ?? "call_back";

const longestWords = 2_000;

/** Words of a request or a decision, trimmed. Throws `IdentityRefusal`. */
export function checkWords(typed: string): string {
  const words = typed.trim();
  if (words === "") throw new IdentityRefusal("words_missing");
  if (words.length > longestWords) throw new IdentityRefusal("words_too_long");
  return words;
}

interface Request {
  readonly outcome: "granted" | "refused" | null;
  readonly expiresAt: Date | null;
}

/** How a request stands: `over` for one that was granted and whose time is up. */
export function standingOf({ outcome, expiresAt }: Request, now: Date): "waiting" | "granted" | "over" | "refused" {
  if (outcome === null) return "waiting";
  if (outcome === "refused") return "refused";
  return expiresAt !== null && now < expiresAt ? "granted" : "over";
}

/** Reads the decision that was typed. Throws `IdentityRefusal`. */
export function checkDecision(typed: { readonly outcome: string; readonly hours: string; readonly words: string }): {
  readonly outcome: "granted" | "refused";
  readonly hours: number;
  readonly words: string;
} {
  const { outcome } = typed;
  if (outcome !== "granted" && outcome !== "refused") throw new IdentityRefusal("outcome_missing");
  const hours = grantHours.find((one) => String(one) === typed.hours);
  if (hours === undefined && outcome === "granted") throw new IdentityRefusal("hours_unknown");
  return { outcome, hours: hours ?? 0, words: checkWords(typed.words) };
}
