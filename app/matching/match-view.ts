import { z } from "zod";
import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { readableRecord } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { partyPlace } from "#app/reports/filing.ts";
import type { ApartReason } from "#db/schema/index.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { type Feature, features } from "#guidelines/matching.ts";
import type { SealedPair, StoredJoin, StoredProposal } from "./queries.ts";

/** One of two cases, in what anybody on it may see. */
export interface SideView {
  readonly number: string;
  readonly district: string;
  readonly openedAt: Date;
  readonly state: "open" | "closed" | "sealed";
  readonly age: number | null;
  readonly sex: "female" | "male" | "unknown";
}

/** How far a finding speaks for one child. */
export type Leaning = "agrees" | "close" | "differs";

export interface FindingView {
  readonly feature: Feature;
  readonly finding: string;
  readonly leaning: Leaning;
}

export interface ProposalView {
  readonly id: string;
  readonly state: "open" | "apart";
  readonly own: SideView;
  readonly other: SideView;
  readonly findings: readonly FindingView[];
  readonly proposedAt: Date;
  readonly decided: {
    readonly by: string;
    readonly department: string;
    readonly at: Date;
    readonly reason: ApartReason;
  } | null;
}

/** A join as the page of either case shows it. */
export interface JoinView {
  readonly id: string;
  readonly state: "asked" | "joined" | "undo_asked";
  readonly automatic: boolean;
  /** `into`: the case that is looked at went into the other; `from`: the other came into it. */
  readonly otherIs: "into" | "from";
  readonly other: string;
  readonly at: Date;
  readonly by: string | null;
}

/** What a case page tells of the same child elsewhere. */
export interface MatchesView {
  readonly open: readonly ProposalView[];
  readonly apart: readonly ProposalView[];
  readonly joins: readonly JoinView[];
  /** The case that this one went into; null for one that stands by itself. */
  readonly joinedInto: string | null;
}

const agreeing: readonly string[] = ["same"];
const close: readonly string[] = [
  "sounds_same",
  "sounds_near",
  "one_character",
  "day_and_month_swapped",
  "lunar_for_solar",
  "one_part_off",
  "same_year",
  "near",
  "same_street",
];

function findingsView(stored: StoredProposal["proposal"]["findings"]): FindingView[] {
  return features.flatMap((feature) => {
    const finding = stored[feature];
    if (finding === undefined) return [];
    const leaning = agreeing.includes(finding) ? "agrees" : close.includes(finding) ? "close" : "differs";
    return [{ feature, finding, leaning }];
  });
}

function sideView({ portal, locale }: StaffReader, matter: StoredProposal["one"]): SideView {
  const { number, openedAt, state, childAge, childSex } = matter;
  return {
    number,
    openedAt,
    state,
    district: inLanguage(districtName(portal.city, matter.district), locale),
    age: childAge,
    sex: childSex === "female" || childSex === "male" ? childSex : "unknown",
  };
}

/** A pair as seen from the case of this number. */
export function proposalView(reader: StaffReader, stored: StoredProposal, number: string): ProposalView {
  const { proposal, one, other, decidedBy } = stored;
  const [own, opposite] = one.number === number ? [one, other] : [other, one];
  const { decidedAt, department, reason } = proposal;
  return {
    id: proposal.id,
    state: proposal.state === "open" ? "open" : "apart",
    own: sideView(reader, own),
    other: sideView(reader, opposite),
    findings: findingsView(proposal.findings),
    proposedAt: proposal.proposedAt,
    decided:
      proposal.state === "apart" && decidedAt !== null && reason !== null
        ? {
            by: decidedBy ?? "",
            department: department === null ? "" : deskNames(reader)(department, own.district).department,
            at: decidedAt,
            reason,
          }
        : null,
  };
}

export function matchesView(
  reader: StaffReader,
  { id, number }: { readonly id: string; readonly number: string },
  stored: readonly StoredProposal[],
  joins: readonly StoredJoin[],
): MatchesView {
  const views = stored.map((proposal) => proposalView(reader, proposal, number));
  const standing = joins.map((join) => joinView(join, id));
  return {
    open: views.filter(({ state }) => state === "open"),
    apart: views.filter(({ state }) => state === "apart"),
    joins: standing.filter(({ otherIs }) => otherIs === "from"),
    joinedInto: standing.find(({ otherIs, state }) => otherIs === "into" && state !== "asked")?.other ?? null,
  };
}

function joinView({ join, into, from, decidedBy }: StoredJoin, caseId: string): JoinView {
  const otherIs = join.caseId === caseId ? "from" : "into";
  return {
    id: join.id,
    state: join.state === "asked" || join.state === "undo_asked" ? join.state : "joined",
    automatic: join.automatic,
    otherIs,
    other: otherIs === "from" ? from.number : into.number,
    at: join.joinedAt ?? join.askedAt,
    by: decidedBy,
  };
}

/** What the reports say of a child, opened for one answer. */
export type OpenedChild = Readonly<Record<Feature, string | null>>;

const Child = z.object({
  name: z.string().nullable(),
  sex: z.string().optional(),
  age: z.number().nullable().optional(),
  bornOn: z.string().nullable().optional(),
  nationalId: z.string().nullable().optional(),
  district: z.string().nullable().optional(),
  address: z.string().nullable().optional(),
  school: z.string().nullable().optional(),
});
const Suspect = z.object({
  name: z.string().nullable(),
  relation: z.string().optional(),
  isGuardian: z.boolean().nullable().optional(),
});
const guardianRelations: readonly string[] = ["father", "mother", "step_parent", "guardian"];

/** Both children side by side, the one of this case first; null where one of them can no longer be opened. */
export function openedPair(
  reader: StaffReader,
  { proposal, one }: StoredProposal,
  { people, keys }: SealedPair,
  number: string,
): readonly [OpenedChild, OpenedChild] | null {
  const opened = keys.map((key) => reader.portal.vault.unwrap(key));
  const first = openedChild(reader, people, opened, proposal.partyId);
  const second = openedChild(reader, people, opened, proposal.otherPartyId);
  if (first === null || second === null) return null;
  return one.number === number ? [first, second] : [second, first];
}

function openedChild(
  { portal, locale }: StaffReader,
  people: SealedPair["people"],
  keys: readonly DataKey[],
  partyId: string | null,
): OpenedChild | null {
  const open = ({ id, sealedIdentity }: SealedPair["people"][number]) =>
    readableRecord(portal, z.unknown(), keys, partyPlace(id), sealedIdentity);
  const party = people.find(({ id }) => id === partyId);
  const child = party === undefined ? null : Child.safeParse(open(party));
  if (party === undefined || child === null || !child.success) return null;
  const guardians = people
    .filter(({ reportId, kind }) => reportId === party.reportId && kind === "suspect")
    .flatMap((suspect) => Suspect.safeParse(open(suspect)).data ?? [])
    .filter(({ relation, isGuardian }) => isGuardian === true || guardianRelations.includes(relation ?? ""))
    .flatMap(({ name }) => name ?? []);
  const { name, bornOn, age, nationalId, sex, district, address, school } = child.data;
  return {
    name,
    birth: bornOn ?? (age === null || age === undefined ? null : String(age)),
    national_id: nationalId ?? null,
    sex: sex ?? null,
    district:
      district === null || district === undefined ? null : inLanguage(districtName(portal.city, district), locale),
    address: address ?? null,
    guardian: guardians.length === 0 ? null : guardians.join(" "),
    school: school ?? null,
  };
}
