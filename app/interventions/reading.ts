import { and, asc, eq, isNotNull } from "drizzle-orm";
import { recordEmergencyReading } from "#app/emergency/commands.ts";
import { ownEmergency } from "#app/emergency/oversight-view.ts";
import { emergenciesOf } from "#app/emergency/queries.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, cases, clocks, dataKeys, reports } from "#db/schema/index.ts";
import { readCaseFacts } from "./case-facts.ts";
import { interventionMovesOf, interventionSecretsOf, interventionsOf } from "./queries.ts";

/**
 * A case with its interventions, for whoever reads its contents; null for one that is absent or hidden from the reader.
 * Whoever reads by way of a 紧急调阅 leaves an entry on the audit trail each time.
 */
export async function lookAtInterventions(tx: Tx, actor: Officer, caseNumber: string, now: Date) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, caseNumber));
  if (matter === undefined) return null;
  // A case without a report does not exist: where none is seen, its contents are not this reader's.
  const [readable] = await tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, matter.id)).limit(1);
  if (readable === undefined) return null;
  const [desks, interventions, moves, secrets, limits, facts, keys, emergencies] = await Promise.all([
    tx.select().from(assignments).where(eq(assignments.caseId, matter.id)),
    interventionsOf(tx, matter.id),
    interventionMovesOf(tx, matter.id),
    interventionSecretsOf(tx, matter.id),
    tx
      .select()
      .from(clocks)
      .where(and(eq(clocks.caseId, matter.id), isNotNull(clocks.interventionId)))
      .orderBy(asc(clocks.startedAt), asc(clocks.id)),
    readCaseFacts(tx, matter.id),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, matter.id)),
    emergenciesOf(tx, matter.id),
  ]);
  const emergency = ownEmergency(emergencies, actor.accountId, now);
  if (emergency !== null) await recordEmergencyReading(tx, emergency);
  return { matter, desks, interventions, moves, secrets, clocks: limits, facts, keys };
}
export type InterventionCase = NonNullable<Awaited<ReturnType<typeof lookAtInterventions>>>;
