import type { EvidenceOwner } from "#app/evidence/owner.ts";
import { type EvidenceFile, evidenceOfDraft, evidenceOfReport } from "#app/evidence/queries.ts";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { mostFiles } from "#app/evidence/rules.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { ReporterActor } from "#db/actor.ts";
import type { Draft } from "./drafts.ts";

/** What was refused is no evidence and takes no room; its reason was told when it was sent. Quarantined files stay in sight. */
function held(all: readonly EvidenceFile[]): FilesOfReport {
  const files = all.filter(({ state, refusedFor }) => state !== "refused" || refusedFor === "infected");
  return { files, room: Math.max(0, mostFiles - files.length) };
}

/** The files that would be filed with a draft, those that are not complete among them. */
export async function filesOfDraft(portal: Portal, draft: Draft): Promise<FilesOfReport> {
  return held(await evidenceOfDraft(portal, draft));
}

/** The files of a filed report, as its reporter sees them. */
export async function filesOfReport(portal: Portal, reporter: ReporterActor): Promise<FilesOfReport> {
  return held(await evidenceOfReport(portal, reporter));
}

/** As whom the writer of a draft stands before the evidence. */
export const ownerOfDraft = ({ id, draftKey }: Draft): Extract<EvidenceOwner, { kind: "draft" }> => ({
  kind: "draft",
  draftId: id,
  draftKey,
});
