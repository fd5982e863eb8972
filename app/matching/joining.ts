import { and, eq, gte, inArray, isNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { seal, unseal } from "#app/platform/crypto.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import { recusalPlace } from "#app/recusals/commands.ts";
import type { Tx } from "#db/connection.ts";
import {
  assignments,
  caseAccess,
  caseEvents,
  caseJoins,
  cases,
  heldStates,
  type MovedRows,
  outbox,
  recusals,
  urgencies,
} from "#db/schema/index.ts";
import { carryProposals } from "./proposing.ts";
import { movedTables } from "./rules.ts";

type Case = typeof cases.$inferSelect;

/** Locks two cases in one order for everybody; null where one of them is gone. */
export async function lockBoth(tx: Tx, one: string, other: string): Promise<ReadonlyMap<string, Case>> {
  const rows = await tx
    .select()
    .from(cases)
    .where(inArray(cases.id, [one, other]))
    .orderBy(cases.id)
    .for("no key update");
  return new Map(rows.map((matter) => [matter.id, matter]));
}

const nameOf = (table: string) => sql.identifier(table);

/**
 * Brings everything of one case to another: reports, people, keys, work with its clocks and deliveries, evidence, notes
 * and the timeline. Each department's work stays its own with the clocks of its reports; a desk that works both has two
 * assignments on one case until it closes them. Desks of either case are on the joined one, each in its compartments;
 * whoever is recused from one is recused from it. Returns what moved, so that it can go back. Both cases are locked by
 * whoever calls.
 */
export async function bringTogether(tx: Tx, portal: Portal, from: Case, into: Case, now: Date): Promise<MovedRows> {
  const copied = await shareRecusals(tx, portal, from.id, into.id);
  const known = await moved(
    tx,
    sql`delete from data_keys where case_id = ${from.id} and id in (select id from data_keys where case_id = ${into.id}) returning id`,
  );
  const rows: Record<string, readonly string[]> = {};
  for (const { table, key } of movedTables) {
    const moved = await tx.execute<{ id: string }>(
      sql`update ${nameOf(table)} set case_id = ${into.id} where case_id = ${from.id} returning ${nameOf(key)} as id`,
    );
    rows[table] = [...new Set(moved.map(({ id }) => id))];
  }
  // The key of the case that remains stays its first: what is written from now on is sealed with it.
  await tx.execute(sql`update data_keys k set created_at = k.created_at + (${now.toISOString()}::timestamptz - oldest.at)
    from (select min(created_at) as at from data_keys where id = any(${sql.param(rows.data_keys)}::uuid[])) as oldest
    where k.id = any(${sql.param(rows.data_keys)}::uuid[]) and oldest.at < ${now.toISOString()}::timestamptz`);
  rows.assignments = await moveWork(tx, from.id, into.id);
  rows.clocks = await moved(tx, sql`update clocks set case_id = ${into.id} where case_id = ${from.id} returning id`);
  rows.case_holds = await moved(
    tx,
    sql`update case_holds h set case_id = ${into.id} where case_id = ${from.id} and (released_at is not null or not exists (
      select 1 from case_holds o where o.case_id = ${into.id} and o.department = h.department and o.released_at is null)) returning id`,
  );
  rows.assessments = await moved(
    tx,
    sql`update assessments set case_id = ${into.id},
      ordinal = ordinal + (select coalesce(max(o.ordinal), 0) from assessments o where o.case_id = ${into.id})
      where case_id = ${from.id} returning id`,
  );
  const desks = await shareDesks(tx, from.id, into.id);
  await raiseUrgency(tx, from, into, now);
  const lapsed = await carryProposals(tx, from.id, into.id);
  await standAs(tx, from, into, now);
  return {
    rows,
    desks,
    lapsed,
    recusals: copied,
    sharedKeys: known,
    from: { state: from.state, closedAt: from.closedAt?.toISOString() ?? null },
    into: { state: into.state, closedAt: into.closedAt?.toISOString() ?? null },
  };
}

async function moved(tx: Tx, statement: ReturnType<typeof sql>): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(statement);
  return rows.map(({ id }) => id);
}

/** The work of one case on the other. Nobody works on who is recused from either. */
async function moveWork(tx: Tx, from: string, into: string): Promise<string[]> {
  const keptOut = sql`(select r.account_id from recusals r where r.case_id in (${from}, ${into}) and r.ended_at is null)`;
  await tx
    .update(assignments)
    .set({ officerId: null })
    .where(
      and(
        inArray(assignments.caseId, [from, into]),
        inArray(assignments.state, [...heldStates]),
        sql`${assignments.officerId} in ${keptOut}`,
      ),
    );
  return moved(
    tx,
    sql`update assignments set case_id = ${into}, joined_from_id = coalesce(joined_from_id, ${from}), version = version + 1
      where case_id = ${from} returning id`,
  );
}

/** Desks that were on the one case or informed of it are so of the other; none loses anything. */
async function shareDesks(tx: Tx, from: string, into: string): Promise<MovedRows["desks"]> {
  const [brought, present] = await Promise.all([
    tx.select().from(caseAccess).where(eq(caseAccess.caseId, from)),
    tx.select().from(caseAccess).where(eq(caseAccess.caseId, into)),
  ]);
  const desks = brought.map(({ department, district, kind }) => {
    const before = present.find((desk) => desk.department === department && desk.district === district)?.kind ?? null;
    return { department, district, kind, before };
  });
  const changed = desks.filter(({ kind, before }) => before === null || (before === "informed" && kind === "assigned"));
  for (const { department, district, kind } of changed) {
    await tx
      .insert(caseAccess)
      .values({ caseId: into, department, district, kind })
      .onConflictDoUpdate({ target: [caseAccess.caseId, caseAccess.department, caseAccess.district], set: { kind } });
  }
  return changed.map(({ department, district, before }) => ({ department, district, before }));
}

/**
 * 回避 from one case holds for the other: the row stays, and the other case gets one of its own. Only those recorded since a
 * moment, where one is named. Returns the new ones.
 */
export async function shareRecusals(
  tx: Tx,
  portal: Portal,
  from: string,
  into: string,
  since: Date | null = null,
): Promise<string[]> {
  const open = await tx
    .select()
    .from(recusals)
    .where(
      and(
        eq(recusals.caseId, from),
        isNull(recusals.endedAt),
        since === null ? undefined : gte(recusals.recordedAt, since),
      ),
    );
  if (open.length === 0) return [];
  const key = await installationKey(tx, portal, "oversight");
  const copies = open.map((recusal) => {
    const id = newId();
    const words = unseal([key], recusalPlace(recusal.id), recusal.sealedReason);
    return { ...recusal, id, caseId: into, sealedReason: seal(key, recusalPlace(id), words) };
  });
  const made = await tx.insert(recusals).values(copies).onConflictDoNothing().returning({ id: recusals.id });
  return made.map(({ id }) => id);
}

/** The more urgent of two cases says how urgent the joined one is. Undoing the join lowers nothing: a job never does. */
async function raiseUrgency(tx: Tx, from: Case, into: Case, now: Date): Promise<void> {
  const rank = urgencies.indexOf(from.urgency);
  if (rank >= urgencies.indexOf(into.urgency)) return;
  const { urgency, urgencyRule } = from;
  await tx.update(cases).set({ urgency, urgencyRule }).where(eq(cases.id, into.id));
  await tx
    .update(assignments)
    .set({ urgency, urgencyRank: rank })
    .where(
      and(eq(assignments.caseId, into.id), inArray(assignments.state, [...heldStates]), sql`urgency_rank > ${rank}`),
    );
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: into.id,
    kind: "urgency_changed",
    at: now,
    details: { from: into.urgency, to: urgency, rule: urgencyRule },
  });
}

/** The one is closed and points to the other, which is open as long as somebody works it. */
async function standAs(tx: Tx, from: Case, into: Case, now: Date): Promise<void> {
  await tx
    .update(cases)
    .set({ state: "closed", closedAt: from.closedAt ?? now, joinedIntoId: into.id })
    .where(eq(cases.id, from.id));
  await tx
    .insert(caseEvents)
    .values({ id: newId(), caseId: from.id, kind: "report_joined", at: now, details: { into: into.id } });
  if (from.state !== "open" || into.state !== "closed") return;
  await tx.update(cases).set({ state: "open", closedAt: null }).where(eq(cases.id, into.id));
  await tx.insert(caseEvents).values({ id: newId(), caseId: into.id, kind: "case_reopened", at: now });
}

/** Keeps that a case went into another by itself, with what moved, so that it can be undone like any other join. */
export async function joinByItself(tx: Tx, portal: Portal, from: string, into: string, now: Date): Promise<void> {
  const both = await lockBoth(tx, from, into);
  const [one, other] = [both.get(from), both.get(into)];
  if (one === undefined || other === undefined) throw new Error("a case to join is gone");
  const rows = await bringTogether(tx, portal, one, other, now);
  await tx.insert(caseJoins).values({
    id: newId(),
    caseId: into,
    fromCaseId: from,
    automatic: true,
    state: "joined",
    askedAt: now,
    joinedAt: now,
    moved: rows,
  });
}

/**
 * A key of its own for whatever is written while two cases are one: first among the case's keys, so that everybody seals
 * with it. Undoing the join leaves it to both, and neither loses a word. Returns its id.
 */
async function keyForBoth(tx: Tx, { vault }: Pick<Portal, "vault">, caseId: string): Promise<string> {
  const { stored } = vault.newDataKey(newId());
  await tx.execute(sql`insert into data_keys (id, case_id, wrapped_key, master_key_id, created_at)
    select ${stored.id}, ${caseId}, decode(${stored.wrappedKey.toString("hex")}, 'hex'), ${stored.masterKeyId},
      min(created_at) - interval '1 millisecond' from data_keys where case_id = ${caseId}`);
  return stored.id;
}

/** What became of a join that somebody asked for. */
type Joined = "joined" | "refused" | "absent" | "done_before";

/**
 * Joins two cases as an officer decided. Refused, and said so on the pair's page, where one was sealed or joined
 * elsewhere in the meantime. Run twice, it joins once.
 */
export async function joinCases(tx: Tx, portal: Portal, joinId: string, now: Date): Promise<Joined> {
  const [join] = await tx.select().from(caseJoins).where(eq(caseJoins.id, joinId)).for("update");
  if (join === undefined) return "absent";
  if (join.state !== "asked") return "done_before";
  const both = await lockBoth(tx, join.caseId, join.fromCaseId);
  const [into, from] = [both.get(join.caseId), both.get(join.fromCaseId)];
  const fits = (matter: Case | undefined): matter is Case =>
    matter !== undefined && matter.state !== "sealed" && matter.joinedIntoId === null;
  if (!fits(into) || !fits(from)) {
    await tx.update(caseJoins).set({ state: "refused" }).where(eq(caseJoins.id, joinId));
    return "refused";
  }
  const rows = await bringTogether(tx, portal, from, into, now);
  const sharedKeys = [...rows.sharedKeys, await keyForBoth(tx, portal, into.id)];
  await tx
    .update(caseJoins)
    .set({ state: "joined", joinedAt: now, moved: { ...rows, sharedKeys } })
    .where(eq(caseJoins.id, joinId));
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: into.id,
    kind: "cases_joined",
    at: now,
    accountId: join.decidedBy,
    department: join.department,
    district: into.district,
    details: { number: from.number },
  });
  await tellDesks(tx, [into.id], "cases_joined", joinId);
  await recordDeed(tx, {
    action: "cases_joined",
    caseId: into.id,
    caseNumber: into.number,
    subjectId: from.id,
    details: { from: from.number },
  });
  return "joined";
}

/** Open pages of all desks on these cases look again, and their leads get a letter. */
export async function tellDesks(
  tx: Tx,
  caseIds: readonly string[],
  about: "cases_joined" | "join_undone",
  joinId: string,
): Promise<void> {
  const held = await tx
    .select()
    .from(assignments)
    .where(and(inArray(assignments.caseId, [...caseIds]), inArray(assignments.state, [...heldStates])));
  await announce(tx, "assignment_changed", held);
  await tx.insert(outbox).values({ id: newId(), kind: "tell-people", payload: { v: 1, about, subjectId: joinId } });
}
