import type { AppLoadContext } from "@remix-run/node";
import { signedInAt } from "#app/accounts/guard.ts";
import { isOfficer } from "#app/accounts/rules.ts";
import type { EvidenceOwner, Sender } from "#app/evidence/owner.ts";
import { caseForEvidence } from "#app/evidence/queries.ts";
import type { Portal } from "#app/platform/portal.ts";
import { draftOf } from "#app/reports/draft-cookie.ts";
import { openReceiptCode } from "#app/reports/receipt-cookie.ts";
import { findReceipt, receiptOfReport } from "#app/reports/receipts.ts";
import { asActor, type Officer, type ReporterActor } from "#db/actor.ts";

/** What a form or an upload says of itself. It only chooses between what the browser's cookies open. */
export interface Named {
  readonly owner: string;
  readonly caseNumber: string;
  readonly readers: string;
}

/** Whose file it will be; null when this browser opens no such draft, receipt or case. */
export async function ownerNamed(
  request: Request,
  context: AppLoadContext,
  { owner, caseNumber, readers }: Named,
  now: Date,
): Promise<EvidenceOwner | null> {
  const { portal } = context;
  if (owner === "draft") {
    const draft = await draftOf(portal, request, now);
    if (draft?.filedAt === null) return { kind: "draft", draftId: draft.id, draftKey: draft.draftKey };
  }
  if (owner === "draft" || owner === "receipt") {
    const reporter = await reporterAt(portal, request, now);
    return reporter === null ? null : { kind: "receipt", reporter };
  }
  if (owner !== "case" || (readers !== "shared" && readers !== "department")) return null;
  const officer = await officerAt(request, context);
  if (officer === null) return null;
  const caseId = await asActor(portal.db, officer, (tx) => caseForEvidence(tx, caseNumber));
  return caseId === null ? null : { kind: "case", officer, caseId, readers };
}

/** Everybody that this browser stands for, one after the other: an upload's address does not say whose it is. */
export async function sendersAt(request: Request, context: AppLoadContext, now: Date): Promise<readonly Sender[]> {
  const { portal } = context;
  const draft = await draftOf(portal, request, now);
  const found: readonly (Sender | null)[] = [
    draft?.filedAt === null ? { kind: "draft", draftKey: draft.draftKey } : null,
    await reporterAt(portal, request, now),
    await officerAt(request, context),
  ];
  return found.filter((sender) => sender !== null);
}

/** The reporter whose receipt is open here, or who filed their draft here. */
async function reporterAt(portal: Portal, request: Request, now: Date): Promise<ReporterActor | null> {
  const code = openReceiptCode(portal, request, now);
  if (code !== null) return (await findReceipt(portal, code))?.reporter ?? null;
  const draft = await draftOf(portal, request, now);
  if (draft === null || draft.filedAt === null) return null;
  return (await receiptOfReport(portal, draft.reportId))?.view.reporter ?? null;
}

async function officerAt(request: Request, context: AppLoadContext): Promise<Officer | null> {
  const signedIn = await signedInAt(request, context);
  return signedIn !== null && isOfficer(signedIn.actor) ? signedIn.actor : null;
}
