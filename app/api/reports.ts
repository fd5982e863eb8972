import { v7 as newId } from "uuid";
import type { z } from "zod";
import { copyFor, text } from "#app/copy/index.ts";
import type { PortalContext } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { FilingConflict, fileReport } from "#app/reports/filing.ts";
import { parseReceiptCode } from "#app/reports/receipt-code.ts";
import { findReceipt, type ReceiptView } from "#app/reports/receipts.ts";
import { problemsAgainst } from "#guidelines/check-against.ts";
import { rehearsalOf } from "#guidelines/rehearsal.ts";
import { checkReport, type Report } from "#guidelines/report.ts";
import { decide } from "#guidelines/route.ts";
import type { FiledAnswer, ReceiptAnswer } from "./answers.ts";
import { problem, reportProblem } from "./problem.ts";
import { type ApiUnit, allow, jsonOf, unitOf } from "./request.ts";

/** Of one key. A surge is taken: this stops a program that has gone wrong. Policy value. */
const filingsPerMinute = 20_000;
const lookUpsPerMinute = 30;
const rehearsalsPerMinute = 600;

/** `POST /api/v1/reports`: files a report for the unit of the key. The same key and report give the same answer. */
export async function fileOverApi(request: Request, context: PortalContext): Promise<Response> {
  const { portal, locale } = context;
  const unit = await unitOf(request, context);
  await allow(context, "filing of a unit", filingsPerMinute, unit.id);
  const idempotencyKey = request.headers.get("Idempotency-Key") ?? newId();
  if (!/^[\x21-\x7e]{1,200}$/.test(idempotencyKey)) return problem(400, copyFor(locale).api.idempotencyKey);
  const at = new Date();
  const checked = checkReport(await jsonOf(request, context), { at, purpose: "filing" });
  if (!checked.ok) return reportProblem(locale, checked.problems);
  const problems = problemsAgainst(portal.edition, checked.report);
  if (problems.length > 0) return reportProblem(locale, problems);
  try {
    const filed = await fileReport(portal, {
      reportId: idFor(portal, unit, idempotencyKey),
      report: ofUnit(checked.report, unit),
      channel: "api",
      unitId: unit.id,
      idempotencyKey: `${unit.id} ${idempotencyKey}`,
      draft: null,
      at,
    });
    const answer: z.input<typeof FiledAnswer> = {
      reportNumber: filed.number,
      receipt: filed.receiptCode,
      urgency: filed.urgency,
      proof: filed.proof,
      filedAt: filed.filedAt.toISOString(),
    };
    return Response.json(answer, { status: 201 });
  } catch (error) {
    if (error instanceof FilingConflict) return problem(409, copyFor(locale).api.conflict);
    throw error;
  }
}

/** `GET /api/v1/receipts/{receipt}`: how far each department has come. */
export async function readReceiptOverApi(code: string, context: PortalContext): Promise<Response> {
  const words = copyFor(context.locale).api;
  await allow(context, "receipt look-up", lookUpsPerMinute);
  const parsed = parseReceiptCode(code);
  if (parsed.problem !== undefined) return problem(400, words.receiptMalformed);
  const view = await findReceipt(context.portal, parsed.code);
  return view === null ? problem(404, words.receiptAbsent) : Response.json(receiptAnswer(context, view));
}

/** `POST /api/v1/rehearsals`: what the edition would decide. Nothing is stored, no identity is needed. */
export async function rehearseOverApi(request: Request, context: PortalContext): Promise<Response> {
  await allow(context, "rehearsal", rehearsalsPerMinute);
  const at = new Date();
  const checked = checkReport(await jsonOf(request, context), { at, purpose: "rehearsal" });
  if (!checked.ok) return reportProblem(context.locale, checked.problems);
  const problems = problemsAgainst(context.portal.edition, checked.report);
  if (problems.length > 0) return reportProblem(context.locale, problems);
  const { portal, locale } = context;
  return Response.json(rehearsalOf(decide(portal.edition, portal.city, checked.report, { at }), locale));
}

/** The key says which unit reports; the report need not repeat it. */
function ofUnit(report: Report, unit: ApiUnit): Report {
  if (report.reporter.anonymous) return report;
  const reporter = {
    ...report.reporter,
    unit: report.reporter.unit ?? unit.name,
    unitDistrict: report.reporter.unitDistrict ?? unit.district,
  };
  return { ...report, reporter };
}

/** A repeated request must find its report: the id follows from the unit and its key. A UUID of version 8. */
function idFor(portal: Portal, unit: ApiUnit, idempotencyKey: string): string {
  const bytes = Buffer.from(portal.vault.token("api report id", `${unit.id} ${idempotencyKey}`).subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function receiptAnswer({ portal, locale }: PortalContext, view: ReceiptView): z.input<typeof ReceiptAnswer> {
  const departments = portal.editionOf(view.edition).departments;
  return {
    reportNumber: view.number,
    filedAt: view.filedAt.toISOString(),
    state: view.routed ? "routed" : "received",
    why: view.telling === null ? null : text(locale, view.telling),
    departments: view.departments.map(({ department, progress, deliveredAt, acceptedAt }) => {
      const known = departments.find(({ id }) => id === department);
      return {
        department,
        name: known === undefined ? department : text(locale, known.name),
        state: progress,
        deliveredAt: deliveredAt?.toISOString() ?? null,
        acceptedAt: acceptedAt?.toISOString() ?? null,
      };
    }),
    feedback: view.owed.map(({ dueAt, ...owed }) => ({ ...owed, dueAt: dueAt?.toISOString() ?? null })),
  };
}
