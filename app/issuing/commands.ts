import { eq } from "drizzle-orm";
import type { SignedInOfficer } from "#app/accounts/guard.ts";
import { type CaseView, caseView } from "#app/cases/case-view.ts";
import { openIdentities, openReporter } from "#app/cases/commands.ts";
import { type CaseRecord, readCase } from "#app/cases/queries.ts";
import { issueDocument, openSheet } from "#app/documents/commands.ts";
import { officeName } from "#app/documents/office.ts";
import { isOwnOffice, printsReporter } from "#app/documents/rules.ts";
import type { Portal } from "#app/platform/portal.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { movementViews } from "#app/triage/movement-view.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type DocumentKind, documents, portalOffice } from "#db/schema/index.ts";
import { summaryOf } from "./case-summary.ts";
import { noticeOf, type Received } from "./receipt-notice.ts";
import { registrationOf } from "./registration.ts";
import { letterOf } from "./transfer-letter.ts";
import { formCopy, formLocale } from "./words.ts";

export interface Wanted {
  readonly kind: DocumentKind;
  readonly caseNumber: string;
  /** The report, or the work that was sent on; null for a summary of the whole case. */
  readonly subjectId: string | null;
}

interface Issuing {
  readonly tx: Tx;
  readonly portal: Portal;
  readonly signedIn: SignedInOfficer;
  readonly wanted: Wanted;
  readonly now: Date;
}

/**
 * Issues a document on a case for the officer's own office: a registration or a notice for one report, a summary, or a
 * letter for work that the office sent on. Names that it prints were opened for it, and the timeline says so. Returns
 * its id; null for a case, report or assignment that is absent or hidden, or that another office is to write about.
 */
export async function issueOnCase(
  tx: Tx,
  portal: Portal,
  signedIn: SignedInOfficer,
  wanted: Wanted,
  now: Date,
): Promise<string | null> {
  const issuing: Issuing = { tx, portal, signedIn, wanted, now };
  const record = await readCase(tx, wanted.caseNumber);
  if (record === null || record.matter.state === "sealed") return null;
  return wanted.kind === "transfer_letter" ? issueLetter(issuing, record) : issueForDesk(issuing, record);
}

/** The officer's own work on the case, as the office that issues. Prosecutors who only supervise issue nothing. */
function ownWork({ signedIn }: Issuing, record: CaseRecord) {
  return record.assignments
    .map(({ assignment }) => assignment)
    .find((one) => isOwnOffice(signedIn.actor, one) && one.state !== "transferred" && one.state !== "withdrawn");
}

async function issueForDesk(issuing: Issuing, record: CaseRecord): Promise<string | null> {
  const { tx, portal, signedIn, wanted, now } = issuing;
  const office = ownWork(issuing, record);
  if (office === undefined || record.reports.length === 0) return null;
  const about = wanted.kind === "case_summary" ? null : wanted.subjectId;
  const report = record.reports.find(({ id }) => id === about);
  if (wanted.kind !== "case_summary" && report === undefined) return null;
  const draft =
    wanted.kind === "receipt_notice" && report !== undefined
      ? noticeOf(report, receivedBy(portal, record, report.id, office.department))
      : await namedDraft(issuing, about);
  if (draft === null) return null;
  return issueDocument(
    tx,
    portal,
    signedIn.actor,
    {
      kind: wanted.kind,
      caseId: record.matter.id,
      caseNumber: record.matter.number,
      reportId: about,
      assignmentId: office.id,
      office,
      recipient: null,
      draft,
    },
    now,
  );
}

/** A registration or a summary: both print names. */
async function namedDraft(issuing: Issuing, reportId: string | null) {
  const view = await openedView(issuing, reportId);
  if (view === null) return null;
  const officer = issuing.signedIn.displayName;
  if (reportId === null) return summaryOf(view, officer);
  const report = view.reports.find(({ id }) => id === reportId);
  return report === undefined ? null : registrationOf(view, report, officer);
}

/** The case with its names open, in the words of the forms; who reported only where the office prints that. */
async function openedView(issuing: Issuing, reportId: string | null): Promise<CaseView | null> {
  const { tx, portal, signedIn, wanted, now } = issuing;
  const { actor } = signedIn;
  const record = await openIdentities(tx, actor, wanted.caseNumber, now);
  if (record === null) return null;
  const opened =
    reportId !== null &&
    printsReporter(actor.department) &&
    (await openReporter(tx, actor, wanted.caseNumber, { reportId, reason: "confirm_facts" }, now)) !== null;
  return caseView(
    { portal, locale: formLocale, signedIn, identities: "open", openedReporter: opened ? reportId : null },
    record,
    now,
  );
}

function receivedBy(portal: Portal, record: CaseRecord, reportId: string, department: string): Received[] {
  const desks = new Map(record.assignments.map(({ assignment }) => [assignment.id, assignment]));
  return record.deliveries.flatMap((delivery) => {
    const desk = desks.get(delivery.assignmentId);
    if (delivery.reportId !== reportId || delivery.department !== department || desk === undefined) return [];
    return [
      {
        office: officeName(portal, formLocale, desk),
        deliveredAt: delivery.deliveredAt,
        acceptedAt: delivery.acknowledgedAt,
      },
    ];
  });
}

async function issueLetter(issuing: Issuing, record: CaseRecord): Promise<string | null> {
  const { tx, portal, signedIn, wanted, now } = issuing;
  const held = record.assignments.map(({ assignment }) => assignment);
  const from = held.find(({ id, state }) => id === wanted.subjectId && state === "transferred");
  const to = held.find(({ id }) => id === from?.successorId);
  if (from === undefined || to === undefined || !isOwnOffice(signedIn.actor, from)) return null;
  const view = await openedView(issuing, null);
  const [sender, receiver] = [from, to].map((one) => view?.departments.find(({ id }) => id === one.id));
  if (view === null || sender === undefined || receiver === undefined) return null;
  const recipient = officeName(portal, formLocale, to);
  const sent = {
    from: sender,
    to: receiver,
    sentAt: from.closedAt ?? to.deliveredAt,
    recipient,
    reason: reasonOf(issuing, record, from.id, to.id),
  };
  return issueDocument(
    tx,
    portal,
    signedIn.actor,
    {
      kind: "transfer_letter",
      caseId: record.matter.id,
      caseNumber: record.matter.number,
      reportId: null,
      assignmentId: from.id,
      office: from,
      recipient: to,
      draft: letterOf(view, sent, signedIn.displayName),
    },
    now,
  );
}

/** Why work went from one assignment to the other, in the sender's words; null for a step that was taken without any. */
function reasonOf({ portal }: Issuing, record: CaseRecord, fromId: string, toId: string): string | null {
  const stored = record.beside.movements.filter(
    ({ movement }) => movement.assignmentId === fromId && movement.successorId === toId,
  );
  const keys = record.keys.map((key) => portal.vault.unwrap(key));
  const [step] = movementViews({ portal, locale: formLocale }, stored, keys);
  if (step === undefined) return null;
  return step.reason ?? formCopy.desk.movements.unreadable;
}

/**
 * The notice of receipt that a reporter takes from their receipt. As long as nothing new has arrived anywhere it stays
 * the same one; then a new one is issued. Null for a code that opens no receipt.
 */
export async function issueOwnNotice(portal: Portal, receiptCode: string, now: Date): Promise<string | null> {
  const receipt = await findReceipt(portal, receiptCode);
  if (receipt === null) return null;
  const { reporter } = receipt;
  const received = receipt.departments.map(({ department, deliveredAt, acceptedAt }) => ({
    office: officeName(portal, formLocale, { department, district: null }),
    deliveredAt,
    acceptedAt,
  }));
  const draft = noticeOf(receipt, received);
  return asActor(portal.db, reporter, async (tx) => {
    const same = await takenBefore(tx, portal, reporter, JSON.stringify(draft.sections));
    return (
      same ??
      issueDocument(
        tx,
        portal,
        reporter,
        {
          kind: "receipt_notice",
          caseId: reporter.caseId,
          caseNumber: null,
          reportId: reporter.reportId,
          assignmentId: null,
          office: { department: portalOffice, district: portal.city.cityDesk.code },
          recipient: null,
          draft,
        },
        now,
      )
    );
  });
}

async function takenBefore(tx: Tx, portal: Portal, reporter: ReporterActor, sections: string): Promise<string | null> {
  const taken = await tx.select().from(documents).where(eq(documents.reportId, reporter.reportId));
  for (const row of taken) {
    if (row.department !== portalOffice || row.withdrawnAt !== null) continue;
    const sheet = await openSheet(tx, portal, row);
    if (sheet !== null && JSON.stringify(sheet.sections) === sections) return row.id;
  }
  return null;
}
