import { and, asc, desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, cases, dataKeys, deliveries, reportMessages, reports } from "#db/schema/index.ts";

/** The thread of one report for its reporter, the oldest first: which department wrote, and never which person. */
export const threadOf = (tx: Tx, reportId: string) =>
  tx
    .select({
      id: reportMessages.id,
      author: reportMessages.author,
      kind: reportMessages.kind,
      department: reportMessages.department,
      inReplyTo: reportMessages.inReplyTo,
      aboutDepartment: reportMessages.aboutDepartment,
      sealedText: reportMessages.sealedText,
      createdAt: reportMessages.createdAt,
    })
    .from(reportMessages)
    .where(eq(reportMessages.reportId, reportId))
    .orderBy(asc(reportMessages.createdAt), asc(reportMessages.id));
export type ThreadMessage = Awaited<ReturnType<typeof threadOf>>[number];

/** The messages of all reports of a case, for those who read the reports; the oldest first. */
export const messagesOf = (tx: Tx, caseId: string) =>
  tx
    .select({ message: reportMessages, writer: accounts.displayName })
    .from(reportMessages)
    .innerJoin(reports, eq(reports.id, reportMessages.reportId))
    .leftJoin(accounts, eq(accounts.id, reportMessages.accountId))
    .where(eq(reports.caseId, caseId))
    .orderBy(asc(reportMessages.createdAt), asc(reportMessages.id));
export type StoredMessage = Awaited<ReturnType<typeof messagesOf>>[number];

/** A case with its reports and threads, for the page on which an officer writes; null for one that is absent or hidden. */
export async function readConversations(tx: Tx, caseNumber: string) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, caseNumber));
  if (matter === undefined) return null;
  const { id } = matter;
  const [filed, held, messages, keys] = await Promise.all([
    tx
      .select({ id: reports.id, number: reports.number, filedAt: reports.filedAt })
      .from(reports)
      .where(eq(reports.caseId, id))
      .orderBy(asc(reports.filedAt)),
    tx.select().from(assignments).where(eq(assignments.caseId, id)),
    messagesOf(tx, id),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, id)),
  ]);
  return { matter, reports: filed, assignments: held, messages, keys };
}

/** The most that one page lists. */
const mostListed = 100;
const answers = alias(reportMessages, "answers");

/** What reporters said of departments that are the wrong ones, with the coordinator's answers; the newest first. */
export async function listAstray(tx: Tx) {
  const found = await tx
    .selectDistinct({
      id: reportMessages.id,
      aboutDepartment: reportMessages.aboutDepartment,
      saidAt: reportMessages.createdAt,
      district: reportMessages.district,
      caseNumber: cases.number,
      caseId: cases.id,
      answerId: answers.id,
      answeredAt: answers.createdAt,
      sealedAnswer: answers.sealedText,
    })
    .from(reportMessages)
    .innerJoin(deliveries, eq(deliveries.reportId, reportMessages.reportId))
    .innerJoin(cases, eq(cases.id, deliveries.caseId))
    .leftJoin(answers, and(eq(answers.inReplyTo, reportMessages.id), eq(answers.author, "coordinator")))
    .where(eq(reportMessages.kind, "wrong_department"))
    .orderBy(desc(reportMessages.createdAt))
    .limit(mostListed);
  return found;
}
export type AstrayRow = Awaited<ReturnType<typeof listAstray>>[number];
