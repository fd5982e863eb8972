import { and, eq, inArray, sql } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { certainKinds } from "#app/reports/matching.ts";
import type { Tx } from "#db/connection.ts";
import { blindIndexes, matchProfiles, matchTokens, parties } from "#db/schema/index.ts";
import type { Matching } from "#guidelines/matching.ts";
import type { Report } from "#guidelines/report.ts";
import { findingTokens, type Profile, profileOf } from "./profile.ts";
import { traitsOf } from "./traits.ts";
import { type Comparison, compareChildren } from "./weigh.ts";

/** Another case and how its child compares with the one that was asked about. */
export interface FoundCase extends Comparison {
  readonly caseId: string;
  readonly partyId: string | null;
  readonly otherPartyId: string | null;
}

/** Most children that one lookup holds against each other: those that share most come first. */
const mostCompared = 200;

/** Keeps the traits of a report's children as keyed hashes, so that later reports find them. Run twice, it keeps them once. */
export async function keepTraits(
  tx: Tx,
  portal: Pick<Portal, "vault">,
  matching: Matching,
  report: { readonly id: string; readonly caseId: string; readonly filedAt: Date },
  content: Report,
): Promise<void> {
  // Written in the order of the report's children, with ids that grow.
  const rows = await tx
    .select({ id: parties.id })
    .from(parties)
    .where(and(eq(parties.caseId, report.caseId), eq(parties.reportId, report.id), eq(parties.kind, "child")))
    .orderBy(parties.id);
  const children = content.children.flatMap((child, index) => {
    const partyId = rows[index]?.id;
    return partyId === undefined ? [] : [{ partyId, traits: traitsOf(matching, content, child, report.filedAt) }];
  });
  if (children.length === 0) return;
  const { caseId } = report;
  const profiles = children.map(({ partyId, traits }) => ({
    partyId,
    caseId,
    traits: profileOf(portal.vault, traits),
  }));
  const tokens = children.flatMap(({ partyId, traits }) =>
    findingTokens(portal.vault, traits).map((token) => ({ partyId, caseId, token })),
  );
  await tx.insert(matchProfiles).values(profiles).onConflictDoNothing();
  if (tokens.length > 0) await tx.insert(matchTokens).values(tokens).onConflictDoNothing();
}

/**
 * Other cases whose child may be the same, the likeliest first: open ones and closed ones whose report was routed before,
 * none that was sealed or joined away, and none that somebody kept apart. The hashes are locked first, so that two
 * reports on one child that come at the same moment see each other.
 */
export async function findSameChild(tx: Tx, matching: Matching, caseId: string): Promise<FoundCase[]> {
  const own = await tx
    .select({ partyId: matchProfiles.partyId, traits: matchProfiles.traits })
    .from(matchProfiles)
    .where(eq(matchProfiles.caseId, caseId));
  const [tokens, certain] = await Promise.all([tokensOf(tx, caseId), certainTokensOf(tx, caseId)]);
  await lockHashes(tx, [...tokens, ...certain]);
  const best = new Map<string, FoundCase>();
  const keep = (found: FoundCase) => {
    const before = best.get(found.caseId);
    if (before === undefined || rank(found) > rank(before)) best.set(found.caseId, found);
  };
  for (const other of await candidates(tx, caseId, tokens)) {
    for (const one of own) {
      const compared = compareChildren(matching, one.traits, other.traits);
      if (compared.verdict === "other") continue;
      keep({ ...compared, caseId: other.caseId, partyId: one.partyId, otherPartyId: other.partyId });
    }
  }
  // Filed before traits were kept: a certain mark alone says it, as it did then.
  for (const old of await withoutTraits(tx, caseId, certain)) {
    keep({
      caseId: old,
      partyId: null,
      otherPartyId: null,
      findings: {},
      weight: matching.thresholds.certain,
      verdict: "certain",
    });
  }
  const apart = await keptApart(tx, caseId);
  return [...best.values()].filter((found) => !apart.has(found.caseId)).sort((one, other) => rank(other) - rank(one));
}

const rank = ({ verdict, weight }: Comparison): number => (verdict === "certain" ? 1_000 : 0) + weight;

async function tokensOf(tx: Tx, caseId: string): Promise<Buffer[]> {
  const rows = await tx
    .selectDistinct({ token: matchTokens.token })
    .from(matchTokens)
    .where(eq(matchTokens.caseId, caseId));
  return rows.map(({ token }) => token);
}

async function certainTokensOf(tx: Tx, caseId: string): Promise<Buffer[]> {
  const rows = await tx
    .select({ token: blindIndexes.token })
    .from(blindIndexes)
    .where(and(eq(blindIndexes.caseId, caseId), inArray(blindIndexes.kind, [...certainKinds])));
  return rows.map(({ token }) => token);
}

/** In one order for everybody, so that nobody waits for one who waits for them. */
async function lockHashes(tx: Tx, hashes: readonly Buffer[]): Promise<void> {
  if (hashes.length === 0) return;
  const keys = sql.param(hashes.map((hash) => hash.readBigInt64BE(0).toString()));
  await tx.execute(
    sql`select pg_advisory_xact_lock(key) from (select distinct key from unnest(${keys}::bigint[]) as key order by key) as keys`,
  );
}

/** Hashes as one array that the planner knows before it chooses an index. */
const hashes = (values: readonly Buffer[]) =>
  sql`array(select decode(hex, 'hex') from unnest(${sql.param(values.map((value) => value.toString("hex")))}::text[]) as hex)`;

const mayBeFound = sql`c.state in ('open', 'closed') and c.joined_into_id is null
  and exists (select 1 from reports r where r.case_id = c.id and r.routed_at is not null)`;

interface Candidate {
  readonly partyId: string;
  readonly caseId: string;
  readonly traits: Profile;
}

async function candidates(tx: Tx, caseId: string, tokens: readonly Buffer[]): Promise<Candidate[]> {
  if (tokens.length === 0) return [];
  const rows = await tx.execute<{ party_id: string; case_id: string; traits: Profile }>(sql`
    select p.party_id, p.case_id, p.traits
    from (select t.party_id, count(*) as shared from match_tokens t
      where t.token = any(${hashes(tokens)}) and t.case_id <> ${caseId}
      group by t.party_id order by count(*) desc, t.party_id limit ${mostCompared}) as found
    join match_profiles p on p.party_id = found.party_id
    join cases c on c.id = p.case_id
    where ${mayBeFound}`);
  return rows.map(({ party_id, case_id, traits }) => ({ partyId: party_id, caseId: case_id, traits }));
}

async function withoutTraits(tx: Tx, caseId: string, certain: readonly Buffer[]): Promise<string[]> {
  if (certain.length === 0) return [];
  const kinds = sql.param([...certainKinds]);
  const rows = await tx.execute<{ id: string }>(sql`
    select distinct c.id from blind_indexes b join cases c on c.id = b.case_id
    where b.kind = any(${kinds}::text[]) and b.token = any(${hashes(certain)}) and b.case_id <> ${caseId} and ${mayBeFound}
      and not exists (select 1 from match_profiles p where p.party_id = b.party_id)`);
  return rows.map(({ id }) => id);
}

/** Cases that somebody kept apart from this one, or from one that was joined to either. */
export async function keptApart(tx: Tx, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive own as (
      select ${caseId}::uuid as id union select c.id from cases c join own on c.joined_into_id = own.id
    ), others as (
      select case when p.case_id = own.id then p.other_case_id else p.case_id end as id
      from match_proposals p join own on own.id in (p.case_id, p.other_case_id) where p.state = 'apart'
    ), standing as (
      select o.id from others o union select c.joined_into_id from cases c join standing s on s.id = c.id where c.joined_into_id is not null
    ) select id from standing`);
  return new Set(rows.map(({ id }) => id));
}
