import { and, eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { startClocks, stopClock } from "#app/clocks/commands.ts";
import { isOnCase } from "#app/joint-work/rules.ts";
import { addToTimeline, deedOn, findWorkedCase, showDesks } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { inquiries, outbox } from "#db/schema/index.ts";
import { askable, checkDepartment, checkText, InquiryRefusal, inquiryClock, mayAnswer, mayWithdraw } from "./rules.ts";

/** Where the words of an inquiry are sealed. */
export const inquiryPlace = (id: string, column: "sealed_question" | "sealed_answer"): Place => ({
  table: "inquiries",
  column,
  row: id,
});

/** What somebody shut out is told: nothing was found. */
type Found = "done" | "absent";
type Inquiry = typeof inquiries.$inferSelect;

/**
 * 协查询问: asks another department on the case. Its clock starts at the asked desk, whose leads are told that
 * something waits, and not what. A case that is hidden, or not worked by the officer's desk, is absent.
 * Throws `InquiryRefusal`.
 */
export async function ask(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly caseNumber: string; readonly department: string; readonly text: string },
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, input.caseNumber);
  if (matter === null) return "absent";
  const department = checkDepartment(input.department, askable(actor, matter, matter.desks));
  const text = checkText(input.text, "question_missing");
  const asked = matter.desks.findLast((desk) => desk.department === department && isOnCase(desk));
  if (asked === undefined) throw new InquiryRefusal("department_unknown");
  const id = newId();
  await tx.insert(inquiries).values({
    id,
    caseId: matter.id,
    askedBy: actor.accountId,
    fromDepartment: actor.department,
    toDepartment: department,
    toDistrict: asked.district,
    state: "open",
    sealedQuestion: seal(await caseKey(tx, portal, matter.id), inquiryPlace(id, "sealed_question"), text),
    askedAt: now,
  });
  await startClocks(tx, portal.edition, [{ assignment: asked, clock: inquiryClock, startedAt: now }]);
  await tell(tx, "inquiry_asked", id);
  await addToTimeline(tx, actor, matter, "inquiry_asked", now, { department, district: asked.district });
  await showDesks(tx, matter, [department, actor.department]);
  await recordDeed(tx, { ...deedOn(matter), subjectId: id, action: "inquiry_asked", details: { department } });
  return "done";
}

interface OneInquiry {
  readonly caseNumber: string;
  readonly inquiryId: string;
}

/**
 * Answers what another department asked; whoever asked is told that there is an answer. Of two who answer at once the
 * second is told so, and nothing is overwritten. Throws `InquiryRefusal`.
 */
export async function answer(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OneInquiry & { readonly text: string },
  now: Date,
): Promise<Found> {
  const found = await findInquiry(tx, actor, input);
  if (found === null || found.inquiry.toDepartment !== actor.department) return "absent";
  const { matter, inquiry } = found;
  if (!mayAnswer(actor, inquiry)) throw endedMeanwhile(inquiry);
  const text = checkText(input.text, "answer_missing");
  const sealedAnswer = seal(await caseKey(tx, portal, matter.id), inquiryPlace(inquiry.id, "sealed_answer"), text);
  await end(tx, inquiry, { state: "answered", sealedAnswer, endedBy: actor.accountId, endedAt: now });
  await stopClock(tx, clockOf(inquiry), "met", now);
  await tell(tx, "inquiry_answered", inquiry.id);
  await addToTimeline(tx, actor, matter, "inquiry_answered", now, { department: inquiry.fromDepartment });
  await showDesks(tx, matter, [inquiry.fromDepartment, inquiry.toDepartment]);
  await recordDeed(tx, { ...deedOn(matter), subjectId: inquiry.id, action: "inquiry_answered" });
  return "done";
}

/** Takes a question back that nobody has answered yet. Throws `InquiryRefusal`. */
export async function withdraw(tx: Tx, actor: Officer, input: OneInquiry, now: Date): Promise<Found> {
  const found = await findInquiry(tx, actor, input);
  if (found === null || found.inquiry.fromDepartment !== actor.department) return "absent";
  const { matter, inquiry } = found;
  if (!mayWithdraw(actor, inquiry)) throw endedMeanwhile(inquiry);
  await end(tx, inquiry, { state: "withdrawn", endedBy: actor.accountId, endedAt: now });
  await stopClock(tx, clockOf(inquiry), "cancelled", now);
  await addToTimeline(tx, actor, matter, "inquiry_withdrawn", now, { department: inquiry.toDepartment });
  await showDesks(tx, matter, [inquiry.fromDepartment, inquiry.toDepartment]);
  await recordDeed(tx, { ...deedOn(matter), subjectId: inquiry.id, action: "inquiry_withdrawn" });
  return "done";
}

/** Ends what is still open. Somebody else may have ended it since it was read: then they were first. */
async function end(
  tx: Tx,
  { id }: Inquiry,
  ended: Pick<Inquiry, "state" | "endedBy" | "endedAt"> & { readonly sealedAnswer?: Buffer },
): Promise<void> {
  const changed = await tx
    .update(inquiries)
    .set(ended)
    .where(and(eq(inquiries.id, id), eq(inquiries.state, "open")))
    .returning({ id: inquiries.id });
  if (changed.length > 0) return;
  const [now] = await tx.select().from(inquiries).where(eq(inquiries.id, id));
  throw endedMeanwhile(now ?? { state: "withdrawn" });
}

const endedMeanwhile = ({ state }: Pick<Inquiry, "state">): InquiryRefusal =>
  new InquiryRefusal(state === "withdrawn" ? "withdrawn_meanwhile" : "answered_meanwhile");

const clockOf = ({ caseId, askedAt }: Inquiry) => ({ caseId, clock: inquiryClock, startedAt: askedAt });

async function findInquiry(tx: Tx, actor: Officer, { caseNumber, inquiryId }: OneInquiry) {
  const matter = await findWorkedCase(tx, actor, caseNumber);
  if (matter === null) return null;
  const [inquiry] = await tx
    .select()
    .from(inquiries)
    .where(and(eq(inquiries.id, inquiryId), eq(inquiries.caseId, matter.id)));
  return inquiry === undefined ? null : { matter, inquiry };
}

async function tell(tx: Tx, about: "inquiry_asked" | "inquiry_answered", subjectId: string): Promise<void> {
  await tx.insert(outbox).values({ id: newId(), kind: "tell-people", payload: { v: 1, about, subjectId } });
}
