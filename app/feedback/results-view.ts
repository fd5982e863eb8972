import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import type { ResultOutcome } from "#db/schema/index.ts";
import type { CaseResult } from "./queries.ts";
import { maySpeak } from "./rules.ts";

export interface CaseResultView {
  readonly id: string;
  readonly department: string;
  readonly person: string;
  readonly reportNumber: string;
  readonly outcome: ResultOutcome;
  readonly decidedOn: string;
  readonly toldAt: Date;
  readonly isCorrection: boolean;
  readonly wasCorrected: boolean;
  /** It is the reader's own department's, and stands. */
  readonly mayCorrect: boolean;
}

export interface ResultsView {
  /** Whether the reader's desk has work on the case that it answers for. */
  readonly mayTell: boolean;
  readonly results: readonly CaseResultView[];
}

/** What of a case decides who tells its reporters. */
interface ToldCase {
  readonly matter: { readonly state: string };
  readonly assignments: readonly {
    readonly assignment: { readonly department: string; readonly district: string; readonly state: string };
  }[];
}

/** What the reporters of a case were told, as one officer may see it. */
export function resultsView(
  reader: StaffReader,
  { matter, assignments }: ToldCase,
  results: readonly CaseResult[],
): ResultsView {
  const { department, districts } = reader.signedIn.actor;
  const covers = (district: string) => districts.includes("*") || districts.includes(district);
  const mayTell =
    matter.state !== "sealed" &&
    assignments.some(
      ({ assignment }) =>
        assignment.department === department && covers(assignment.district) && maySpeak(assignment.state),
    );
  const corrected = new Set(results.flatMap(({ result }) => result.replacesId ?? []));
  return {
    mayTell,
    results: results.map(({ result, reportNumber, teller }) => ({
      id: result.id,
      department: deskNames(reader)(result.department, "").department,
      person: teller,
      reportNumber,
      outcome: result.outcome,
      decidedOn: result.decidedOn,
      toldAt: result.toldAt,
      isCorrection: result.replacesId !== null,
      wasCorrected: corrected.has(result.id),
      mayCorrect: mayTell && result.department === department && !corrected.has(result.id),
    })),
  };
}
