import { copyFor, type Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountRole } from "#db/schema/index.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName, interventionName, interventionTarget } from "#guidelines/tell.ts";
import type { Looker, TrailRow } from "./queries.ts";
import { refusedActions } from "./rules.ts";

/** One deed in words. Holds no number of the chain: only the auditor's list adds it. */
export interface DeedView {
  readonly at: Date;
  readonly who: string;
  /** Department and role; null for whoever has none. */
  readonly place: string | null;
  readonly what: string;
  readonly caseNumber: string | null;
  readonly reason: string | null;
  readonly compartment: string | null;
  readonly details: readonly string[];
  readonly isRefused: boolean;
}

/** A line of the auditor's list. */
export interface EntryView extends DeedView {
  readonly seq: number;
  readonly accountId: string | null;
}

/** Whose words: the portal names departments, the reader's language chooses among the names. */
export interface Telling {
  readonly portal: Pick<Portal, "city" | "edition">;
  readonly locale: Locale;
}

export function deedView(telling: Telling, row: TrailRow): DeedView {
  const { entry, whom } = row;
  const words = copyFor(telling.locale).audit;
  const what = wordFor(words.actions, entry.action);
  return {
    at: entry.at,
    who: whoDid(telling, row),
    place: placeOf(telling, row.role, entry.department),
    what: whom === null || entry.accountId === entry.subjectId ? what : words.onBehalfOf(what, whom),
    caseNumber: entry.caseNumber,
    reason: entry.reason === null ? null : reasonOf(telling, entry.action, entry.reason),
    compartment:
      entry.compartment === null ? null : words.inCompartment(wordFor(words.compartments, entry.compartment)),
    details: detailsOf(telling, entry.action, entry.details),
    isRefused: isRefusal(entry.action),
  };
}

const isRefusal = (action: string): boolean => refusedActions.some((refused) => refused === action);

/** The ground on which something was done, the way in which somebody signed in, or why something was refused. */
function reasonOf({ locale }: Telling, action: string, reason: string): string {
  const words = copyFor(locale).audit;
  const word = wordFor(words.reasons, reason);
  if (action === "signed_in") return words.by(word);
  return isRefusal(action) ? words.refusedFor(word) : words.because(word);
}

export function entryView(telling: Telling, row: TrailRow): EntryView {
  return { ...deedView(telling, row), seq: row.entry.seq, accountId: row.entry.accountId };
}

/** Somebody who has looked at a case. */
export interface LookerView {
  readonly who: string;
  readonly place: string | null;
  readonly times: number;
  readonly last: Date | null;
}

export function lookerView(telling: Telling, { who, role, department, times, last }: Looker): LookerView {
  return { who, place: placeOf(telling, role, department), times, last };
}

/** The word for a code; a code from a newer release names itself. */
export function wordFor(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

function whoDid({ locale }: Telling, { entry, who }: TrailRow): string {
  const { actors } = copyFor(locale).audit;
  if (who !== null) return who;
  if (entry.job !== null) return actors.system(entry.job);
  return Object.hasOwn(actors.kinds, entry.actorKind) ? wordFor(actors.kinds, entry.actorKind) : actors.other;
}

function placeOf({ portal, locale }: Telling, role: AccountRole | null, department: string | null): string | null {
  if (role === null) return null;
  const { accounts, audit } = copyFor(locale);
  const named = department === null ? null : departmentName(portal.edition, department, locale, "short");
  return named === null ? accounts.roles[role] : audit.withRole(named, accounts.roles[role]);
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The details are codes and numbers by the rule of the trail; should they be something else, nothing is shown of them. */
function detailsOf({ portal, locale }: Telling, action: string, text: string): readonly string[] {
  const { accounts, audit, documents, identityRequests, search, shell, visits } = copyFor(locale);
  const parsed = parseDetails(text);
  const urgency = (code: string) => wordFor(shell.urgency, code);
  const { byChild: child, phone, number, nationalId, unit, district, situation, from, to } = search;
  const asked = { child, phone, number, nationalId, unit, district, situation, from, to };
  const words: Readonly<Record<string, (code: string) => string>> = {
    department: (code) => departmentName(portal.edition, code, locale, "short"),
    role: (code) => wordFor(accounts.roles, code),
    group: (code) => wordFor(audit.groups, code),
    purpose: (code) => wordFor(audit.reasons, code),
    confirmed_by: (code) => wordFor(audit.reasons, code),
    before: urgency,
    proposed: urgency,
    decided: urgency,
    kind: (code) =>
      action.startsWith("intervention_")
        ? interventionName(portal.edition, locale, code)
        : wordFor({ ...documents.kinds, ...visits.kinds }, code),
    target: (code) => interventionTarget(portal.edition, locale, String(parsed.kind), code),
    level: (code) => wordFor(identityRequests.levels, code),
    concern: (code) => wordFor(visits.concerns, code),
    automatic: () => audit.bySystem,
    criteria: (codes) => each(codes, (code) => wordFor(asked, code)),
    districts: (codes) => each(codes, (code) => inLanguage(districtName(portal.city, code), locale)),
  };
  const each = (codes: string, word: (code: string) => string): string =>
    codes
      .split(",")
      .map((code) => word(code))
      .join(audit.between);
  return Object.entries(parsed).flatMap(([key, value]) => {
    const code = String(value);
    // An id says nothing to a reader; exports hold it.
    if (value === null || code === "" || isId.test(code)) return [];
    return [audit.detail(wordFor(audit.details, key), words[key]?.(code) ?? code)];
  });
}

function parseDetails(text: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
