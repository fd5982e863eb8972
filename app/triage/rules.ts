import type { AccountRole, AssignmentState } from "#db/schema/index.ts";
import type { Edition } from "#guidelines/edition.ts";

/** Why a move was refused. Each has its sentence in `app/copy`, triage. */
export const refusalCodes = [
  "not_yours",
  "wrong_state",
  "reason_missing",
  "reason_too_long",
  "target_missing",
  "target_same",
  "target_unknown",
  "department_must_stay",
  "changed_meanwhile",
  "own_objection",
  "already_decided",
  "second_bounce",
  "not_sent_here",
  "not_recallable",
  "already_there",
  "officer_missing",
  "officer_unknown",
  "already_theirs",
  "interventions_open",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** The domain says no. The reader is told why and what to do instead; nothing has changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

export const moves = [
  "accept",
  "start",
  "close",
  "object",
  "uphold",
  "overrule",
  "transfer",
  "return",
  "recall",
] as const;
export type Move = (typeof moves)[number];

interface MoveRule {
  readonly from: readonly AssignmentState[];
  /** `before`: back to the state it had when the objection was raised. */
  readonly to: AssignmentState | "before";
  readonly by: readonly AccountRole[];
  /** Whose move it is: the desk that holds the work, who reviews its objection, or the desk that sent it there. */
  readonly maker: "desk" | "reviewer" | "sender";
}

/**
 * The moves an assignment may make ("States" of the domain). A move that is not here is refused in words, and the
 * trigger `assignments_known_moves` refuses it too.
 */
export const assignmentMoves: Readonly<Record<Move, MoveRule>> = {
  accept: { from: ["new"], to: "accepted", by: ["officer", "lead"], maker: "desk" },
  start: { from: ["accepted"], to: "working", by: ["officer", "lead"], maker: "desk" },
  close: { from: ["working"], to: "closed", by: ["lead", "officer"], maker: "desk" },
  object: { from: ["new", "accepted"], to: "objected", by: ["officer", "lead"], maker: "desk" },
  uphold: { from: ["objected"], to: "withdrawn", by: ["lead", "coordinator"], maker: "reviewer" },
  overrule: { from: ["objected"], to: "before", by: ["lead", "coordinator"], maker: "reviewer" },
  transfer: { from: ["new", "accepted", "working"], to: "transferred", by: ["officer", "lead"], maker: "desk" },
  /** 退回 to the desk that sent it. */
  return: { from: ["new", "accepted"], to: "transferred", by: ["officer", "lead"], maker: "desk" },
  /** 撤回: whoever sent it by mistake takes it back while nobody there has accepted it. */
  recall: { from: ["new"], to: "withdrawn", by: ["officer", "lead"], maker: "sender" },
};

/** The state that a move leads to. Throws `Refusal` when the table does not allow it. */
export function nextState(
  move: Move,
  state: AssignmentState,
  by: AccountRole,
  before: AssignmentState | null,
): AssignmentState {
  const rule = assignmentMoves[move];
  if (!rule.by.includes(by)) throw new Refusal("not_yours");
  if (!rule.from.includes(state)) throw new Refusal("wrong_state");
  if (rule.to !== "before") return rule.to;
  if (before === null) throw new Refusal("wrong_state");
  return before;
}

/** Whether a page may offer this move now. */
export function mayMove(move: Move, state: AssignmentState, by: AccountRole): boolean {
  const rule = assignmentMoves[move];
  return rule.by.includes(by) && rule.from.includes(state);
}

/** Whether a desk in this state may bring another department in beside itself. */
export const mayBringIn = (state: AssignmentState): boolean => isUnderWay(state);

/** Accepted by the desk and not ended or in question. */
export const isUnderWay = (state: AssignmentState): boolean => state === "accepted" || state === "working";

/** Whether this officer may give work in this state to somebody. */
export const mayAssign = (actor: { readonly kind: AccountRole }, state: AssignmentState): boolean =>
  actor.kind === "lead" && (state === "new" || isUnderWay(state));

/** Whether this officer may take work in this state over. */
export const mayTakeOver = (
  actor: { readonly accountId: string },
  work: { readonly state: AssignmentState; readonly officerId: string | null },
): boolean => isUnderWay(work.state) && work.officerId !== actor.accountId;

/** Every pair of states that some move connects, and who makes it; the trigger's table holds the same. */
export function connectedStates(): ReadonlySet<string> {
  const beforeObjection = assignmentMoves.object.from;
  return new Set(
    moves.flatMap((move) => {
      const { from, to, maker } = assignmentMoves[move];
      return from.flatMap((state) =>
        (to === "before" ? [...beforeObjection] : [to]).map((next) => `${state}>${next} ${maker}`),
      );
    }),
  );
}

/**
 * Who reviews an objection. Policy value: a lead of the procuratorate the first time, since it supervises routing and
 * is on every case; the coordinator when the procuratorate itself objects, and for every later bounce.
 */
export function reviewLevel(department: string, bounces: number): "reviewer" | "coordinator" {
  return bounces >= 1 || department === "procuratorate" ? "coordinator" : "reviewer";
}

/** Whether this account reviews objections of this level; a department never reviews its own. */
export function mayReview(
  account: { readonly kind: AccountRole; readonly department: string | null },
  objection: { readonly level: "reviewer" | "coordinator"; readonly department: string },
): boolean {
  if (account.kind === "coordinator") return true;
  return (
    account.kind === "lead" &&
    account.department === "procuratorate" &&
    objection.level === "reviewer" &&
    objection.department !== "procuratorate"
  );
}

/** A place where work can go. */
export interface Desk {
  readonly department: string;
  readonly district: string;
}

/**
 * Checks where work is to go. Police and procuratorate are on every case by an unconditional rule: their work can go
 * to another district, never away from them.
 */
export function checkTarget(
  edition: Edition,
  districts: ReadonlySet<string>,
  from: Desk,
  to: { readonly department: string | null; readonly district: string | null },
): Desk {
  const target = { department: to.department ?? from.department, district: to.district ?? from.district };
  if (target.department === from.department && target.district === from.district) throw new Refusal("target_same");
  const department = edition.departments.find(({ id }) => id === target.department);
  if (department === undefined || !department.queue || !districts.has(target.district)) {
    throw new Refusal("target_unknown");
  }
  if (target.department !== from.department && isOnEveryCase(edition, from.department)) {
    throw new Refusal("department_must_stay");
  }
  return target;
}

/** Checks which desk is to work the case beside one's own: another department that receives work, in any district. */
export function checkJointTarget(
  edition: Edition,
  districts: ReadonlySet<string>,
  from: Desk,
  to: { readonly department: string | null; readonly district: string | null },
): Desk {
  if (to.department === null) throw new Refusal("target_missing");
  const target = { department: to.department, district: to.district ?? from.district };
  if (target.department === from.department) throw new Refusal("target_same");
  const department = edition.departments.find(({ id }) => id === target.department);
  if (department === undefined || !department.queue || !districts.has(target.district)) {
    throw new Refusal("target_unknown");
  }
  return target;
}

/**
 * Work that was objected to or sent on once is not sent on again by a desk: it may be returned to the desk that sent it,
 * and after that only the coordinator moves it. Source: `city-policy/objection` of the edition.
 */
export const sendsOnce = { transfer: 1, return: 2 } as const;

/** Whether a rule without any condition sends every report to this department. */
export function isOnEveryCase(edition: Edition, department: string): boolean {
  return edition.routing.some((rule) => rule.department === department && "always" in rule.when);
}

const longestReason = 2_000;

/** A reason that somebody wrote, trimmed. Throws `Refusal` when there is none. */
export function checkReason(reason: string): string {
  const text = reason.trim();
  if (text === "") throw new Refusal("reason_missing");
  if (text.length > longestReason) throw new Refusal("reason_too_long");
  return text;
}

/** 0 before 1 before 2 in every queue. */
export const urgencyRank = { critical: 0, urgent: 1, serious: 2 } as const;

/** The more urgent of two: a job may raise urgency, never lower it. */
export function moreUrgent<U extends keyof typeof urgencyRank>(a: U, b: U): U {
  return urgencyRank[a] <= urgencyRank[b] ? a : b;
}
