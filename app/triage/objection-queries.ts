import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, cases, dataKeys, objections } from "#db/schema/index.ts";
import { list } from "./queue-order.ts";

/** An objection as its reviewer sees it in the list: desks and moments, no reason yet. */
export interface WaitingObjection {
  readonly id: string;
  readonly caseNumber: string;
  readonly urgency: "critical" | "urgent" | "serious";
  readonly department: string;
  readonly district: string;
  readonly level: "reviewer" | "coordinator";
  readonly proposedDepartment: string | null;
  readonly proposedDistrict: string | null;
  readonly raisedAt: Date;
}

/** The most that one list shows; the oldest come first, so that deciding brings up the rest. */
const mostShown = 100;

/** Those that this reviewer may decide, undecided and of their districts. A prosecutor reviews no prosecutor's. */
function waitingFor({ kind, accountId, districts }: AccountActor) {
  return and(
    isNull(objections.decidedAt),
    districts.includes("*") ? undefined : sql`${objections.district} = any (${list(districts)})`,
    kind === "coordinator"
      ? undefined
      : and(eq(objections.level, "reviewer"), sql`${objections.department} <> 'procuratorate'`),
    sql`${objections.raisedBy} <> ${accountId}`,
  );
}

/** How many objections wait for this reader; none for whoever reviews none. */
export async function countWaitingObjections(tx: Tx, actor: AccountActor): Promise<number> {
  if (actor.kind !== "coordinator" && !(actor.kind === "lead" && actor.department === "procuratorate")) return 0;
  return tx.$count(objections, waitingFor(actor));
}

/** Objections that wait for this reviewer, the oldest first. */
export async function waitingObjections(tx: Tx, actor: AccountActor): Promise<readonly WaitingObjection[]> {
  return tx
    .select({
      id: objections.id,
      caseNumber: cases.number,
      urgency: cases.urgency,
      department: objections.department,
      district: objections.district,
      level: objections.level,
      proposedDepartment: objections.proposedDepartment,
      proposedDistrict: objections.proposedDistrict,
      raisedAt: objections.raisedAt,
    })
    .from(objections)
    .innerJoin(cases, eq(cases.id, objections.caseId))
    .where(waitingFor(actor))
    .orderBy(asc(objections.raisedAt), asc(objections.id))
    .limit(mostShown);
}

/** One objection with what is needed to decide it; null for one that is absent or hidden. */
export async function findObjection(tx: Tx, id: string) {
  const [found] = await tx
    .select({
      objection: objections,
      caseNumber: cases.number,
      urgency: cases.urgency,
      situations: cases.situations,
      raisedByName: accounts.displayName,
      reason: assignments.reason,
      state: assignments.state,
    })
    .from(objections)
    .innerJoin(cases, eq(cases.id, objections.caseId))
    .innerJoin(assignments, eq(assignments.id, objections.assignmentId))
    .innerJoin(accounts, eq(accounts.id, objections.raisedBy))
    .where(eq(objections.id, id));
  return found ?? null;
}
export type FoundObjection = NonNullable<Awaited<ReturnType<typeof findObjection>>>;

/** The keys of the case an objection belongs to, opened for this request. */
export async function keysOfObjection(tx: Tx, { vault }: Portal, { objection }: FoundObjection): Promise<DataKey[]> {
  const stored = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, objection.caseId));
  return stored.map((key) => vault.unwrap(key));
}
