import { recusalReasons } from "#db/schema/index.ts";

/** Why a recusal was not taken as it was given. Each has its sentence in `app/copy`, recusals. */
export const recusalRefusals = [
  "officer_missing",
  "officer_unknown",
  "already_recused",
  "reason_missing",
  "words_missing",
  "words_too_long",
  "successor_missing",
  "successor_unknown",
] as const;
export type RecusalRefusalCode = (typeof recusalRefusals)[number];

/** The domain says no. Nothing has changed. */
export class RecusalRefusal extends Error {
  override readonly name = "RecusalRefusal";
  readonly code: RecusalRefusalCode;

  constructor(code: RecusalRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** Somebody of a department, as far as handing on work goes. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly districts: readonly string[];
}

/** The value of a form that leaves the work with the whole desk. */
export const wholeDesk = "desk";

/** Who of a department works at one desk: officers and leads of its district who are not kept out of the case. */
export function deskColleagues(
  people: readonly Colleague[],
  district: string,
  recused: ReadonlySet<string>,
): readonly Colleague[] {
  return people.filter(
    ({ id, role, districts }) =>
      (role === "officer" || role === "lead") &&
      (districts.includes("*") || districts.includes(district)) &&
      !recused.has(id),
  );
}

/** Whom an account may take off a case: itself; a lead also the others of the same desk. Throws `RecusalRefusal`. */
export function checkOfficer(
  actor: { readonly kind: string; readonly accountId: string },
  asked: string,
  colleagues: readonly Colleague[],
  recused: ReadonlySet<string>,
): string {
  if (asked === actor.accountId) return asked;
  if (actor.kind !== "lead") throw new RecusalRefusal("officer_unknown");
  if (asked === "") throw new RecusalRefusal("officer_missing");
  if (recused.has(asked)) throw new RecusalRefusal("already_recused");
  if (!colleagues.some(({ id }) => id === asked)) throw new RecusalRefusal("officer_unknown");
  return asked;
}

/**
 * Who takes the work: a colleague of the same desk, or null for the whole desk. Nobody need be named where the recused
 * officer does not hold it, or where nobody else is there. Throws `RecusalRefusal`.
 */
export function checkSuccessor(
  asked: string,
  officerId: string,
  holderId: string | null,
  colleagues: readonly Colleague[],
): string | null {
  const others = colleagues.filter(({ id }) => id !== officerId);
  if (holderId !== officerId || others.length === 0) return null;
  if (asked === wholeDesk) return null;
  if (asked === "") throw new RecusalRefusal("successor_missing");
  if (!others.some(({ id }) => id === asked)) throw new RecusalRefusal("successor_unknown");
  return asked;
}

/** The reason that was chosen. Throws `RecusalRefusal`. */
export function checkReasonCode(asked: string): (typeof recusalReasons)[number] {
  const reason = recusalReasons.find((one) => one === asked);
  if (reason === undefined) throw new RecusalRefusal("reason_missing");
  return reason;
}

const longestWords = 2_000;

/** The reason in words, trimmed. Throws `RecusalRefusal`. */
export function checkWords(asked: string): string {
  const words = asked.trim();
  if (words === "") throw new RecusalRefusal("words_missing");
  if (words.length > longestWords) throw new RecusalRefusal("words_too_long");
  return words;
}
