import type { StaffReader } from "#app/accounts/reader.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { departmentName } from "#guidelines/tell.ts";
import { type EvidenceFile, type EvidenceRow, openedEvidence } from "./queries.ts";

/** A file of a case as its page shows it to one officer. */
export interface CaseFile
  extends Pick<
    EvidenceFile,
    | "id"
    | "name"
    | "note"
    | "kind"
    | "size"
    | "received"
    | "state"
    | "preview"
    | "scan"
    | "sha256"
    | "sm3"
    | "reportId"
    | "readers"
    | "at"
  > {
  /** The department that added it, by name; null for a reporter's file. */
  readonly addedBy: string | null;
  /** Quarantined originals are for the police alone. */
  readonly opens: boolean;
}

/** The evidence of a case, and what its reader may do with it. */
export interface CaseEvidence {
  readonly number: string;
  readonly files: readonly CaseFile[];
  readonly reports: readonly { readonly id: string; readonly number: string }[];
  readonly mayAdd: boolean;
}

interface CaseAround {
  readonly matter: { readonly number: string; readonly state: "open" | "closed" | "sealed" };
  readonly reports: readonly { readonly id: string; readonly number: string }[];
  readonly assignments: readonly {
    readonly assignment: { readonly department: string; readonly district: string };
  }[];
}

/** The evidence of a case for one officer. Row-level security has left out what that officer may not know of. */
export function caseEvidence(
  reader: StaffReader,
  { matter, reports, assignments }: CaseAround,
  keys: readonly DataKey[],
  rows: readonly EvidenceRow[],
): CaseEvidence {
  const { department, districts } = reader.signedIn.actor;
  const worksOnIt = assignments.some(
    ({ assignment }) =>
      assignment.department === department && (districts.includes("*") || districts.includes(assignment.district)),
  );
  return {
    number: matter.number,
    files: caseFiles(reader, keys, rows),
    reports: reports.map(({ id, number }) => ({ id, number })),
    mayAdd: matter.state !== "sealed" && (worksOnIt || department === "procuratorate"),
  };
}

/** What was refused on its way here is no evidence. */
function caseFiles(
  { portal, locale, signedIn }: StaffReader,
  keys: readonly DataKey[],
  rows: readonly EvidenceRow[],
): readonly CaseFile[] {
  const nameOf = (department: string | null) =>
    department === null ? null : departmentName(portal.edition, department, locale, "short");
  return openedEvidence(portal, keys, rows)
    .filter(({ state, scan }) => state !== "refused" || scan === "infected")
    .map(({ refusedFor: _refusal, accountId: _account, department, ...file }) => ({
      ...file,
      addedBy: nameOf(department),
      opens: file.sha256 !== null && (file.scan !== "infected" || signedIn.actor.department === "police"),
    }));
}
