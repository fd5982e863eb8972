import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { startDeliveryClock } from "#app/clocks/commands.ts";
import { resealFilesOf } from "#app/evidence/resealing.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import {
  assignments,
  caseAccess,
  caseEvents,
  caseJoins,
  cases,
  clocks,
  deliveries,
  heldStates,
  type MovedRows,
  objections,
  recusals,
  reports,
} from "#db/schema/index.ts";
import { lockBoth, shareRecusals, tellDesks } from "./joining.ts";
import { rememberApart, returnProposals, reviveProposals } from "./proposing.ts";
import { movedIds, movedTables } from "./rules.ts";

type Join = typeof caseJoins.$inferSelect;

/** What became of an undo that somebody asked for. */
type Undone = "undone" | "refused" | "absent" | "done_before";

/**
 * Undoes a join: reports, people, keys, work, clocks and deliveries go back to the case they came from, with whatever was
 * written since about its reports and its work. Notes and files that officers wrote on the joined case stay there; whatever
 * was written while both were one stays readable, for both keep its key. A desk that worked a report of the case on the
 * other's assignment gets one of its own in the same state, so that nothing is held by nobody and no receipt changes. The pair is remembered as not one child. Run twice, it undoes once.
 */
export async function undoJoin(tx: Tx, portal: Portal, joinId: string, now: Date): Promise<Undone> {
  const [join] = await tx.select().from(caseJoins).where(eq(caseJoins.id, joinId)).for("update");
  if (join === undefined || join.moved === null) return "absent";
  if (join.state !== "undo_asked") return "done_before";
  const { moved } = join;
  const both = await lockBoth(tx, join.caseId, join.fromCaseId);
  const [into, from] = [both.get(join.caseId), both.get(join.fromCaseId)];
  const stands = into !== undefined && into.state !== "sealed" && into.joinedIntoId === null;
  if (!stands || from === undefined || (await hasOpenObjection(tx, join))) {
    await tx.update(caseJoins).set({ state: "joined", undoAskedAt: null }).where(eq(caseJoins.id, joinId));
    return "refused";
  }
  await tx.update(cases).set({ joinedIntoId: null }).where(eq(cases.id, from.id));
  await moveBack(tx, join, moved);
  await leaveKeyToBoth(tx, join, moved, now);
  await resealFilesOf(tx, portal, from.id, into.id);
  await giveEachItsOwn(tx, portal, join, now);
  await standAlone(tx, join, moved, now);
  await unshareDesks(tx, join, moved);
  await unshareRecusals(tx, portal, join, moved, now);
  await reviveProposals(tx, moved.lapsed);
  await returnProposals(tx, into.id, from.id);
  const by = { accountId: join.undoBy, department: join.undoDepartment };
  const edition = portal.edition.id;
  await rememberApart(tx, { caseId: from.id, otherCaseId: into.id, edition }, by, now);
  await tx.update(caseJoins).set({ state: "undone", undoneAt: now }).where(eq(caseJoins.id, joinId));
  await tx.insert(caseEvents).values(
    [
      { caseId: into.id, district: into.district, details: { number: from.number } },
      { caseId: from.id, district: from.district, details: { number: into.number } },
    ].map((event) => ({
      ...event,
      id: newId(),
      kind: "join_undone" as const,
      at: now,
      accountId: by.accountId,
      department: by.department,
    })),
  );
  await tellDesks(tx, [into.id, from.id], "join_undone", joinId);
  await recordDeed(tx, {
    action: "join_undone",
    caseId: into.id,
    caseNumber: into.number,
    subjectId: from.id,
    details: { from: from.number },
  });
  return "undone";
}

/** Whoever decides an objection must find its work where it was. */
export async function hasOpenObjection(
  tx: Tx,
  { caseId, fromCaseId }: Pick<Join, "caseId" | "fromCaseId">,
): Promise<boolean> {
  const [open] = await tx
    .select({ id: objections.id })
    .from(objections)
    .innerJoin(assignments, eq(assignments.id, objections.assignmentId))
    .where(and(eq(objections.caseId, caseId), eq(assignments.joinedFromId, fromCaseId), isNull(objections.decidedAt)))
    .limit(1);
  return open !== undefined;
}

async function moveBack(tx: Tx, { caseId: into, fromCaseId: from }: Join, moved: MovedRows): Promise<void> {
  // Work first: the case itself and what had been joined to it before. Successors were opened beside their predecessors.
  const family = sql`(with recursive family as (select ${from}::uuid as id union
    select c.id from cases c join family f on c.joined_into_id = f.id) select id from family)`;
  const back = await tx.execute<{ id: string }>(sql`update assignments set case_id = ${from}, version = version + 1,
    joined_from_id = case when joined_from_id = ${from} then null else joined_from_id end
    where case_id = ${into} and joined_from_id in ${family} returning id`);
  const ids: Record<string, readonly string[]> = { ...moved.rows, assignments: back.map(({ id }) => id) };
  for (const { table, key, follows } of movedTables) {
    const own = sql`${sql.identifier(key)} = any(${sql.param(movedIds(moved, table))}::uuid[])`;
    const written = (follows ?? []).map(
      ({ column, of }) => sql`${sql.identifier(column)} = any(${sql.param(ids[of] ?? [])}::uuid[])`,
    );
    await tx.execute(
      sql`update ${sql.identifier(table)} set case_id = ${from} where case_id = ${into} and (${sql.join([own, ...written], sql` or `)})`,
    );
  }
  await tx
    .update(clocks)
    .set({ caseId: from })
    .where(
      and(
        eq(clocks.caseId, into),
        sql`(${clocks.assignmentId} = any(${sql.param(ids.assignments)}::uuid[])
          or (${clocks.assignmentId} is null and ${clocks.reportId} = any(${sql.param(movedIds(moved, "reports"))}::uuid[])))`,
      ),
    );
  // A limit of an intervention is where the intervention is.
  await tx.execute(sql`update clocks c set case_id = i.case_id from interventions i
    where i.id = c.intervention_id and i.case_id in (${into}, ${from}) and i.case_id <> c.case_id`);
  await tx.execute(
    sql`update case_holds set case_id = ${from} where id = any(${sql.param(movedIds(moved, "case_holds"))}::uuid[])`,
  );
  // Counted from one again, in the order in which they were made.
  await tx.execute(sql`update assessments a set case_id = ${from}, ordinal = o.place from (
    select id, row_number() over (order by ordinal)::int as place from assessments
    where id = any(${sql.param(movedIds(moved, "assessments"))}::uuid[])) as o where o.id = a.id`);
}

/** Both cases keep the key of the time when they were one, and each seals with its own again. */
async function leaveKeyToBoth(
  tx: Tx,
  { caseId, fromCaseId }: Join,
  { sharedKeys }: MovedRows,
  now: Date,
): Promise<void> {
  const shared = sql`id = any(${sql.param(sharedKeys)}::uuid[])`;
  await tx.execute(
    sql`update data_keys set created_at = ${now.toISOString()}::timestamptz where case_id = ${caseId} and ${shared}`,
  );
  await tx.execute(sql`insert into data_keys (id, case_id, wrapped_key, master_key_id, created_at)
    select id, ${fromCaseId}, wrapped_key, master_key_id, created_at from data_keys where case_id = ${caseId} and ${shared}
    on conflict do nothing`);
}

/** Deliveries of reports that went back, to work that did not: their desks get work of their own, as far along. */
async function giveEachItsOwn(tx: Tx, portal: Portal, { fromCaseId: from }: Join, now: Date): Promise<void> {
  const left = await tx
    .select({ assignment: assignments, reportId: deliveries.reportId, filedAt: reports.filedAt })
    .from(deliveries)
    .innerJoin(assignments, eq(assignments.id, deliveries.assignmentId))
    .innerJoin(reports, eq(reports.id, deliveries.reportId))
    .where(and(eq(deliveries.caseId, from), ne(assignments.caseId, from)));
  const shared = new Map(left.map(({ assignment }) => [assignment.id, assignment]));
  for (const assignment of shared.values()) {
    const of = left.filter((delivery) => delivery.assignment.id === assignment.id);
    const own = (await heldHere(tx, from, assignment.department)) ?? (await openBeside(tx, from, assignment));
    await tx
      .update(deliveries)
      .set({ assignmentId: own })
      .where(and(eq(deliveries.caseId, from), eq(deliveries.assignmentId, assignment.id)));
    const since = of.map(({ filedAt }) => filedAt).sort((a, b) => a.getTime() - b.getTime())[0] ?? now;
    await tx.execute(sql`insert into clocks (id, case_id, assignment_id, report_id, clock, edition, owner, district, source,
        state, started_at, due_at, warn_at, warned_at, provisional, stopped_at, breached_at, cancelled_for)
      select gen_random_uuid(), ${from}, ${own}, report_id, clock, edition, owner, district, source,
        state, started_at, due_at, warn_at, warned_at, provisional, stopped_at, breached_at, cancelled_for
      from clocks where assignment_id = ${assignment.id} and started_at >= ${since.toISOString()}::timestamptz
        and intervention_id is null
      on conflict do nothing`);
    const [opened] = await tx.select().from(assignments).where(eq(assignments.id, own));
    if (opened?.state === "new") await startDeliveryClock(tx, portal.editionOf(opened.edition), opened, now);
  }
}

async function heldHere(tx: Tx, caseId: string, department: string): Promise<string | null> {
  const [held] = await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(
      and(
        eq(assignments.caseId, caseId),
        eq(assignments.department, department),
        inArray(assignments.state, [...heldStates]),
      ),
    )
    .limit(1);
  return held?.id ?? null;
}

async function openBeside(tx: Tx, caseId: string, assignment: typeof assignments.$inferSelect): Promise<string> {
  const id = newId();
  const state = assignment.state === "objected" ? (assignment.stateBeforeObjection ?? "new") : assignment.state;
  await tx.insert(assignments).values({
    ...assignment,
    id,
    caseId,
    state,
    stateBeforeObjection: null,
    predecessorId: null,
    successorId: null,
    joinedFromId: null,
    version: 1,
  });
  return id;
}

/** Each case is open as long as somebody works it, and as it was before where nobody does. */
async function standAlone(tx: Tx, { caseId, fromCaseId }: Join, moved: MovedRows, now: Date): Promise<void> {
  const worked = async (id: string) => {
    const [held] = await tx
      .select({ id: assignments.id })
      .from(assignments)
      .where(and(eq(assignments.caseId, id), inArray(assignments.state, [...heldStates])))
      .limit(1);
    return held !== undefined;
  };
  if (await worked(fromCaseId)) {
    await tx.update(cases).set({ state: "open", closedAt: null }).where(eq(cases.id, fromCaseId));
  }
  if (await worked(caseId)) return;
  const closedAt = moved.into.closedAt === null ? now : new Date(moved.into.closedAt);
  await tx
    .update(cases)
    .set({ state: "closed", closedAt })
    .where(and(eq(cases.id, caseId), eq(cases.state, "open")));
}

/** Desks that were on the joined case for the other's sake leave it, and have their own again. */
async function unshareDesks(tx: Tx, { caseId, fromCaseId }: Join, { desks }: MovedRows): Promise<void> {
  const works = async (id: string) =>
    tx
      .selectDistinct({ department: assignments.department, district: assignments.district })
      .from(assignments)
      .where(and(eq(assignments.caseId, id), sql`${assignments.state} not in ('transferred', 'withdrawn')`));
  const [here, there] = [await works(caseId), await works(fromCaseId)];
  for (const { department, district, before } of desks) {
    if (here.some((desk) => desk.department === department && desk.district === district)) continue;
    const desk = and(
      eq(caseAccess.caseId, caseId),
      eq(caseAccess.department, department),
      eq(caseAccess.district, district),
    );
    if (before === null) await tx.delete(caseAccess).where(desk);
    else await tx.update(caseAccess).set({ kind: "informed" }).where(desk);
  }
  for (const desk of there) {
    await tx
      .insert(caseAccess)
      .values({ ...desk, caseId: fromCaseId, kind: "assigned" })
      .onConflictDoUpdate({
        target: [caseAccess.caseId, caseAccess.department, caseAccess.district],
        set: { kind: "assigned" },
      });
  }
}

/** Copies end with the join; whoever was recused while both were one is recused from each, until a lead ends it. */
async function unshareRecusals(tx: Tx, portal: Portal, join: Join, moved: MovedRows, now: Date): Promise<void> {
  if (moved.recusals.length > 0) {
    await tx
      .update(recusals)
      .set({ endedAt: now, endedBy: join.undoBy })
      .where(and(inArray(recusals.id, [...moved.recusals]), isNull(recusals.endedAt)));
  }
  const since = join.joinedAt ?? now;
  await shareRecusals(tx, portal, join.caseId, join.fromCaseId, since);
}
