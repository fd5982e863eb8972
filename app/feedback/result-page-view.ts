import type { StaffReader } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import type { Tx } from "#db/connection.ts";
import { beijingDay } from "#guidelines/days.ts";
import { readTellableCase, resultsOfCase } from "./queries.ts";
import type { ResultPageView } from "./result-page.tsx";
import { outcomesOf } from "./rules.ts";

/**
 * What the form for a result draws; null for a case that the reader's desk does not work. What is to be corrected and is
 * not theirs, or was corrected already, is left out.
 */
export async function readResultPage(
  tx: Tx,
  { portal, locale, signedIn }: StaffReader,
  { caseNumber, corrects }: { readonly caseNumber: string; readonly corrects: string | null },
  now: Date,
): Promise<ResultPageView | null> {
  const { actor } = signedIn;
  const found = await readTellableCase(tx, caseNumber, actor);
  if (found === null) return null;
  const told = corrects === null ? [] : await resultsOfCase(tx, found.matter.id);
  const isCorrected = told.some(({ result }) => result.replacesId === corrects);
  const own = told.find(({ result }) => result.id === corrects && result.department === actor.department);
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber,
    outcomes: outcomesOf(actor.department),
    reports: found.reports,
    today: beijingDay(now),
    corrects:
      own === undefined || isCorrected
        ? null
        : { id: own.result.id, outcome: own.result.outcome, decidedOn: own.result.decidedOn },
  };
}
