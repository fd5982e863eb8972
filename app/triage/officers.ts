import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { deskColleagues } from "#app/recusals/rules.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments } from "#db/schema/index.ts";
import { type Assignment, lockOwn, type OnAssignment, record, tellDesks } from "./own-assignment.ts";
import { isUnderWay, mayAssign, Refusal } from "./rules.ts";

/** Whoever could work an assignment at its desk: officers and leads of its district who are not recused from the case. */
export async function officersOf(tx: Tx, assignment: Pick<Assignment, "caseId" | "department" | "district">) {
  const people = await tx
    .select({ id: accounts.id, name: accounts.displayName, role: accounts.role, districts: accounts.districts })
    .from(accounts)
    .where(
      and(
        eq(accounts.department, assignment.department),
        eq(accounts.active, true),
        inArray(accounts.role, ["officer", "lead"]),
      ),
    )
    .orderBy(asc(accounts.displayName));
  const recused = await tx.execute<{ id: string }>(sql`select portal.recused_from(${assignment.caseId}) as id`);
  return deskColleagues(people, assignment.district, new Set(recused.map(({ id }) => id)));
}

/** 接手: takes work that is under way from whoever has it, or from the whole desk after it was handed back. */
export async function takeOver(tx: Tx, _portal: Portal, actor: Officer, input: OnAssignment, now: Date): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  if (!isUnderWay(assignment.state)) throw new Refusal("wrong_state");
  await giveTo(tx, actor, assignment, actor.accountId, now);
}

/** 指派: a lead gives work of the desk to one of its officers, before or after it was accepted. */
export async function assignOfficer(
  tx: Tx,
  _portal: Portal,
  actor: Officer,
  input: OnAssignment & { readonly officerId: string | null },
  now: Date,
): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  if (!mayAssign(actor, assignment.state)) throw new Refusal(actor.kind === "lead" ? "wrong_state" : "not_yours");
  if (input.officerId === null) throw new Refusal("officer_missing");
  const { officerId } = input;
  if (!(await officersOf(tx, assignment)).some(({ id }) => id === officerId)) throw new Refusal("officer_unknown");
  await giveTo(tx, actor, assignment, officerId, now);
}

/** The trigger `assignments_without_recused_officer` refuses whoever is recused from the case as well. */
async function giveTo(tx: Tx, actor: Officer, assignment: Assignment, officerId: string, now: Date): Promise<void> {
  if (assignment.officerId === officerId) throw new Refusal("already_theirs");
  await tx
    .update(assignments)
    .set({ officerId, version: sql`${assignments.version} + 1` })
    .where(eq(assignments.id, assignment.id));
  await record(tx, actor, assignment, "officer_changed", now);
  await tellDesks(tx, assignment);
}
