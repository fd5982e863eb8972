import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { attachToReport, filesOfDraft } from "#app/evidence/commands.ts";
import { type DataKey, type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import type { ReadBack } from "#db/schema/index.ts";
import * as schema from "#db/schema/index.ts";
import { factsOf } from "#guidelines/facts.ts";
import type { Report } from "#guidelines/report.ts";
import { type Decision, decide } from "#guidelines/route.ts";
import { matchTokens, phoneTokens } from "./matching.ts";
import { caseNumber, reportNumber } from "./numbers.ts";
import { makeProof } from "./proof.ts";
import { receiptCodeHash, receiptCodeOf } from "./receipt-code.ts";
import { supplementClock } from "./supplements.ts";
import { intakeRow, type TakenDown } from "./taken-down.ts";

/** One report, ready to be filed. */
export interface Filing {
  /** Fixed before the first try, so that a second try is the same report. */
  readonly reportId: string;
  readonly report: Report;
  readonly channel: "web" | "api" | "operator";
  /** The unit it came from, where that is known; and who filed it there, where they were signed in. */
  readonly unitId: string | null;
  readonly accountId?: string | null;
  /** Where an officer wrote it down for somebody: their record of it. */
  readonly takenDown?: (TakenDown & { readonly readBack: ReadBack }) | null;
  /** The draft's id, or the client's Idempotency-Key with its unit. */
  readonly idempotencyKey: string;
  /** The draft that becomes this report: marked filed and emptied in the same transaction. */
  readonly draft: { readonly id: string; readonly draftKey: Buffer } | null;
  readonly at: Date;
}

export interface Filed {
  readonly reportId: string;
  readonly number: string;
  /** Sixteen digits. The same report filed again gets the same code. */
  readonly receiptCode: string;
  readonly urgency: Decision["urgency"]["level"];
  readonly proof: string;
  readonly filedAt: Date;
  /** It had been filed before; nothing was written now. */
  readonly repeated: boolean;
}

/** The same key was used before for a report with other content. */
export class FilingConflict extends Error {
  override readonly name = "FilingConflict";
}

/**
 * Files a report: report, case, parties, evidence, keys, receipt and the promise to route it, in one transaction. Whoever was
 * shown a receipt has a report that cannot be lost. Filing it again writes nothing and gives the same receipt.
 * @throws FilingConflict when the key belongs to a report with other content
 */
export async function fileReport(portal: Portal, filing: Filing): Promise<Filed> {
  const actor: ReporterActor = {
    kind: "reporter",
    reportId: filing.reportId,
    caseId: newId(),
    ...(filing.draft ? { draftKey: filing.draft.draftKey } : {}),
  };
  const contentHash = portal.vault.token("report content", JSON.stringify(filing.report));
  try {
    return await asActor(portal.db, actor, (tx) => writeReport(tx, portal, filing, actor.caseId, contentHash));
  } catch (error) {
    if (!isRepeat(error)) throw error;
    // Filed before, or pressed twice and the other press was first: that report is this one.
    const before = await asActor(portal.db, actor, (tx) => filedBefore(tx, portal, filing.reportId, contentHash));
    if (before === null) throw error;
    return before;
  }
}

/** Every press inserts; the unique keys let one of them through. */
function isRepeat(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause && cause.code === "23505";
}

async function filedBefore(tx: Tx, portal: Portal, reportId: string, contentHash: Buffer): Promise<Filed | null> {
  const { reports, receipts } = schema;
  const [row] = await tx
    .select({
      number: reports.number,
      filedAt: reports.filedAt,
      contentHash: reports.contentHash,
      urgency: reports.urgency,
      proof: receipts.proof,
    })
    .from(reports)
    .innerJoin(receipts, sql`${receipts.reportId} = ${reports.id}`)
    .where(sql`${reports.id} = ${reportId}`);
  if (row === undefined) return null;
  if (!row.contentHash.equals(contentHash)) throw new FilingConflict();
  return {
    reportId,
    number: row.number,
    receiptCode: receiptCodeOf(portal.vault, reportId),
    urgency: row.urgency,
    proof: row.proof,
    filedAt: row.filedAt,
    repeated: true,
  };
}

async function writeReport(
  tx: Tx,
  portal: Portal,
  filing: Filing,
  caseId: string,
  contentHash: Buffer,
): Promise<Filed> {
  const { reportId, report, at } = filing;
  const decision = decide(portal.edition, portal.city, report, { at });
  const [serials, files] = await Promise.all([
    nextSerials(tx),
    filing.draft === null ? null : filesOfDraft(tx, filing.draft.id),
  ]);
  const prefix = portal.city.numberPrefix;
  const filed: Filed = {
    reportId,
    number: reportNumber(prefix, at, serials.report),
    receiptCode: receiptCodeOf(portal.vault, reportId),
    urgency: decision.urgency.level,
    proof: "",
    filedAt: at,
    repeated: false,
  };
  const proof = makeProof(portal.signingKey, portal.config.portalUrl, filed);
  const { key, stored } = portal.vault.newDataKey(newId());
  const facts = factsOf(report, { at, city: portal.city });
  const people = partiesOf(portal, report, key, { caseId, reportId, at });
  const owed = supplementClock(portal, report, { caseId, reportId, district: decision.district.lead, at });

  // Sent one after the other without waiting in between: the order is kept, and the first failure undoes all.
  await Promise.all([
    tx.insert(schema.cases).values({
      id: caseId,
      number: caseNumber(prefix, at, serials.case),
      state: "open",
      urgency: decision.urgency.level,
      urgencyRule: decision.urgency.rule,
      district: decision.district.lead,
      situations: report.incident.situations,
      childSex: report.children[0]?.sex ?? "unknown",
      childAge: facts.youngest_age,
      childCount: report.children.length,
      openedAt: at,
    }),
    tx.insert(schema.dataKeys).values({ ...stored, caseId, createdAt: at }),
    tx.insert(schema.reports).values({
      id: reportId,
      number: filed.number,
      caseId,
      edition: portal.edition.id,
      channel: filing.channel,
      profession: report.reporter.profession,
      urgency: decision.urgency.level,
      situations: report.incident.situations,
      urgentPath: report.urgentPath === true,
      sealedContent: seal(key, contentPlace(reportId), JSON.stringify(withoutIdentity(report))),
      idempotencyHash: portal.vault.token("idempotency", filing.idempotencyKey),
      contentHash,
      filedAt: at,
    }),
    tx.insert(schema.reporterIdentities).values({
      reportId,
      sealedIdentity: seal(key, identityPlace(reportId), JSON.stringify(identityOf(report))),
    }),
    ...(filing.unitId === null
      ? []
      : [
          tx.insert(schema.unitReports).values({
            reportId,
            unitId: filing.unitId,
            accountId: filing.accountId ?? null,
            number: filed.number,
            filedAt: at,
          }),
        ]),
    ...(filing.takenDown == null
      ? []
      : [
          tx
            .insert(schema.intakes)
            .values(intakeRow(filing.takenDown, { ...filed, at, readBack: filing.takenDown.readBack }, key)),
        ]),
    ...(people.parties.length > 0 ? [tx.insert(schema.parties).values(people.parties)] : []),
    ...(people.indexes.length > 0 ? [tx.insert(schema.blindIndexes).values(people.indexes)] : []),
    ...(owed === null ? [] : [tx.insert(schema.clocks).values(owed)]),
    tx.insert(schema.receipts).values({
      reportId,
      codeHash: receiptCodeHash(portal.vault, filed.receiptCode),
      proof,
      createdAt: at,
    }),
    tx.insert(schema.caseEvents).values({
      id: newId(),
      caseId,
      kind: "report_filed",
      at,
      details: { reportNumber: filed.number, channel: filing.channel },
    }),
    ...attachToReport(tx, portal, files, { caseKey: key, caseId, reportId }),
    ...(filing.draft
      ? [
          tx
            .update(schema.drafts)
            .set({ filedAt: at, sealedAnswers: null, savedAt: at })
            .where(sql`${schema.drafts.id} = ${filing.draft.id}`),
        ]
      : []),
    tx.insert(schema.outbox).values({
      id: newId(),
      kind: "route-report",
      payload: { v: 1, reportId },
      priority: { critical: 1, urgent: 2, serious: 3 }[decision.urgency.level],
    }),
  ]);
  return { ...filed, proof };
}

async function nextSerials(tx: Tx): Promise<{ report: number; case: number }> {
  const [row] = await tx.execute<{ report: string; case: string }>(
    sql`select nextval('portal.report_number') as report, nextval('portal.case_number') as case`,
  );
  if (row === undefined) throw new Error("the sequences of numbers gave nothing");
  return { report: Number(row.report), case: Number(row.case) };
}

/** Where the parts of a report are sealed; whoever opens them names the same places. */
export const contentPlace = (reportId: string): Place => ({
  table: "reports",
  column: "sealed_content",
  row: reportId,
});
export const identityPlace = (reportId: string): Place => ({
  table: "reporter_identities",
  column: "sealed_identity",
  row: reportId,
});
export const partyPlace = (partyId: string): Place => ({ table: "parties", column: "sealed_identity", row: partyId });

/** Who reported: what only police and prosecutors may open. The unit is part of it, for a unit can be one person. */
export interface ReporterIdentity {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly contactHours: string | null;
  readonly unit: string | null;
  readonly anonymous: boolean;
}

function identityOf({ reporter }: Report): ReporterIdentity {
  return {
    name: reporter.name,
    phone: reporter.phone,
    email: reporter.email,
    contactHours: reporter.contactHours ?? null,
    unit: reporter.unit,
    anonymous: reporter.anonymous,
  };
}

/** The report as every officer on the case may read it, and as the rules see it. Still a report of the contract. */
function withoutIdentity(report: Report): Report {
  const { contactHours: _sealedApart, ...reporter } = report.reporter;
  return { ...report, reporter: { ...reporter, name: null, phone: null, email: null, unit: null } };
}

function partiesOf(
  portal: Portal,
  report: Report,
  key: DataKey,
  { caseId, reportId, at }: { caseId: string; reportId: string; at: Date },
) {
  const party = (kind: "child" | "suspect", relation: string | null, identity: unknown) => {
    const id = newId();
    const sealedIdentity = seal(key, partyPlace(id), JSON.stringify(identity));
    return { id, caseId, reportId, kind, relation, sealedIdentity, createdAt: at };
  };
  const children = report.children.map((child) => ({ child, row: party("child", null, child) }));
  return {
    parties: [
      ...children.map(({ row }) => row),
      ...report.suspects.map((suspect) => party("suspect", suspect.relation, suspect)),
    ],
    indexes: [
      ...children.flatMap(({ child, row }) =>
        matchTokens(portal.vault, child).map((found) => ({ id: newId(), caseId, partyId: row.id, ...found })),
      ),
      ...phoneTokens(portal.vault, report.reporter).map((found) => ({ id: newId(), caseId, partyId: null, ...found })),
    ],
  };
}
