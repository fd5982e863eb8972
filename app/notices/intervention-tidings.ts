import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { assignments, heldStates, interventionMoves, interventions } from "#db/schema/index.ts";
import type { Desk, Told } from "./rules.ts";

/** What people are told of an intervention, by the id of the move. */
export type InterventionTiding = "intervention_proposed" | "intervention_decided";

export const readInterventionTiding: Readonly<
  Record<InterventionTiding, (tx: Tx, id: string) => Promise<Told | null>>
> = {
  async intervention_proposed(tx, id) {
    const moved = await moveOf(tx, id);
    if (moved === null) return null;
    return { caseId: moved.caseId, to: { leadsOf: await awaited(tx, moved) }, butNot: moved.accountId };
  },
  async intervention_decided(tx, id) {
    const moved = await moveOf(tx, id);
    if (moved === null) return null;
    const to = { account: moved.proposedBy, dutyOf: await awaited(tx, moved) };
    return { caseId: moved.caseId, to, butNot: moved.accountId };
  },
};

async function moveOf(tx: Tx, id: string) {
  const [found] = await tx
    .select({
      caseId: interventionMoves.caseId,
      accountId: interventionMoves.accountId,
      awaits: interventionMoves.awaits,
      proposedBy: interventions.accountId,
    })
    .from(interventionMoves)
    .innerJoin(interventions, eq(interventions.id, interventionMoves.interventionId))
    .where(eq(interventionMoves.id, id));
  return found ?? null;
}

/** The desks on the case from which the next move is awaited. */
async function awaited(
  tx: Tx,
  { caseId, awaits }: { readonly caseId: string; readonly awaits: readonly string[] },
): Promise<Desk[]> {
  if (awaits.length === 0) return [];
  return tx
    .selectDistinct({ department: assignments.department, district: assignments.district })
    .from(assignments)
    .where(
      and(
        eq(assignments.caseId, caseId),
        inArray(assignments.department, [...awaits]),
        inArray(assignments.state, [...heldStates]),
      ),
    );
}
