import { and, eq, inArray } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { reckon, stoppedState } from "#app/clocks/commands.ts";
import { showReport } from "#app/joint-work/report-desks.ts";
import { reportKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import { caseEvents, clocks, outbox, supplements } from "#db/schema/index.ts";
import type { Report } from "#guidelines/report.ts";

const clockId = "supplement_report";

/** Where a supplement is sealed. */
export const supplementPlace = (id: string): Place => ({ table: "supplements", column: "sealed_text", row: id });

/** The clock of an urgent report: the rest is owed within the edition's limit (a policy value of the city). */
export function supplementClock(
  portal: Portal,
  report: Report,
  { caseId, reportId, district, at }: { caseId: string; reportId: string; district: string; at: Date },
) {
  if (report.urgentPath !== true) return null;
  const clock = portal.edition.clocks.find(({ id }) => id === clockId);
  if (clock === undefined) return null;
  const due = reckon(clock, "serious", at);
  return {
    id: newId(),
    caseId,
    reportId,
    clock: clockId,
    edition: portal.edition.id,
    owner: "reporter",
    district,
    source: clock.source,
    state: "running" as const,
    startedAt: at,
    dueAt: due.dueAt === null ? null : new Date(due.dueAt),
    provisional: due.provisional,
  };
}

/**
 * Adds to a report what the reporter learnt later. The report itself is never edited; a supplement clock is met. Where
 * nobody works the case any more, a job brings it to those who did.
 */
export async function addSupplement(portal: Portal, reporter: ReporterActor, text: string, at: Date): Promise<void> {
  await asActor(portal.db, reporter, async (tx) => {
    const id = newId();
    const sealedText = seal(await reportKey(tx, portal, reporter), supplementPlace(id), text);
    await tx.insert(supplements).values({ id, reportId: reporter.reportId, sealedText, createdAt: at });
    await tx
      .update(clocks)
      .set({ state: stoppedState(at), stoppedAt: at })
      .where(
        and(
          eq(clocks.reportId, reporter.reportId),
          eq(clocks.clock, clockId),
          inArray(clocks.state, ["running", "breached"]),
        ),
      );
    await tx.insert(caseEvents).values({ id: newId(), caseId: reporter.caseId, kind: "supplement_added", at });
    await tx.insert(outbox).values({ id: newId(), kind: "bring-supplement", payload: { v: 1, supplementId: id } });
    await showReport(tx, reporter.reportId);
  });
}
