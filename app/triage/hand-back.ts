import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { announce } from "#app/platform/live.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, caseEvents, heldStates, notices, outbox } from "#db/schema/index.ts";

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
async function tellLeads(
  tx: Tx,
  desks: readonly { readonly department: string; readonly district: string }[],
  subjectId: string,
): Promise<void> {
  const leads = await tx
    .select({ id: accounts.id, department: accounts.department, districts: accounts.districts })
    .from(accounts)
    .where(
      and(
        eq(accounts.role, "lead"),
        eq(accounts.active, true),
        isNotNull(accounts.email),
        inArray(accounts.department, [...new Set(desks.map(({ department }) => department))]),
      ),
    );
  const leadOf = (lead: (typeof leads)[number]) =>
    desks.some(
      ({ department, district }) =>
        department === lead.department && (lead.districts.includes("*") || lead.districts.includes(district)),
    );
  const owed = leads
    .filter(leadOf)
    .map(({ id }) => ({ id: newId(), kind: "work_handed_back", accountId: id, subjectId, caseNumber: "" }));
  if (owed.length === 0) return;
  await tx.insert(notices).values(owed).onConflictDoNothing();
  await tx
    .insert(outbox)
    .values(owed.map(({ id }) => ({ id: newId(), kind: "send-mail", payload: { v: 1, noticeId: id } })));
}
