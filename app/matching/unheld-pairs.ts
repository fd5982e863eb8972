import { and, eq, inArray, notInArray, or, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { matchProposals, unheldPairs } from "#db/schema/index.ts";

/**
 * Whether the account `p` reads the contents of a case, as the policies decide it when that person asks: a desk on the
 * case, or a prosecutor of its district, and not recused. tests/integration/matching/decidable.test.ts holds it against them.
 */
const reads = (matter: "one" | "other") => {
  const its = sql.raw(matter);
  return sql`(
    not exists (select 1 from recusals r where r.account_id = p.id and r.case_id = ${its}.id and r.ended_at is null)
    and (exists (select 1 from case_access a where a.case_id = ${its}.id and a.kind = 'assigned'
        and a.department = p.department and (a.district = any (p.districts) or '*' = any (p.districts)))
      or (p.department = 'procuratorate' and ${its}.state <> 'sealed'
        and (${its}.district = any (p.districts) or '*' = any (p.districts)))))`;
};

/**
 * Lists the likely pairs that wait for a decision though no active officer reads both of their cases, and takes off the
 * list those that somebody can decide by now. Returns how many are new on it.
 */
export async function listUnheldPairs(tx: Tx): Promise<number> {
  const found = await tx.execute<{
    id: string;
    case_id: string;
    other_case_id: string;
    proposed_at: Date | string;
  }>(sql`
    select m.id, m.case_id, m.other_case_id, m.proposed_at from match_proposals m
    join cases one on one.id = m.case_id join cases other on other.id = m.other_case_id
    where m.state = 'open' and not exists (select 1 from accounts p
      where p.active and p.role in ('officer', 'lead') and ${reads("one")} and ${reads("other")})`);
  const ids = found.map(({ id }) => id);
  await tx.delete(unheldPairs).where(notInArray(unheldPairs.proposalId, ids));
  if (ids.length === 0) return 0;
  const rows = found.flatMap(({ id, case_id, other_case_id, proposed_at }) =>
    [case_id, other_case_id].map((caseId) => ({ proposalId: id, caseId, since: new Date(proposed_at) })),
  );
  const added = await tx
    .insert(unheldPairs)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: unheldPairs.proposalId });
  return new Set(added.map(({ id }) => id)).size;
}

/** Nobody decides any more about a case that was sealed: what was proposed of it lapses. */
export async function lapseProposals(tx: Tx, caseId: string): Promise<void> {
  const lapsed = await tx
    .update(matchProposals)
    .set({ state: "lapsed" })
    .where(
      and(
        eq(matchProposals.state, "open"),
        or(eq(matchProposals.caseId, caseId), eq(matchProposals.otherCaseId, caseId)),
      ),
    )
    .returning({ id: matchProposals.id });
  if (lapsed.length > 0)
    await tx.delete(unheldPairs).where(
      inArray(
        unheldPairs.proposalId,
        lapsed.map(({ id }) => id),
      ),
    );
}
