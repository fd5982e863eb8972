import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { oweLetters } from "#app/notices/owing.ts";
import { peopleFor } from "#app/notices/recipients.ts";
import type { Desk } from "#app/notices/rules.ts";
import { announce } from "#app/platform/live.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, caseEvents, heldStates } from "#db/schema/index.ts";

/**
 * Takes the work of somebody whose account is off back to its desks: queues own work, people do not. State and clocks
 * stay as they are; the leads of those desks are told. Run twice, or for an account that is on again, it does nothing.
 */
export async function handBackWork(tx: Tx, accountId: string, now: Date): Promise<number> {
  const [account] = await tx.select({ active: accounts.active }).from(accounts).where(eq(accounts.id, accountId));
  if (account === undefined || account.active) return 0;
  const left = await tx
    .update(assignments)
    .set({ officerId: null, version: sql`${assignments.version} + 1` })
    .where(and(eq(assignments.officerId, accountId), inArray(assignments.state, [...heldStates])))
    .returning({
      id: assignments.id,
      caseId: assignments.caseId,
      department: assignments.department,
      district: assignments.district,
      urgency: assignments.urgency,
    });
  if (left.length === 0) return 0;
  const events = left.map(({ caseId, department, district }) => ({
    id: newId(),
    caseId,
    kind: "officer_changed" as const,
    at: now,
    department,
    district,
    details: { from: accountId, to: null },
  }));
  await tx.insert(caseEvents).values(events);
  await tellLeads(tx, left, events[0]?.id ?? accountId);
  await announce(tx, "assignment_changed", left);
  return left.length;
}

/** One letter to each lead of a desk that has work back, however much it is. */
async function tellLeads(tx: Tx, desks: readonly Desk[], subjectId: string): Promise<void> {
  const leads = await peopleFor(tx, { caseId: null, to: { leadsOf: desks }, butNot: null });
  await oweLetters(
    tx,
    leads.map((accountId) => ({ accountId, kind: "work_handed_back", subjectId, caseNumber: "" })),
  );
}
