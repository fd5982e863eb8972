import { desc, eq } from "drizzle-orm";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { intakes, reports } from "#db/schema/index.ts";

const mostListed = 50;

/** What this officer wrote down for others, the newest first: number and moments, nothing of what was said. */
export async function ownIntakes(tx: Tx, { accountId }: Officer) {
  return tx
    .select({
      number: intakes.number,
      channel: intakes.channel,
      heardAt: intakes.heardAt,
      filedAt: intakes.filedAt,
      readBack: intakes.readBack,
    })
    .from(intakes)
    .where(eq(intakes.accountId, accountId))
    .orderBy(desc(intakes.filedAt))
    .limit(mostListed);
}
export type OwnIntake = Awaited<ReturnType<typeof ownIntakes>>[number];

/** The records of a case's reports that were written down for somebody; only where the reader may know who reported. */
export async function intakesOf(tx: Tx, caseId: string) {
  const rows = await tx
    .select({ intake: intakes })
    .from(intakes)
    .innerJoin(reports, eq(reports.id, intakes.reportId))
    .where(eq(reports.caseId, caseId));
  return rows.map(({ intake }) => intake);
}
export type IntakeRow = Awaited<ReturnType<typeof intakesOf>>[number];
