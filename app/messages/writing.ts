import { and, eq, inArray } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { reckon, stoppedState } from "#app/clocks/commands.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Tx } from "#db/connection.ts";
import {
  type CaseEventKind,
  caseEvents,
  clocks,
  outbox,
  reporterNotices,
  reportMessages,
  type Urgency,
} from "#db/schema/index.ts";
import type { Edition } from "#guidelines/edition.ts";

/** Where a message is sealed. */
export const messagePlace = (id: string): Place => ({ table: "report_messages", column: "sealed_text", row: id });

type NewMessage = typeof reportMessages.$inferInsert;

/** Adds a message to the thread of its report, sealed with the report's own key. */
export async function writeMessage(
  tx: Tx,
  key: DataKey,
  { text, ...message }: Omit<NewMessage, "id" | "sealedText"> & { readonly text: string },
): Promise<string> {
  const id = newId();
  await tx.insert(reportMessages).values({ ...message, id, sealedText: seal(key, messagePlace(id), text) });
  return id;
}

const questionClock = "reporter_question";

interface Question {
  readonly caseId: string;
  readonly reportId: string;
  readonly assignmentId: string | null;
  readonly district: string;
  readonly urgency: Urgency;
}

/** The reporter has some days to answer; which question a clock belongs to, its first moment tells. Policy value of the city. */
export async function startQuestionClock(tx: Tx, edition: Edition, question: Question, askedAt: Date): Promise<void> {
  const clock = edition.clocks.find(({ id }) => id === questionClock);
  if (clock === undefined) return;
  const { urgency, ...about } = question;
  const due = reckon(clock, urgency, askedAt);
  await tx
    .insert(clocks)
    .values({
      ...about,
      id: newId(),
      clock: clock.id,
      edition: edition.id,
      owner: "reporter",
      source: clock.source,
      state: "running",
      startedAt: askedAt,
      dueAt: due.dueAt === null ? null : new Date(due.dueAt),
      provisional: due.provisional,
    })
    .onConflictDoNothing();
}

/** The question that was asked then is answered. */
export async function meetQuestionClock(tx: Tx, reportId: string, askedAt: Date, now: Date): Promise<void> {
  await tx
    .update(clocks)
    .set({ state: stoppedState(now), stoppedAt: now })
    .where(
      and(
        eq(clocks.reportId, reportId),
        eq(clocks.clock, questionClock),
        eq(clocks.startedAt, askedAt),
        inArray(clocks.state, ["running", "breached"]),
      ),
    );
}

/** A line on the timeline: that there was a message and on which report, never what it says. */
export async function noteOnTimeline(
  tx: Tx,
  kind: CaseEventKind,
  at: Date,
  event: {
    readonly caseId: string;
    readonly reportNumber: string;
    readonly accountId?: string;
    readonly department?: string | null;
    readonly district?: string;
  },
): Promise<void> {
  const { reportNumber, ...by } = event;
  await tx.insert(caseEvents).values({ ...by, id: newId(), kind, at, details: { reportNumber } });
}

/** Owes the reporter a letter that says only that there is news; the worker finds out whether they left an address. */
export async function oweReporterLetter(
  tx: Tx,
  letter: Pick<typeof reporterNotices.$inferInsert, "reportId" | "kind" | "subjectId">,
  now: Date,
): Promise<void> {
  const id = newId();
  await tx.insert(reporterNotices).values({ ...letter, id, createdAt: now });
  await tx.insert(outbox).values({ id: newId(), kind: "tell-reporter", payload: { v: 1, noticeId: id } });
}
