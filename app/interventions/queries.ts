import { and, asc, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, interventionMoves, interventionSecrets, interventions } from "#db/schema/index.ts";

export type StoredIntervention = typeof interventions.$inferSelect;

/** The interventions of a case, the newest first. */
export const interventionsOf = (tx: Tx, caseId: string) =>
  tx
    .select()
    .from(interventions)
    .where(eq(interventions.caseId, caseId))
    .orderBy(desc(interventions.proposedAt), desc(interventions.id));

/** What was done with the interventions of a case, still sealed, in order. */
export const interventionMovesOf = (tx: Tx, caseId: string) =>
  tx
    .select({ move: interventionMoves, author: accounts.displayName })
    .from(interventionMoves)
    .innerJoin(accounts, eq(accounts.id, interventionMoves.accountId))
    .where(eq(interventionMoves.caseId, caseId))
    .orderBy(asc(interventionMoves.at), asc(interventionMoves.version));

export type StoredMove = Awaited<ReturnType<typeof interventionMovesOf>>[number];

/** Where placed children of a case live, still sealed: nothing for whoever may not see it. */
export const interventionSecretsOf = (tx: Tx, caseId: string) =>
  tx.select().from(interventionSecrets).where(eq(interventionSecrets.caseId, caseId));

export interface StoredInterventions {
  readonly interventions: readonly StoredIntervention[];
  readonly moves: readonly StoredMove[];
  readonly secrets: Awaited<ReturnType<typeof interventionSecretsOf>>;
}

/** One intervention of a case, locked until the transaction ends: who moves it at the same time waits, and is then told. */
export async function lockIntervention(tx: Tx, caseId: string, id: string): Promise<StoredIntervention | null> {
  const [found] = await tx
    .select()
    .from(interventions)
    .where(and(eq(interventions.id, id), eq(interventions.caseId, caseId)))
    .for("update");
  return found ?? null;
}
