import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { copyFor } from "#app/copy/index.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { editionFor } from "./assessed.ts";
import type { AssessmentPageView } from "./assessment-page.tsx";
import type { AssessmentSectionView } from "./assessment-section.tsx";
import { assessmentView, openAssessment } from "./assessment-view.ts";
import { formView } from "./form-view.ts";
import type { NewAssessmentView } from "./new-assessment-page.tsx";
import type { AssessedCase, StoredAssessments } from "./queries.ts";
import { mayAssess, nothingTyped } from "./rules.ts";

const keysOf = ({ portal }: StaffReader, { keys }: AssessedCase): readonly DataKey[] =>
  keys.map((key) => portal.vault.unwrap(key));

/** The form for another assessment, begun from the latest one. */
export function newAssessmentView(reader: StaffReader, found: AssessedCase): NewAssessmentView {
  const { portal, locale, signedIn } = reader;
  const [latest] = found.made;
  const { department } = signedIn.actor;
  const stored = latest === undefined ? null : openAssessment(portal, latest.assessment, keysOf(reader, found));
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber: found.matter.number,
    form: formView(editionFor(portal, found), locale, { department, situations: found.matter.situations }),
    typed: stored?.typed ?? nothingTyped,
    basedOn: latest?.assessment.ordinal ?? 0,
    carried:
      latest === undefined || stored === null
        ? null
        : {
            who: copyFor(locale).cases.eventBy(
              deskNames(reader)(latest.assessment.department, "").department,
              latest.author,
            ),
            at: latest.assessment.madeAt,
          },
  };
}

/** The assessment with this ordinal, or the latest; null for one that is not there. */
export function assessmentPageView(
  reader: StaffReader,
  found: AssessedCase,
  ordinal: number | null,
): AssessmentPageView | null {
  const keys = keysOf(reader, found);
  const all = found.made.map((one) => assessmentView(reader, one, keys));
  const shown = ordinal === null ? (all[0] ?? null) : all.find((one) => one.ordinal === ordinal);
  if (shown === undefined) return null;
  return {
    staff: staffOf(reader.signedIn, reader.portal, reader.locale),
    caseNumber: found.matter.number,
    mayAssess: mayAssess(reader.signedIn.actor, found.matter, found.desks),
    shown,
    all,
  };
}

/** The latest assessment as the page of its case draws it. */
export function assessmentSectionView(
  reader: StaffReader,
  {
    matter,
    assignments,
  }: {
    readonly matter: Parameters<typeof mayAssess>[1];
    readonly assignments: readonly { readonly assignment: Parameters<typeof mayAssess>[2][number] }[];
  },
  made: StoredAssessments,
  keys: readonly DataKey[],
): AssessmentSectionView {
  const [latest] = made;
  const desks = assignments.map(({ assignment }) => assignment);
  return {
    mayAssess: mayAssess(reader.signedIn.actor, matter, desks),
    latest: latest === undefined ? null : assessmentView(reader, latest, keys),
  };
}
