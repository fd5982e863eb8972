import { and, eq, inArray, isNotNull, isNull, or, type SQL } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, recusals } from "#db/schema/index.ts";
import { onDuty, oversees, type Person, type Recipients } from "./rules.ts";

interface Asked {
  /** null for what is about the portal or an account. */
  readonly caseId: string | null;
  readonly to: Recipients;
  /** Who did it, and needs no letter about it. */
  readonly butNot: string | null;
}

/** The accounts that are to know of something, as `to` says. */
export async function peopleFor(tx: Tx, asked: Asked): Promise<string[]> {
  const { to } = asked;
  const open = await whoMayBeTold(tx, asked);
  const duty = new Set((to.dutyOf ?? []).flatMap((desk) => onDuty(desk, open)).map(({ id }) => id));
  return open.filter((person) => duty.has(person.id) || oversees(to, person)).map(({ id }) => id);
}

/**
 * Everybody from whom the recipients are chosen: active accounts with an address. Whoever is recused from the case is not
 * among them, nor whoever did it: the letter goes to the others of their desk.
 */
export async function whoMayBeTold(tx: Tx, { caseId, to, butNot }: Asked): Promise<Person[]> {
  const [candidates, keptOut] = await Promise.all([candidatesFor(tx, to), recusedFrom(tx, caseId)]);
  return candidates.filter(({ id }) => id !== butNot && !keptOut.includes(id));
}

async function candidatesFor(tx: Tx, to: Recipients): Promise<Person[]> {
  const departments = [...(to.leadsOf ?? []), ...(to.dutyOf ?? [])].map(({ department }) => department);
  const some: SQL[] = [];
  if (departments.length > 0) {
    const ofDesks = and(inArray(accounts.department, departments), inArray(accounts.role, ["officer", "lead"]));
    if (ofDesks !== undefined) some.push(ofDesks);
  }
  if (to.coordinatorsOf !== undefined) some.push(eq(accounts.role, "coordinator"));
  if (to.everyAuditor === true) some.push(eq(accounts.role, "auditor"));
  // What is about one account goes to its owner, whatever they are.
  if (to.account !== undefined) some.push(eq(accounts.id, to.account));
  if (some.length === 0) return [];
  return tx
    .select({ id: accounts.id, role: accounts.role, department: accounts.department, districts: accounts.districts })
    .from(accounts)
    .where(and(eq(accounts.active, true), isNotNull(accounts.email), or(...some)));
}

async function recusedFrom(tx: Tx, caseId: string | null): Promise<string[]> {
  if (caseId === null) return [];
  const rows = await tx
    .select({ id: recusals.accountId })
    .from(recusals)
    .where(and(eq(recusals.caseId, caseId), isNull(recusals.endedAt)));
  return rows.map(({ id }) => id);
}
