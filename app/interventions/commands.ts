import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { endInterventionClocks, turnClocks } from "#app/clocks/intervention-clocks.ts";
import { deedOn, findWorkedCase, happen, type WorkedCase } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { bringInDepartment } from "#app/triage/returning.ts";
import { mayBringIn } from "#app/triage/rules.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import {
  type CaseEventKind,
  cases,
  dataKeys,
  heldStates,
  interventionMoves,
  interventionSecrets,
  interventions,
  outbox,
} from "#db/schema/index.ts";
import type { Edition, Intervention } from "#guidelines/edition.ts";
import { fieldOf, type InterventionMove, kindOf, type MoveMade, makeMove } from "#guidelines/intervention-workflow.ts";
import { caseFacts, readCaseFacts } from "./case-facts.ts";
import {
  interventionMovesOf,
  interventionSecretsOf,
  interventionsOf,
  lockIntervention,
  type StoredIntervention,
} from "./queries.ts";
import { awaitedFrom, bySecrecy, happenedAt, type InterventionRefusalCode, missingFor } from "./rules.ts";
import { movePlace, openMoves, secretPlace, standingOf } from "./stored.ts";

type Refused = Extract<MoveMade, { readonly ok: false }>;

/**
 * How a command ended. `absent`: no such case or intervention for this officer. `refused`: by the edition's rules, each with
 * its words, or by what was typed. `stopped`: by what stands beside them. Nothing has changed but for `done`.
 */
export type InterventionOutcome =
  | { readonly outcome: "absent" }
  | { readonly outcome: "stopped"; readonly code: InterventionRefusalCode }
  | ({ readonly outcome: "refused" } & Omit<Refused, "ok">)
  | { readonly outcome: "done"; readonly id: string };

interface Typed {
  readonly caseNumber: string;
  readonly typed: Readonly<Record<string, unknown>>;
  /** Where this move brings a department onto the case: why, in the officer's language. */
  readonly broughtInFor: string;
}

const absent = { outcome: "absent" } as const;
const stopped = (code: InterventionRefusalCode) => ({ outcome: "stopped", code }) as const;

/** Proposes an intervention of the catalogue for a case. Who decides on it comes onto the case, if it is not there yet. */
export async function proposeIntervention(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: Typed & { readonly kind: string },
  now: Date,
): Promise<InterventionOutcome> {
  const matter = await lockWorkedCase(tx, actor, input.caseNumber);
  const known = portal.edition.interventions.some(({ id }) => id === input.kind);
  if (matter === null || !known) return absent;
  const proposal = { id: newId(), kind: input.kind, edition: portal.edition.id, state: null, version: 0 };
  return move(
    tx,
    portal,
    actor,
    { matter, stored: proposal, wanted: { move: "propose", target: null }, ...input },
    now,
  );
}

/**
 * Makes a move on an intervention, as the edition's one table allows: decided on, begun, a step, a review, ended with a
 * judged result, withdrawn. `version` is what the officer had seen; an older one is told what changed.
 */
export async function moveIntervention(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: Typed & {
    readonly id: string;
    readonly version: number;
    readonly move: InterventionMove;
    readonly target: string | null;
  },
  now: Date,
): Promise<InterventionOutcome> {
  const matter = await lockWorkedCase(tx, actor, input.caseNumber);
  if (matter === null) return absent;
  const stored = await lockIntervention(tx, matter.id, input.id);
  if (stored === null) return absent;
  if (stored.version !== input.version) return stopped("changed_meanwhile");
  const wanted = { move: input.move, target: input.target };
  return move(tx, portal, actor, { ...input, matter, stored, wanted }, now);
}

/** The case before the intervention, in the order that closing takes: who closes it and who moves on see each other. */
async function lockWorkedCase(tx: Tx, actor: Officer, number: string): Promise<WorkedCase | null> {
  const matter = await findWorkedCase(tx, actor, number);
  if (matter === null) return null;
  await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, matter.id)).for("no key update");
  return findWorkedCase(tx, actor, number);
}

type Proposal = Pick<StoredIntervention, "id" | "kind" | "edition" | "version"> & { readonly state: null };

interface Wanted extends Typed {
  readonly matter: WorkedCase;
  readonly stored: StoredIntervention | Proposal;
  readonly wanted: { readonly move: InterventionMove; readonly target: string | null };
}

async function move(tx: Tx, portal: Portal, actor: Officer, asked: Wanted, now: Date): Promise<InterventionOutcome> {
  const { matter, stored, wanted } = asked;
  if (matter.state !== "open") return stopped("case_not_open");
  const edition = portal.editionOf(stored.edition);
  const { kind, workflow } = kindOf(edition, stored.kind);
  const made = await considered(tx, portal, actor, asked, now);
  if (!made.ok) return { outcome: "refused", refusals: made.refusals, problems: made.problems };
  const { state } = made.standing;
  if (state === null) throw new Error(`${wanted.move} of ${stored.kind} leads nowhere`);

  const brought = await bringDepartments(tx, portal, actor, { ...asked, edition, kind }, now);
  if (brought !== "there") return stopped(brought);
  const version = stored.version + 1;
  if (stored.state === null) {
    await tx.insert(interventions).values({
      id: stored.id,
      caseId: matter.id,
      kind: kind.id,
      edition: edition.id,
      lead: kind.lead,
      cooperating: [...kind.cooperating],
      accountId: actor.accountId,
      department: actor.department,
      proposedAt: now,
      state: "proposed",
    });
  }
  const moveId = await keepMove(tx, portal, actor, { ...asked, edition, kind, made, version }, now);
  const isOver = state === "declined" || state === "ended";
  if (stored.state !== null) {
    await tx
      .update(interventions)
      .set({
        state,
        version,
        ...(wanted.move === "step" ? { step: wanted.target } : {}),
        result: made.result,
        endedAt: isOver ? now : null,
      })
      .where(eq(interventions.id, stored.id));
  }
  const asks = fieldsOf(edition, workflow, made.answers);
  await turnClocks(tx, edition, {
    id: stored.id,
    caseId: matter.id,
    kind,
    workflow,
    answers: made.standing.answers,
    raises: made.raises,
    isReview: wanted.move === "review",
    ...happenedAt(asks, made.answers, now),
    version,
    workOf: (department) => workOn(matter, [department, kind.lead, actor.department]),
  });
  if (isOver) await endInterventionClocks(tx, stored.id, now);
  await tell(tx, moveId, wanted.move);
  const event = events[wanted.move];
  await happen(tx, actor, matter, event, now, {
    kind: kind.id,
    ...(wanted.target === null ? {} : { target: wanted.target }),
  });
  await recordDeed(tx, {
    ...deedOn(matter),
    subjectId: stored.id,
    action: event,
    details: { kind: kind.id, target: wanted.target },
  });
  return { outcome: "done", id: stored.id };
}

const events = {
  propose: "intervention_proposed",
  approve: "intervention_approved",
  decline: "intervention_declined",
  withdraw: "intervention_withdrawn",
  start: "intervention_started",
  step: "intervention_step",
  review: "intervention_reviewed",
  end: "intervention_ended",
} as const satisfies Readonly<Record<InterventionMove, CaseEventKind>>;

/** The move as the edition's engine sees it, held against the case as it is now. */
async function considered(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  { matter, stored, wanted, typed }: Wanted,
  now: Date,
): Promise<MoveMade> {
  const edition = portal.editionOf(stored.edition);
  const [all, moves, secrets, facts, wrapped] = await Promise.all([
    interventionsOf(tx, matter.id),
    interventionMovesOf(tx, matter.id),
    interventionSecretsOf(tx, matter.id),
    readCaseFacts(tx, matter.id),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, matter.id)),
  ]);
  const keys = wrapped.map((key) => portal.vault.unwrap(key));
  const standing =
    stored.state === null
      ? { kind: stored.kind, state: null, done: [], answers: {} }
      : standingOf(stored, openMoves(portal, stored.id, { moves, secrets }, keys));
  const others = all.filter(({ id }) => id !== stored.id);
  const seen = caseFacts({ portal, edition, keys }, matter, facts, others, standing.answers, now);
  const by = { department: actor.department, rank: actor.kind };
  return makeMove(edition, standing, by, seen, wanted, typed, now);
}

const fieldsOf = (
  edition: Edition,
  workflow: Parameters<typeof fieldOf>[1],
  answers: Readonly<Record<string, unknown>>,
) => Object.keys(answers).flatMap((id) => fieldOf(edition, workflow, id) ?? []);

const heldBy = (matter: WorkedCase, department: string) =>
  matter.desks.find((desk) => desk.department === department && heldStates.some((state) => state === desk.state));

/** The work of the first of these departments that holds any; a case that is open has somebody's. */
function workOn(matter: WorkedCase, departments: readonly string[]) {
  const held = matter.desks.filter(({ state }) => heldStates.some((one) => one === state));
  const found = departments.flatMap((department) => held.find((desk) => desk.department === department) ?? []);
  const work = found[0] ?? held[0] ?? matter.desks[0];
  if (work === undefined) throw new Error("a case without work");
  return work;
}

/**
 * 联合办理 for whoever must act next and is not on the case: they get work of their own in their queue. Only a desk that has
 * accepted its own work can bring another in.
 */
async function bringDepartments(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  asked: Wanted & { readonly edition: Edition; readonly kind: Intervention },
  now: Date,
): Promise<"there" | "accept_first"> {
  const { matter, edition, kind, wanted, broughtInFor: reason } = asked;
  const held = matter.desks.filter((desk) => heldStates.some((state) => state === desk.state));
  const missing = missingFor(edition, kind, wanted.move, [...new Set(held.map(({ department }) => department))]);
  const own = heldBy(matter, actor.department);
  for (const department of missing) {
    if (own === undefined || !mayBringIn(own.state)) return "accept_first";
    await bringInDepartment(tx, portal, actor, { assignmentId: own.id, department, district: null, reason }, now);
  }
  return "there";
}

async function keepMove(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  kept: Wanted & {
    readonly edition: Edition;
    readonly kind: Intervention;
    readonly made: Extract<MoveMade, { readonly ok: true }>;
    readonly version: number;
  },
  now: Date,
): Promise<string> {
  const { matter, stored, wanted, edition, kind, made, version } = kept;
  const { workflow } = kindOf(edition, kind.id);
  const { open, secret } = bySecrecy(fieldsOf(edition, workflow, made.answers), made.answers);
  const id = newId();
  const key = await caseKey(tx, portal, matter.id);
  const who = { accountId: actor.accountId, department: actor.department };
  const to = made.standing.state ?? "proposed";
  await tx.insert(interventionMoves).values({
    id,
    interventionId: stored.id,
    caseId: matter.id,
    version,
    ...wanted,
    fromState: stored.state,
    toState: to,
    ...who,
    at: now,
    awaits: [...awaitedFrom(edition, kind, workflow, to)],
    owed: [...made.owed],
    sealedAnswers: seal(key, movePlace(id), JSON.stringify(open)),
  });
  if (Object.keys(secret).length > 0) {
    const sealedAnswers = seal(key, secretPlace(id), JSON.stringify(secret));
    await tx.insert(interventionSecrets).values({ moveId: id, caseId: matter.id, ...who, sealedAnswers });
  }
  return id;
}

/** Who decides hears of a proposal; who proposed it and who carries it hear what was decided. */
async function tell(tx: Tx, moveId: string, made: InterventionMove): Promise<void> {
  const about =
    made === "propose"
      ? "intervention_proposed"
      : made === "approve" || made === "decline"
        ? "intervention_decided"
        : null;
  if (about === null) return;
  await tx.insert(outbox).values({ id: newId(), kind: "tell-people", payload: { v: 1, about, subjectId: moveId } });
}
