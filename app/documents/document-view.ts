import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { copyFor, type Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { DocumentKind } from "#db/schema/index.ts";
import { officeName } from "./office.ts";
import type { ListedDocument, ListedNotice } from "./queries.ts";
import { deskKinds, isOwnOffice } from "./rules.ts";

/** A document as lists show it. */
export interface DocumentLine {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly office: string;
  readonly issuedAt: Date;
  readonly issuedBy: string | null;
  readonly isWithdrawn: boolean;
}

/** A document that the reader's office may issue now. */
export interface Issuable {
  readonly kind: DocumentKind;
  /** The report, or the work that was sent on; empty for a summary. */
  readonly subjectId: string;
  /** What the button says. */
  readonly label: string;
}

export interface DocumentsView {
  readonly documents: readonly DocumentLine[];
  readonly mayIssue: boolean;
  /** Each that may be issued, one a report for some kinds; for a page that lists them. */
  readonly issuable: readonly Issuable[];
}

export const documentLine = (portal: Portal, locale: Locale, row: ListedDocument | ListedNotice): DocumentLine => ({
  id: row.id,
  kind: row.kind,
  number: row.number,
  office: officeName(portal, locale, row),
  issuedAt: row.issuedAt,
  issuedBy: "issuedBy" in row ? row.issuedBy : null,
  isWithdrawn: row.withdrawnAt !== null,
});

interface CaseOfDocuments {
  readonly matter: { readonly state: string };
  readonly reports: readonly { readonly id: string; readonly number: string }[];
  readonly assignments: readonly {
    readonly assignment: {
      readonly id: string;
      readonly department: string;
      readonly district: string;
      readonly state: string;
      readonly successorId: string | null;
    };
  }[];
}

/** The documents of a case, and which ones the reader's office may issue on it. */
export function documentsView(
  reader: StaffReader,
  record: CaseOfDocuments,
  stored: readonly ListedDocument[],
): DocumentsView {
  const { portal, locale } = reader;
  const issuable = record.matter.state === "sealed" ? [] : issuableOn(reader, record);
  return {
    documents: stored.map((row) => documentLine(portal, locale, row)),
    mayIssue: issuable.length > 0,
    issuable,
  };
}

function issuableOn(reader: StaffReader, record: CaseOfDocuments): Issuable[] {
  const { kinds, issue } = copyFor(reader.locale).documents;
  const names = deskNames(reader);
  const work = record.assignments.map(({ assignment }) => assignment);
  const own = work.filter((one) => isOwnOffice(reader.signedIn.actor, one));
  const working = own.some(({ state }) => state !== "transferred" && state !== "withdrawn");
  const ofDesk = deskKinds.flatMap((kind): Issuable[] => {
    if (!working || record.reports.length === 0) return [];
    if (kind === "case_summary") return [{ kind, subjectId: "", label: kinds[kind] }];
    return record.reports.map(({ id, number }) => ({
      kind,
      subjectId: id,
      label: issue.forReport(kinds[kind], number),
    }));
  });
  const letters = own.flatMap((one): Issuable[] => {
    const successor = one.state === "transferred" ? work.find(({ id }) => id === one.successorId) : undefined;
    if (successor === undefined) return [];
    const { department, district } = names(successor.department, successor.district);
    const { form } = copyFor(reader.locale).documents;
    return [{ kind: "transfer_letter", subjectId: one.id, label: issue.letterTo(form.office(district, department)) }];
  });
  return [...ofDesk, ...letters];
}
