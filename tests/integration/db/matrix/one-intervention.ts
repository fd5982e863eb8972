import { randomUUID } from "node:crypto";
import type postgres from "postgres";

/** An intervention that the police proposed, with its move and with where the child lives: one row each. */
export async function oneIntervention(
  owner: postgres.Sql,
  { caseId, sealed, accountId }: { readonly caseId: string; readonly sealed: Buffer; readonly accountId: string },
): Promise<void> {
  const [intervention, move] = [randomUUID(), randomUUID()];
  await owner`insert into interventions (id, case_id, kind, edition, lead, cooperating, account_id, department, proposed_at, state)
    values (${intervention}, ${caseId}, 'temporary_guardianship', '2026-01', 'civil_affairs', '{police}', ${accountId},
      'police', now(), 'proposed')`;
  await owner`insert into intervention_moves
    (id, intervention_id, case_id, version, move, to_state, account_id, department, at, awaits, owed, sealed_answers)
    values (${move}, ${intervention}, ${caseId}, 1, 'propose', 'proposed', ${accountId}, 'police', now(), '{civil_affairs}', '{}', ${sealed})`;
  await owner`insert into intervention_secrets values (${move}, ${caseId}, 'civil_affairs', ${accountId}, ${sealed})`;
}
