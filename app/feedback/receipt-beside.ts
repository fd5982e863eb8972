import type { AppLoadContext } from "@remix-run/node";
import { type ReceiptThread, receiptThread } from "#app/messages/receipt-thread.ts";
import { orUnavailable } from "#app/reports/guide.ts";
import { openReporter } from "#app/reports/receipt-reporter.ts";
import { ownRetaliations } from "#app/retaliation/queries.ts";
import { asActor } from "#db/actor.ts";
import { departmentName } from "#guidelines/tell.ts";
import { resultsOf, type ToldResult } from "./queries.ts";
import type { ResultModel } from "./receipt-results.tsx";

/** What stands on a receipt beside the report itself: what departments told, messages, and how many matters of retaliation. */
export interface ReceiptBeside {
  readonly results: readonly ResultModel[];
  readonly thread: ReceiptThread;
  readonly matters: number;
  /** A message was sent just now. */
  readonly sent: boolean;
}

/** Reads what stands beside the receipt that is open in this browser; null where none is, or the store does not answer. */
export function loadReceiptBeside(context: AppLoadContext, request: Request): Promise<ReceiptBeside | null> {
  const { portal, locale } = context;
  return orUnavailable(async () => {
    const reporter = await openReporter(context, request, new Date());
    if (reporter === null) return null;
    return asActor(portal.db, reporter, async (tx) => {
      const told = await resultsOf(tx, reporter.reportId);
      const { matters } = await ownRetaliations(tx, reporter.reportId);
      return {
        results: resultModels(told, (department) => departmentName(portal.edition, department, locale, "name")),
        thread: await receiptThread(tx, portal, reporter, locale),
        matters: matters.length,
        sent: new URL(request.url).searchParams.has("sent"),
      };
    });
  });
}

/** What was told, with the names of departments and with what became of it. */
export function resultModels(
  told: readonly ToldResult[],
  nameOf: (department: string) => string,
): readonly ResultModel[] {
  const corrected = new Set(told.flatMap(({ replacesId }) => replacesId ?? []));
  return told.map(({ id, department, outcome, decidedOn, toldAt, replacesId }) => ({
    id,
    department: nameOf(department),
    outcome,
    decidedOn,
    toldAt,
    isCorrection: replacesId !== null,
    wasCorrected: corrected.has(id),
  }));
}
