import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { recusalPlace } from "./commands.ts";
import type { OwnDesk, StoredRecusal, StoredRecusals } from "./queries.ts";
import type { RecusalPageView } from "./recusal-page.tsx";
import { deskColleagues } from "./rules.ts";

/** Somebody who stepped out or is kept out, as the leads of their department and prosecutors see it. */
export interface RecusalView {
  readonly id: string;
  readonly officer: string;
  readonly department: string;
  readonly reason: StoredRecusal["reason"];
  /** Who kept them out; null where they stepped out themselves. */
  readonly by: string | null;
  readonly at: Date;
  readonly mayEnd: boolean;
}

/** What the case page says of who works the case for the reader's desk, and who does not. */
export interface RecusalsView {
  readonly mayRecuse: boolean;
  readonly isLead: boolean;
  readonly present: readonly RecusalView[];
}

interface RecusableCase {
  readonly matter: { readonly district: string };
  readonly assignments: readonly { readonly assignment: { readonly department: string; readonly district: string } }[];
  readonly reports: readonly unknown[];
}

export function recusalsView(reader: StaffReader, record: RecusableCase, stored: StoredRecusals): RecusalsView {
  const { actor } = reader.signedIn;
  const covers = (district: string) => actor.districts.includes("*") || actor.districts.includes(district);
  const hasDesk =
    record.reports.length === 0 ||
    (actor.department === "procuratorate" && covers(record.matter.district)) ||
    record.assignments.some(
      ({ assignment }) => assignment.department === actor.department && covers(assignment.district),
    );
  return {
    // Whoever only opened the case in an emergency has no part in it to step out of.
    mayRecuse: hasDesk,
    isLead: actor.kind === "lead",
    present: stored.map((row) => recusalView(reader, row)),
  };
}

function recusalView(reader: StaffReader, row: StoredRecusal): RecusalView {
  const { actor } = reader.signedIn;
  return {
    id: row.id,
    officer: row.officer,
    department: deskNames(reader)(row.department, "").department,
    reason: row.reason,
    by: row.recordedBy === row.accountId ? null : row.recorder,
    at: row.recordedAt,
    mayEnd: actor.kind === "lead" && actor.department === row.department && actor.accountId !== row.accountId,
  };
}

/** The page on which somebody steps out or is kept out, with what the reader may know of others. */
export function recusalPageView(
  reader: StaffReader,
  desk: OwnDesk,
  stored: StoredRecusals,
  oversight: DataKey,
): RecusalPageView {
  const { portal, locale, signedIn } = reader;
  const { actor } = signedIn;
  const { matter, assignment, people, recused } = desk;
  const colleagues = deskColleagues(people, assignment?.district ?? matter.district, recused);
  const isHeld = assignment !== null && assignment.closedAt === null && assignment.officerId !== null;
  const choices = colleagues
    .filter(({ id }) => id !== actor.accountId)
    .map(({ id, name }) => ({ value: id, label: name }));
  const mayHandOn = isHeld && (actor.kind === "lead" || assignment.officerId === actor.accountId);
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber: matter.number,
    self: { value: actor.accountId, label: signedIn.displayName },
    others: actor.kind === "lead" ? choices : [],
    successors: mayHandOn
      ? [...choices, ...(actor.kind === "lead" ? [{ value: actor.accountId, label: signedIn.displayName }] : [])]
      : [],
    holder: isHeld ? (people.find(({ id }) => id === assignment.officerId)?.name ?? null) : null,
    isAlone: choices.length === 0,
    present: stored.map((row) => ({
      ...recusalView(reader, row),
      words: readable(portal, [oversight], recusalPlace(row.id), row.sealedReason),
    })),
  };
}
