import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { type AssignedCase, worksOn } from "#app/joint-work/rules.ts";
import { readableRecord } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { RegisterEnd, VisitConcern, VisitKind } from "#db/schema/index.ts";
import { findingsPlace } from "./commands.ts";
import type { StoredVisits } from "./queries.ts";
import { Findings } from "./rules.ts";

/** A visit as officers on the case read it. */
export interface VisitView {
  readonly id: string;
  readonly kind: VisitKind;
  readonly visitedAt: Date;
  readonly department: string;
  readonly author: string;
  readonly childSeen: boolean;
  readonly concern: VisitConcern;
  /** Null where they could not be opened. */
  readonly findings: Findings | null;
}

export interface VisitsView {
  readonly visits: readonly VisitView[];
  readonly mayRecord: boolean;
  readonly register: readonly {
    readonly id: string;
    readonly enteredAt: Date;
    readonly endedAt: Date | null;
    readonly end: RegisterEnd | null;
  }[];
  /** Civil affairs enters the child and takes it out. */
  readonly mayRegister: boolean;
}

/** What of a case decides who goes and writes on it. */
export function visitsView(
  reader: StaffReader,
  { matter, assignments }: AssignedCase,
  stored: StoredVisits,
  keys: readonly DataKey[],
): VisitsView {
  const { actor } = reader.signedIn;
  const desks = assignments.map(({ assignment }) => assignment);
  const mayRecord = worksOn(actor, matter, desks);
  return {
    visits: stored.visits.map(({ visit, author }) => ({
      id: visit.id,
      kind: visit.kind,
      visitedAt: visit.visitedAt,
      department: deskNames(reader)(visit.department, "").department,
      author,
      childSeen: visit.childSeen,
      concern: visit.concern,
      findings: readableRecord(reader.portal, Findings, keys, findingsPlace(visit.id), visit.sealedFindings),
    })),
    mayRecord,
    ...registerView(actor, mayRecord, stored.register),
  };
}

/** The register of a case as whoever works it reads it. */
export const registerView = (
  { department }: Pick<StaffReader["signedIn"]["actor"], "department">,
  worksHere: boolean,
  stored: StoredVisits["register"],
): Pick<VisitsView, "register" | "mayRegister"> => ({
  register: stored.map(({ id, enteredAt, endedAt, end }) => ({ id, enteredAt, endedAt, end })),
  mayRegister: worksHere && department === "civil_affairs",
});
