import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, cases, clocks } from "#db/schema/index.ts";

/** The most clocks that one page shows. */
export const mostDue = 200;

interface DueQuestion {
  readonly districts: readonly string[];
  /** Up to which moment. */
  readonly until: Date;
  /** Only what the reader works themself. */
  readonly ownOnly: boolean;
}

/**
 * The clocks that a desk owes and that end by `until` or have ended, and those without a moment: soonest first. One more
 * than is shown, to know whether there are others. What a reporter or another department owes is not the desk's.
 */
export function findDue(tx: Tx, actor: Officer, { districts, until, ownOnly }: DueQuestion) {
  return tx
    .select({
      id: clocks.id,
      clock: clocks.clock,
      state: sql<"running" | "breached">`${clocks.state}`,
      startedAt: clocks.startedAt,
      dueAt: clocks.dueAt,
      provisional: clocks.provisional,
      caseNumber: cases.number,
      urgency: cases.urgency,
      holder: accounts.displayName,
    })
    .from(clocks)
    .innerJoin(cases, eq(cases.id, clocks.caseId))
    .leftJoin(assignments, eq(assignments.id, clocks.assignmentId))
    .leftJoin(accounts, eq(accounts.id, assignments.officerId))
    .where(
      and(
        eq(clocks.owner, actor.department),
        inArray(clocks.district, [...districts]),
        inArray(clocks.state, ["running", "breached"]),
        or(isNull(clocks.dueAt), lte(clocks.dueAt, until)),
        ownOnly ? eq(assignments.officerId, actor.accountId) : undefined,
      ),
    )
    .orderBy(asc(clocks.dueAt), asc(clocks.id))
    .limit(mostDue + 1);
}
export type DueClock = Awaited<ReturnType<typeof findDue>>[number];
