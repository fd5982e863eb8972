import { and, asc, count, desc, eq, inArray, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, cases, clocks, inquiries } from "#db/schema/index.ts";
import { inquiryClock } from "./rules.ts";

const asker = alias(accounts, "asker");
const ender = alias(accounts, "ender");

/** The inquiries of a case that the reader is a side of, or supervises, still sealed, the oldest first. */
export const inquiriesOf = (tx: Tx, caseId: string) =>
  tx
    .select({ inquiry: inquiries, askedBy: asker.displayName, endedBy: ender.displayName })
    .from(inquiries)
    .innerJoin(asker, eq(asker.id, inquiries.askedBy))
    .leftJoin(ender, eq(ender.id, inquiries.endedBy))
    .where(eq(inquiries.caseId, caseId))
    .orderBy(asc(inquiries.askedAt), asc(inquiries.id));
export type StoredInquiry = Awaited<ReturnType<typeof inquiriesOf>>[number];

/** How many ended inquiries a desk's list goes back. */
const mostEnded = 50;

const atDesk = (actor: Officer) =>
  or(
    eq(inquiries.fromDepartment, actor.department),
    and(
      eq(inquiries.toDepartment, actor.department),
      actor.districts.includes("*") ? undefined : inArray(inquiries.toDistrict, [...actor.districts]),
    ),
  );

/** What a desk was asked and has asked: the open ones, the oldest first, then the latest ended. Nothing is unsealed. */
export async function readDeskInquiries(tx: Tx, actor: Officer) {
  const listed = () =>
    tx
      .select({
        id: inquiries.id,
        caseNumber: cases.number,
        fromDepartment: inquiries.fromDepartment,
        toDepartment: inquiries.toDepartment,
        state: inquiries.state,
        askedAt: inquiries.askedAt,
        endedAt: inquiries.endedAt,
        clockState: clocks.state,
        dueAt: clocks.dueAt,
      })
      .from(inquiries)
      .innerJoin(cases, eq(cases.id, inquiries.caseId))
      .leftJoin(
        clocks,
        and(
          eq(clocks.caseId, inquiries.caseId),
          eq(clocks.clock, inquiryClock),
          eq(clocks.startedAt, inquiries.askedAt),
        ),
      )
      .$dynamic();
  const [open, ended] = await Promise.all([
    listed()
      .where(and(atDesk(actor), eq(inquiries.state, "open")))
      .orderBy(asc(inquiries.askedAt), asc(inquiries.id)),
    listed()
      .where(and(atDesk(actor), ne(inquiries.state, "open")))
      .orderBy(desc(inquiries.endedAt), desc(inquiries.id))
      .limit(mostEnded),
  ]);
  return { open, ended };
}
export type DeskInquiry = Awaited<ReturnType<typeof readDeskInquiries>>["open"][number];

/** How many questions wait for the officer's desk. */
export async function countOwedAnswers(tx: Tx, actor: Officer): Promise<number> {
  const [found] = await tx
    .select({ owed: count() })
    .from(inquiries)
    .where(
      and(
        eq(inquiries.state, "open"),
        eq(inquiries.toDepartment, actor.department),
        actor.districts.includes("*") ? undefined : inArray(inquiries.toDistrict, [...actor.districts]),
      ),
    );
  return found?.owed ?? 0;
}
