import { type AppLoadContext, redirect } from "@remix-run/node";
import { takeToken } from "#app/platform/rate-limit.ts";
import type { ReadBack } from "#db/schema/index.ts";
import type { Report } from "#guidelines/report.ts";
import type { Draft } from "./drafts.ts";
import { FilingConflict, fileReport } from "./filing.ts";
import type { Visit } from "./guide.ts";
import { unitListingOf } from "./units.ts";

/**
 * Reports from one address in ten minutes. Generous, for a hospital or a school is one address, and a surge is taken:
 * it only stops a program. Policy value.
 */
const filings = { limit: 240, windowSeconds: 600 } as const;

/** Counts one filing of this address. Throws the 429 that says when to try again; the draft stays as it is. */
export async function allowFiling({ portal, clientAddress }: AppLoadContext): Promise<void> {
  const allowance = { use: "filing from address", key: clientAddress, ...filings };
  const { allowed, retryAfterSeconds } = await takeToken(portal.db, portal.vault, allowance);
  if (!allowed) throw new Response(null, { status: 429, headers: { "Retry-After": String(retryAfterSeconds) } });
}

const listedNowhere = { unitId: null, accountId: null };

/**
 * Files what a draft has become and leads to its receipt. Pressed twice, in two windows or again after a lost answer it
 * is the same report: its id was fixed when the draft began. Unless the reporter keeps it from their unit, it is
 * listed there by number and moments.
 */
export async function fileDraft(
  { portal, rulebook }: Visit,
  draft: Draft,
  report: Report,
  { tellUnit = true, readBack = null }: { readonly tellUnit?: boolean; readonly readBack?: ReadBack | null } = {},
): Promise<Response> {
  const { content } = draft;
  const takenDown = content?.takenDown && readBack !== null ? { ...content.takenDown, readBack } : null;
  try {
    const { unitId, accountId } = tellUnit ? await unitListingOf(portal, draft, report) : listedNowhere;
    await fileReport(portal, {
      reportId: draft.reportId,
      report,
      channel: takenDown === null ? "web" : "operator",
      unitId,
      accountId,
      takenDown,
      idempotencyKey: draft.id,
      draft: { id: draft.id, draftKey: draft.draftKey },
      at: rulebook.at,
    });
  } catch (error) {
    // Another window filed this draft a moment ago with other words: that report stands, the rest is a supplement.
    if (!(error instanceof FilingConflict)) throw error;
  }
  return redirect("/report/receipt", 303);
}
