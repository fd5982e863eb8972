import { and, eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { showReport } from "#app/joint-work/report-desks.ts";
import { reportKey } from "#app/keys/case-key.ts";
import type { Portal } from "#app/platform/portal.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { cases, deliveries, outbox, reportMessages, reports } from "#db/schema/index.ts";
import { checkMessage, MessageRefusal, mostMessages } from "./rules.ts";
import { meetQuestionClock, noteOnTimeline, writeMessage } from "./writing.ts";

export type MessageFromReporter =
  | { readonly kind: "message"; readonly text: string }
  | { readonly kind: "answer"; readonly questionId: string; readonly text: string }
  | { readonly kind: "wrong_department"; readonly department: string; readonly text: string };

/**
 * The reporter writes: an answer, something of their own, or that a department is the wrong one for this report. The
 * desks that got the report see it; the last kind also reaches their leads and the coordinator. Throws `MessageRefusal`.
 */
export async function writeAsReporter(
  portal: Portal,
  reporter: ReporterActor,
  input: MessageFromReporter,
  now: Date,
): Promise<void> {
  const text = checkMessage(input.text);
  const turn = await takeToken(portal.db, portal.vault, { ...mostMessages, key: reporter.reportId }, now);
  if (!turn.allowed) throw new MessageRefusal("too_many");
  await asActor(portal.db, reporter, async (tx) => {
    const { caseId, reportId } = reporter;
    const [found] = await tx
      .select({ state: cases.state, district: cases.district, number: reports.number })
      .from(reports)
      .innerJoin(cases, eq(cases.id, reports.caseId))
      .where(eq(reports.id, reportId));
    if (found === undefined) throw new Error(`report ${reportId} has no case`);
    const { state, district, number } = found;
    const key = await reportKey(tx, portal, reporter);
    const common = { reportId, district, author: "reporter" as const, createdAt: now };
    if (input.kind === "answer") {
      const question = await findQuestion(tx, reportId, input.questionId);
      const answer = await writeMessage(tx, key, { ...common, kind: "answer", inReplyTo: question.id, text });
      await meetQuestionClock(tx, reportId, question.createdAt, now);
      await noteOnTimeline(tx, "reporter_answered", now, { caseId, reportNumber: number });
      if (state !== "open") await tellLeads(tx, "message_added", answer);
    } else if (input.kind === "message") {
      const message = await writeMessage(tx, key, { ...common, kind: "message", text });
      await noteOnTimeline(tx, "reporter_wrote", now, { caseId, reportNumber: number });
      // Nobody looks at the desk of a case that is closed: its leads are told by mail.
      if (state !== "open") await tellLeads(tx, "message_added", message);
    } else {
      await checkDepartment(tx, reportId, input.department);
      // Which department is meant stands apart from the words: a coordinator reads the one and not the other.
      const astray = await writeMessage(tx, key, {
        ...common,
        kind: "wrong_department",
        aboutDepartment: input.department,
        text: "",
      });
      await writeMessage(tx, key, { ...common, kind: "message", inReplyTo: astray, text });
      await noteOnTimeline(tx, "report_astray", now, { caseId, reportNumber: number });
      await tellLeads(tx, "report_astray", astray);
    }
    await showReport(tx, reportId);
  });
}

const tellLeads = (tx: Tx, about: "message_added" | "report_astray", subjectId: string) =>
  tx.insert(outbox).values({ id: newId(), kind: "tell-people", payload: { v: 1, about, subjectId } });

async function findQuestion(tx: Tx, reportId: string, questionId: string) {
  const [question] = await tx
    .select({ id: reportMessages.id, createdAt: reportMessages.createdAt })
    .from(reportMessages)
    .where(
      and(
        eq(reportMessages.id, questionId),
        eq(reportMessages.reportId, reportId),
        eq(reportMessages.kind, "question"),
      ),
    );
  if (question === undefined) throw new MessageRefusal("question_missing");
  return question;
}

/** Only a department that got this report can be the wrong one. */
async function checkDepartment(tx: Tx, reportId: string, department: string): Promise<void> {
  const [brought] = await tx
    .select({ department: deliveries.department })
    .from(deliveries)
    .where(and(eq(deliveries.reportId, reportId), eq(deliveries.department, department)));
  if (brought === undefined) throw new MessageRefusal("department_missing");
}
