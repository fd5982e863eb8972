import { and, asc, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, cases, heldStates, recusals } from "#db/schema/index.ts";

const recorder = alias(accounts, "recorder");

/** The recusals of a case that are in force and that the reader may know of, with who stepped out and who said so. */
export const recusalsOf = (tx: Tx, caseId: string) =>
  tx
    .select({
      id: recusals.id,
      accountId: recusals.accountId,
      officer: accounts.displayName,
      department: recusals.department,
      reason: recusals.reason,
      sealedReason: recusals.sealedReason,
      recordedBy: recusals.recordedBy,
      recorder: recorder.displayName,
      recordedAt: recusals.recordedAt,
    })
    .from(recusals)
    .innerJoin(accounts, eq(accounts.id, recusals.accountId))
    .innerJoin(recorder, eq(recorder.id, recusals.recordedBy))
    .where(and(eq(recusals.caseId, caseId), isNull(recusals.endedAt)))
    .orderBy(asc(recusals.recordedAt));
export type StoredRecusals = Awaited<ReturnType<typeof recusalsOf>>;
export type StoredRecusal = StoredRecusals[number];

/**
 * The officer's own desk on a case: its work, its people, and who of them is kept out; null for a case that is absent
 * or hidden. Where the desk holds no work the case's own district stands for it.
 */
export async function readOwnDesk(tx: Tx, actor: Officer, caseNumber: string) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, caseNumber));
  if (matter === undefined) return null;
  const [held, people, recused] = await Promise.all([
    tx
      .select()
      .from(assignments)
      .where(
        and(
          eq(assignments.caseId, matter.id),
          eq(assignments.department, actor.department),
          inArray(assignments.state, [...heldStates, "closed"]),
        ),
      )
      .orderBy(desc(assignments.deliveredAt)),
    tx
      .select({
        id: accounts.id,
        name: accounts.displayName,
        role: accounts.role,
        districts: accounts.districts,
      })
      .from(accounts)
      .where(and(eq(accounts.department, actor.department), eq(accounts.active, true)))
      .orderBy(asc(accounts.displayName)),
    tx.execute<{ id: string }>(sql`select portal.recused_from(${matter.id}) as id`),
  ]);
  const covers = (district: string) => actor.districts.includes("*") || actor.districts.includes(district);
  return {
    matter,
    assignment: held.find(({ district }) => covers(district)) ?? null,
    people,
    recused: new Set(recused.map(({ id }) => id)),
  };
}
export type OwnDesk = NonNullable<Awaited<ReturnType<typeof readOwnDesk>>>;

/** Whether anything at all is shut to this actor in person: where nothing is, nothing need be asked case by case. */
export async function isRecusedAnywhere(tx: Tx): Promise<boolean> {
  const [found] = await tx.execute<{ recused: boolean }>(
    sql`select cardinality(portal.personal('recused')) > 0 as recused`,
  );
  return found?.recused ?? false;
}

/** Whether the actor sees an assignment; one of a case that is shut to them is absent. */
export async function seesAssignment(tx: Tx, id: string): Promise<boolean> {
  const found = await tx.select({ id: assignments.id }).from(assignments).where(eq(assignments.id, id));
  return found.length > 0;
}

/** More are a matter of years ago. */
const mostListed = 200;

const latest = (tx: Tx, id: string | null) =>
  tx
    .select({ recusal: recusals, officer: accounts.displayName, recorder: recorder.displayName })
    .from(recusals)
    .innerJoin(accounts, eq(accounts.id, recusals.accountId))
    .innerJoin(recorder, eq(recorder.id, recusals.recordedBy))
    .where(id === null ? undefined : eq(recusals.id, id))
    .orderBy(desc(recusals.recordedAt))
    .limit(mostListed);

/** Every recusal, ended ones too, the latest first: for the auditor. */
export const allRecusals = (tx: Tx) => latest(tx, null);
export type RecordedRecusal = Awaited<ReturnType<typeof allRecusals>>[number];

/** One recusal; null for one that is absent or hidden. */
export const readRecusal = async (tx: Tx, id: string): Promise<RecordedRecusal | null> =>
  (await latest(tx, id))[0] ?? null;
