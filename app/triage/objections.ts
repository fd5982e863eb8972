import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { startClocks } from "#app/clocks/commands.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, objections, outbox } from "#db/schema/index.ts";
import { tidings } from "./movements.ts";
import { districtsOf, happened, lockOwn, type OnAssignment, record, saveMove, tellDesks } from "./own-assignment.ts";
import { checkReason, checkTarget, mayReview, nextState, Refusal, reviewLevel } from "./rules.ts";
import { sendOn } from "./sending-on.ts";

/** 分流异议. The work stays here until a reviewer has decided. */
export async function raiseObjection(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment & {
    readonly reason: string;
    readonly proposedDepartment: string | null;
    readonly proposedDistrict: string | null;
  },
  now: Date,
): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  nextState("object", assignment.state, actor.kind, null);
  const reason = checkReason(input.reason);
  const edition = portal.editionOf(assignment.edition);
  if (input.proposedDepartment !== null || input.proposedDistrict !== null) {
    checkTarget(edition, districtsOf(portal), assignment, {
      department: input.proposedDepartment,
      district: input.proposedDistrict,
    });
  }
  const id = newId();
  const level = reviewLevel(assignment.department, assignment.bounces);
  await tx.insert(objections).values({
    id,
    assignmentId: assignment.id,
    caseId: assignment.caseId,
    department: assignment.department,
    district: assignment.district,
    level,
    sealedReason: seal(await caseKey(tx, portal, assignment.caseId), objectionPlace(id, "sealed_reason"), reason),
    proposedDepartment: input.proposedDepartment,
    proposedDistrict: input.proposedDistrict,
    raisedBy: actor.accountId,
    raisedAt: now,
  });
  await saveMove(tx, actor, assignment, "object", { stateBeforeObjection: assignment.state });
  const owner = level === "reviewer" ? "procuratorate" : "coordinator";
  await startClocks(tx, edition, [{ assignment, clock: "routing_objection", startedAt: now, owner }]);
  await record(tx, actor, assignment, "objection_raised", now, { level });
  await tellDesks(tx, assignment);
}

/** The reviewer's decision. Upheld: the work goes to another desk in the same step. Overruled: it stays, as it was. */
export async function decideObjection(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  input: {
    readonly objectionId: string;
    readonly outcome: "upheld" | "overruled";
    readonly reason: string;
    readonly department?: string | null;
    readonly district?: string | null;
  },
  now: Date,
): Promise<void> {
  const [objection] = await tx.select().from(objections).where(eq(objections.id, input.objectionId));
  if (objection === undefined) throw new Refusal("not_yours");
  if (objection.decidedAt !== null) throw new Refusal("already_decided");
  if (objection.raisedBy === actor.accountId) throw new Refusal("own_objection");
  if (!mayReview(actor, objection)) throw new Refusal("not_yours");
  const reason = checkReason(input.reason);
  const [assignment] = await tx
    .select()
    .from(assignments)
    .where(eq(assignments.id, objection.assignmentId))
    .for("update");
  if (assignment === undefined || assignment.state !== "objected") throw new Refusal("changed_meanwhile");

  const key = await caseKey(tx, portal, objection.caseId);
  const decided = (successorId: string | null) =>
    tx
      .update(objections)
      .set({
        outcome: input.outcome,
        sealedDecision: seal(key, objectionPlace(objection.id, "sealed_decision"), reason),
        decidedBy: actor.accountId,
        decidedAt: now,
        successorId,
      })
      .where(eq(objections.id, objection.id));
  await happened(tx, portal, assignment, "objection_decided", now);

  if (input.outcome === "overruled") {
    await decided(null);
    await saveMove(tx, actor, assignment, "overrule", { stateBeforeObjection: null });
    await record(tx, actor, assignment, "objection_overruled", now);
    await tellDesks(tx, assignment);
    return;
  }
  const wanted = {
    department: input.department ?? objection.proposedDepartment,
    district: input.district ?? objection.proposedDistrict,
  };
  if (wanted.department === null && wanted.district === null) throw new Refusal("target_missing");
  const target = checkTarget(portal.editionOf(assignment.edition), districtsOf(portal), assignment, wanted);
  const successorId = await sendOn(tx, portal, actor, assignment, "uphold", target, now);
  await decided(successorId);
  await tx.insert(outbox).values(tidings("work_reassigned", objection.id));
  await record(tx, actor, assignment, "objection_upheld", now, { ...target });
}

/** Where an objection's texts are sealed. */
export const objectionPlace = (id: string, column: "sealed_reason" | "sealed_decision"): Place => ({
  table: "objections",
  column,
  row: id,
});
