import { and, desc, eq, notInArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, assessments, assignments, cases, dataKeys, reports, routingDecisions } from "#db/schema/index.ts";
import { readDecision } from "#guidelines/decision.ts";

/** The assessments of a case that the reader may read, still sealed, the latest first. */
export const assessmentsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ assessment: assessments, author: accounts.displayName })
    .from(assessments)
    .innerJoin(accounts, eq(accounts.id, assessments.accountId))
    .where(eq(assessments.caseId, caseId))
    .orderBy(desc(assessments.ordinal));

export type StoredAssessments = Awaited<ReturnType<typeof assessmentsOf>>;

/** Desks on a case: those that sent the work on are no longer. */
export const desksOn = (tx: Tx, caseId: string) =>
  tx
    .select()
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), notInArray(assignments.state, ["transferred", "withdrawn"])));

/** How the reports of a case were judged when they were filed: the rules that fired, and the edition of the latest. */
export async function filedUrgency(tx: Tx, caseId: string) {
  const found = await tx
    .select({ decision: routingDecisions.decision, edition: routingDecisions.edition })
    .from(routingDecisions)
    .where(eq(routingDecisions.caseId, caseId))
    .orderBy(desc(routingDecisions.decidedAt));
  const rules = found.flatMap(({ decision }) => readDecision(decision).urgency.rules);
  return { edition: found[0]?.edition ?? null, rules: [...new Set(rules)] };
}

/** A case with its assessments, for whoever reads its contents; null for one that is absent or hidden from the reader. */
export async function readAssessedCase(tx: Tx, caseNumber: string) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, caseNumber));
  if (matter === undefined) return null;
  // A case without a report does not exist: where none is seen, its contents are not this reader's.
  const [readable] = await tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, matter.id)).limit(1);
  if (readable === undefined) return null;
  const [made, desks, filed, keys] = await Promise.all([
    assessmentsOf(tx, matter.id),
    desksOn(tx, matter.id),
    filedUrgency(tx, matter.id),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, matter.id)),
  ]);
  return { matter, made, desks, filed, keys };
}
export type AssessedCase = NonNullable<Awaited<ReturnType<typeof readAssessedCase>>>;
