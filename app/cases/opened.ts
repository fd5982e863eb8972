import { pageTitle } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";

/** The title of every part of a case page: the number, and never a name. */
export const caseTitle = pageTitle((copy, page) =>
  typeof page === "object" && page !== null && "number" in page && typeof page.number === "string"
    ? copy.cases.title(page.number)
    : copy.cases.heading,
);

/** The page with what was opened for this one answer; only that comes from it, the rest stays as live as the page. */
export function withOpened(masked: CaseView, opened: CaseView | undefined): CaseView {
  // A form that was answered on another part, or for another case, says nothing here.
  if (opened === undefined || opened.part !== masked.part || opened.number !== masked.number) return masked;
  const { identities, core, reports, reportPages, comparison } = opened;
  return { ...masked, identities, core, reports, reportPages, comparison };
}
