import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { recordEmergencyReading } from "#app/emergency/commands.ts";
import { ownEmergency } from "#app/emergency/oversight-view.ts";
import { emergenciesOf } from "#app/emergency/queries.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assessments, cases } from "#db/schema/index.ts";
import { proposeFrom } from "#guidelines/assessment-proposal.ts";
import { assessedOf, editionFor } from "./assessed.ts";
import { type AssessedCase, readAssessedCase } from "./queries.ts";
import {
  AssessmentRefusal,
  answersIn,
  decisionOn,
  mayAssess,
  type StoredAssessment,
  sightOf,
  type TypedAssessment,
  type TypedDecision,
} from "./rules.ts";
import { changeUrgency } from "./urgency.ts";

/** Where the content of an assessment is sealed. */
export const assessmentPlace = (id: string): Place => ({ table: "assessments", column: "sealed_content", row: id });

export interface AssessmentInput {
  readonly caseNumber: string;
  /** The latest assessment that the officer had seen; 0 for none. */
  readonly basedOn: number;
  /** What of the proposal was seen, and when it was made: see `sightOf`. */
  readonly seen: string;
  readonly proposedAt: Date;
  readonly typed: TypedAssessment;
  readonly decision: TypedDecision;
}

/**
 * Records an assessment: what was found out, what the edition proposed, and beside it what the officer decided. It
 * supersedes the one before, which stays. Where another urgency was decided the case takes it. `absent` for a case that
 * is hidden, not open, or not worked by the officer's desk. Throws `AssessmentRefusal`: among others where another
 * officer assessed the case meanwhile, or a new report changed what is proposed.
 */
export async function recordAssessment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: AssessmentInput,
  now: Date,
): Promise<{ readonly ordinal: number } | "absent"> {
  // Whoever saves at the same time waits here, and is then told.
  await tx.select({ id: cases.id }).from(cases).where(eq(cases.number, input.caseNumber)).for("update");
  const found = await readAssessedCase(tx, input.caseNumber);
  if (found === null || !mayAssess(actor, found.matter, found.desks)) return "absent";
  const { matter, made, desks } = found;
  const latest = made[0]?.assessment.ordinal ?? 0;
  if (latest !== input.basedOn) throw new AssessmentRefusal("changed_meanwhile");
  const edition = editionFor(portal, found);
  const assessed = assessedOf(found);
  const { answers, problems } = answersIn(edition.assessment, input.typed, now);
  const proposal = proposeFrom(edition, assessed, answers, input.proposedAt);
  if (problems.length > 0 || sightOf(proposal) !== input.seen) throw new AssessmentRefusal("proposal_changed");
  const decided = decisionOn(proposal, matter.urgency, edition.interventions, input.decision);

  const id = newId();
  const ordinal = latest + 1;
  const content = {
    typed: input.typed,
    answers,
    assessed,
    proposal: JSON.stringify(proposal),
    reason: decided.reason,
  } satisfies Readonly<Record<keyof StoredAssessment, unknown>>;
  await tx.insert(assessments).values({
    id,
    caseId: matter.id,
    ordinal,
    edition: edition.id,
    accountId: actor.accountId,
    department: actor.department,
    madeAt: now,
    urgencyBefore: matter.urgency,
    proposedUrgency: proposal.level,
    decidedUrgency: decided.urgency,
    proposedInterventions: proposal.interventions.map(({ intervention }) => intervention),
    decidedInterventions: [...decided.interventions],
    sealedContent: seal(await caseKey(tx, portal, matter.id), assessmentPlace(id), JSON.stringify(content)),
  });
  await addToTimeline(tx, actor, matter, "assessment_made", now, { ordinal });
  await changeUrgency(tx, actor, matter, { to: decided.urgency, rule: ruleBehind(decided.urgency, proposal) }, now);
  await announce(tx, "assignment_changed", desks);
  await recordDeed(tx, {
    action: "assessment_recorded",
    caseId: matter.id,
    caseNumber: matter.number,
    subjectId: id,
    details: { ordinal, before: matter.urgency, proposed: proposal.level, decided: decided.urgency },
  });
  return { ordinal };
}

/**
 * Reads the assessments of a case for their page. Whoever reads by way of a 紧急调阅 leaves an entry on the audit trail
 * each time. Null for a case whose contents are absent or hidden.
 */
export async function lookAtAssessments(
  tx: Tx,
  actor: Officer,
  caseNumber: string,
  now: Date,
): Promise<AssessedCase | null> {
  const found = await readAssessedCase(tx, caseNumber);
  if (found === null) return null;
  const emergency = ownEmergency(await emergenciesOf(tx, found.matter.id), actor.accountId, now);
  if (emergency !== null) await recordEmergencyReading(tx, emergency);
  return found;
}

/** The rule that the case's urgency now stands on: the proposal's, or the officer's own word. */
const ruleBehind = (decided: string, proposal: { readonly level: string; readonly rule: string }): string =>
  decided === proposal.level ? proposal.rule : "officer";
