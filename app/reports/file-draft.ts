import { redirect } from "@remix-run/node";
import type { Report } from "#guidelines/report.ts";
import type { Draft } from "./drafts.ts";
import { FilingConflict, fileReport } from "./filing.ts";
import type { Visit } from "./guide.ts";
import { unitOf } from "./units.ts";

/**
 * Files what a draft has become and leads to its receipt. Pressed twice, in two windows or again after a lost answer it
 * is the same report: its id was fixed when the draft began.
 */
export async function fileDraft({ portal, rulebook }: Visit, draft: Draft, report: Report): Promise<Response> {
  try {
    await fileReport(portal, {
      reportId: draft.reportId,
      report,
      channel: "web",
      unitId: await unitOf(portal, report),
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
