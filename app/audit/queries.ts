import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, lt, lte, max, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/connection.ts";
import { accounts, auditEntries, cases } from "#db/schema/index.ts";
import { endOfBeijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import { type AuditAction, actionGroups, lookingActions, refusedActions } from "./rules.ts";
import type { TrailFilter, TrailPlace } from "./trail-address.ts";

const whom = alias(accounts, "whom");

/** An entry with the names of the accounts that it speaks of. */
export type TrailRow = Awaited<ReturnType<typeof entriesWhere>>[number];

/** Entries under row-level security: what the reader may not know of is not among them. */
function entriesWhere(tx: Tx, conditions: readonly (SQL | undefined)[], order: "newest" | "oldest", most: number) {
  return tx
    .select({
      entry: auditEntries,
      who: accounts.displayName,
      role: accounts.role,
      whom: whom.displayName,
    })
    .from(auditEntries)
    .leftJoin(accounts, eq(accounts.id, auditEntries.accountId))
    .leftJoin(whom, eq(whom.id, auditEntries.subjectId))
    .where(and(...conditions))
    .orderBy(order === "newest" ? desc(auditEntries.seq) : asc(auditEntries.seq))
    .limit(most);
}

function matching({ group, account, number, from, to, refused }: TrailFilter): (SQL | undefined)[] {
  return [
    group === null ? undefined : inArray(auditEntries.action, [...actionGroups[group]]),
    account === null ? undefined : eq(auditEntries.accountId, account),
    number === null ? undefined : eq(auditEntries.caseNumber, number),
    from === null ? undefined : gte(auditEntries.at, startOfBeijingDay(from)),
    to === null ? undefined : lte(auditEntries.at, endOfBeijingDay(to)),
    refused ? inArray(auditEntries.action, [...refusedActions]) : undefined,
  ];
}

export interface TrailPage {
  /** The newest first. */
  readonly rows: readonly TrailRow[];
  readonly newer: TrailPlace | null;
  readonly older: TrailPlace | null;
}

/** One page of the trail, for the auditor. Keyset paging: entries that come in meanwhile move nothing. */
export async function readTrail(
  tx: Tx,
  filter: TrailFilter,
  place: TrailPlace | null,
  most: number,
): Promise<TrailPage> {
  const back = place?.direction === "after";
  const beyond = place === null ? undefined : back ? gt(auditEntries.seq, place.seq) : lt(auditEntries.seq, place.seq);
  const found = await entriesWhere(tx, [...matching(filter), beyond], back ? "oldest" : "newest", most + 1);
  const hasMore = found.length > most;
  const rows = found.slice(0, most);
  if (back) rows.reverse();
  const [first, last] = [rows[0]?.entry.seq, rows.at(-1)?.entry.seq];
  const hasNewer = back ? hasMore : place !== null;
  const hasOlder = back || hasMore;
  return {
    rows,
    newer: hasNewer && first !== undefined ? { direction: "after", seq: first } : null,
    older: hasOlder && last !== undefined ? { direction: "before", seq: last } : null,
  };
}

/** The entries of an export, the oldest first, page after page, up to the one that was the last when it began. */
export async function readTrailForward(
  tx: Tx,
  filter: TrailFilter,
  after: number,
  upTo: number,
  most: number,
): Promise<readonly TrailRow[]> {
  return entriesWhere(
    tx,
    [...matching(filter), gt(auditEntries.seq, after), lte(auditEntries.seq, upTo)],
    "oldest",
    most,
  );
}

/** The last entry's number now; 0 when there is none. */
export async function lastEntry(tx: Tx): Promise<number> {
  const [row] = await tx.select({ seq: max(auditEntries.seq) }).from(auditEntries);
  return row?.seq ?? 0;
}

/** Whose deeds, or the deeds on which case. */
export type DeedsOf = { readonly accountId: string } | { readonly caseId: string };

/**
 * A place in a list of deeds that tells no entry's number: whoever reads it could count by the gaps what they may not
 * know of. The moment of the last entry shown, and how many of that moment were shown.
 */
export interface DeedPlace {
  readonly at: Date;
  readonly skip: number;
}

const ofWhat = (of: DeedsOf): SQL =>
  "accountId" in of ? eq(auditEntries.accountId, of.accountId) : eq(auditEntries.caseId, of.caseId);

/** Deeds, the newest first, as far as the reader may know of them, and where they go on. */
export async function readDeeds(
  tx: Tx,
  of: DeedsOf,
  place: DeedPlace | null,
  most: number,
): Promise<{ readonly rows: readonly TrailRow[]; readonly older: DeedPlace | null }> {
  const skip = place?.skip ?? 0;
  const before = place === null ? undefined : lte(auditEntries.at, place.at);
  const found = (await entriesWhere(tx, [ofWhat(of), before], "newest", skip + most + 1)).slice(skip);
  const rows = found.slice(0, most);
  const last = rows.at(-1)?.entry.at;
  if (found.length <= most || last === undefined) return { rows, older: null };
  const sameMoment = rows.filter(({ entry }) => entry.at.getTime() === last.getTime()).length;
  return { rows, older: { at: last, skip: sameMoment + (place?.at.getTime() === last.getTime() ? skip : 0) } };
}

/** Who has looked at a case, how often and when last, as far as the reader may know of it. */
export async function readLookers(tx: Tx, caseId: string) {
  const times = count();
  const last = max(auditEntries.at);
  return tx
    .select({ who: accounts.displayName, role: accounts.role, department: accounts.department, times, last })
    .from(auditEntries)
    .innerJoin(accounts, eq(accounts.id, auditEntries.accountId))
    .where(
      and(
        eq(auditEntries.caseId, caseId),
        inArray(auditEntries.action, [...lookingActions]),
        isNotNull(auditEntries.accountId),
      ),
    )
    .groupBy(accounts.id, accounts.displayName, accounts.role, accounts.department)
    .orderBy(desc(last))
    .limit(100);
}
export type Looker = Awaited<ReturnType<typeof readLookers>>[number];

/** A case by its number, for whoever may see it; null for one that is absent or hidden. */
export async function findCase(tx: Tx, number: string): Promise<{ readonly id: string } | null> {
  const [found] = await tx.select({ id: cases.id }).from(cases).where(eq(cases.number, number));
  return found ?? null;
}

/** An account by its login, or by its id; null where there is none. */
export async function findAccount(tx: Tx, by: { readonly login: string } | { readonly id: string }) {
  const [found] = await tx
    .select({ id: accounts.id, login: accounts.login, displayName: accounts.displayName })
    .from(accounts)
    .where("login" in by ? eq(accounts.login, by.login) : eq(accounts.id, by.id));
  return found ?? null;
}

/** The case numbers that entries of one action name, by what was done to: for readers to whom cases themselves are hidden. */
export async function caseNumbersOf(tx: Tx, action: AuditAction, subjectIds: readonly string[]) {
  if (subjectIds.length === 0) return new Map<string, string>();
  const rows = await tx
    .select({ subjectId: auditEntries.subjectId, number: auditEntries.caseNumber })
    .from(auditEntries)
    .where(and(eq(auditEntries.action, action), inArray(auditEntries.subjectId, [...subjectIds])));
  return new Map(rows.flatMap(({ subjectId, number }) => (subjectId && number ? [[subjectId, number] as const] : [])));
}
