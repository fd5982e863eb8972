import { and, eq } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import { showReport } from "#app/joint-work/report-desks.ts";
import { isOnCase, worksOn } from "#app/joint-work/rules.ts";
import { keySealedWith, reportKey } from "#app/keys/case-key.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, cases, deliveries, reportMessages, reports } from "#db/schema/index.ts";
import { checkMessage } from "./rules.ts";
import { noteOnTimeline, oweReporterLetter, startQuestionClock, writeMessage } from "./writing.ts";

export interface MessageToReporter {
  readonly caseNumber: string;
  readonly reportId: string;
  /** A question starts a clock for the answer; a word does not. */
  readonly kind: "question" | "word";
  readonly text: string;
}

/**
 * A desk on the case asks or tells the reporter of one report something. It stands on the receipt, under the department's
 * name and not the officer's; who left an address is told by mail that there is news. `absent` for a report that the
 * officer may not read, or whose case they do not work. Throws `MessageRefusal`.
 */
export async function writeToReporter(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: MessageToReporter,
  now: Date,
): Promise<"sent" | "absent"> {
  const [found] = await tx
    .select({ matter: cases, report: { number: reports.number, edition: reports.edition } })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(and(eq(reports.id, input.reportId), eq(cases.number, input.caseNumber)));
  if (found === undefined) return "absent";
  const { matter, report } = found;
  const desks = await tx.select().from(assignments).where(eq(assignments.caseId, matter.id));
  if (!worksOn(actor, matter, desks)) return "absent";
  const text = checkMessage(input.text);
  const { reportId } = input;
  const own = desks.find((desk) => desk.department === actor.department && isOnCase(desk));
  const messageId = await writeMessage(tx, await reportKey(tx, portal, { caseId: matter.id, reportId }), {
    reportId,
    district: matter.district,
    author: "desk",
    kind: input.kind,
    department: actor.department,
    accountId: actor.accountId,
    text,
    createdAt: now,
  });
  if (input.kind === "question") {
    const { district, urgency } = matter;
    const question = { caseId: matter.id, reportId, assignmentId: own?.id ?? null, district, urgency };
    await startQuestionClock(tx, portal.editionOf(report.edition), question, now);
  }
  await noteOnTimeline(tx, "reporter_asked", now, {
    caseId: matter.id,
    reportNumber: report.number,
    accountId: actor.accountId,
    department: actor.department,
    district: own?.district ?? matter.district,
  });
  await oweReporterLetter(tx, { reportId, kind: input.kind, subjectId: messageId }, now);
  await showReport(tx, reportId);
  await recordDeed(tx, {
    action: "reporter_asked",
    caseId: matter.id,
    caseNumber: matter.number,
    subjectId: reportId,
    reason: input.kind,
    details: { message: messageId },
  });
  return "sent";
}

/**
 * A coordinator answers a reporter who says that the report went astray. `absent` for what is not there, or of another
 * district. Throws `MessageRefusal`.
 */
export async function answerAstray(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  input: { readonly messageId: string; readonly text: string },
  now: Date,
): Promise<"sent" | "absent"> {
  const [found] = await tx
    .select({ message: reportMessages, caseId: cases.id, caseNumber: cases.number })
    .from(reportMessages)
    .innerJoin(deliveries, eq(deliveries.reportId, reportMessages.reportId))
    .innerJoin(cases, eq(cases.id, deliveries.caseId))
    .where(and(eq(reportMessages.id, input.messageId), eq(reportMessages.kind, "wrong_department")))
    .limit(1);
  if (found === undefined) return "absent";
  const { message, caseId, caseNumber } = found;
  const text = checkMessage(input.text);
  // A coordinator does not read the report; what its reporter wrote was sealed with the report's key.
  const key = await keySealedWith(tx, portal, caseId, message.sealedText);
  const answerId = await writeMessage(tx, key, {
    reportId: message.reportId,
    district: message.district,
    author: "coordinator",
    kind: "word",
    accountId: actor.accountId,
    inReplyTo: message.id,
    text,
    createdAt: now,
  });
  await oweReporterLetter(tx, { reportId: message.reportId, kind: "word", subjectId: answerId }, now);
  await showReport(tx, message.reportId);
  await recordDeed(tx, {
    action: "reporter_asked",
    caseId,
    caseNumber,
    subjectId: message.reportId,
    reason: "astray_answered",
    details: { message: answerId },
  });
  return "sent";
}
