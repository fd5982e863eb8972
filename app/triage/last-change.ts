import { and, desc, eq, inArray } from "drizzle-orm";
import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { copyFor } from "#app/copy/index.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, caseEvents } from "#db/schema/index.ts";

/** What was last done to an assignment, and by whom: told to whoever acted on an older page. */
export interface LastChange {
  readonly what: string;
  readonly by: string;
  readonly at: Date;
}

/** Deeds that make another page of the same assignment old. */
const changing = [
  "assignment_accepted",
  "assignment_started",
  "assignment_closed",
  "objection_raised",
  "report_acknowledged",
  "officer_changed",
  "assignment_transferred",
] as const;

/** The latest deed of the assignment's own desk; null where the reader sees none. */
export async function lastChangeOf(tx: Tx, reader: StaffReader, assignmentId: string): Promise<LastChange | null> {
  const [found] = await tx
    .select({ event: caseEvents, who: accounts.displayName })
    .from(caseEvents)
    .innerJoin(assignments, eq(assignments.caseId, caseEvents.caseId))
    .innerJoin(accounts, eq(accounts.id, caseEvents.accountId))
    .where(
      and(
        eq(assignments.id, assignmentId),
        eq(caseEvents.department, assignments.department),
        inArray(caseEvents.kind, [...changing]),
      ),
    )
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(1);
  const kind = changing.find((one) => one === found?.event.kind);
  if (found === undefined || kind === undefined) return null;
  const { cases } = copyFor(reader.locale);
  const names = deskNames(reader);
  const { department, district, details, at } = found.event;
  const target = names(String(details.department ?? ""), String(details.district ?? ""));
  return {
    what:
      kind === "assignment_transferred"
        ? cases.events[kind](cases.desk(target.department, target.district))
        : cases.events[kind],
    by: cases.eventBy(names(department ?? "", district ?? "").department, found.who),
    at,
  };
}
