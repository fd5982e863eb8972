import { copyFor } from "#app/copy/index.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import type { Report } from "#guidelines/report.ts";
import type { Contents } from "./contents.ts";
import { mask, maskedName } from "./masking.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import { type CasePart, draws } from "./tabs.ts";

/** Somebody in the case, named only once the identities were opened. */
export interface PersonView {
  readonly id: string;
  readonly kind: "child" | "suspect" | "guardian" | "sibling" | "witness";
  /** Null where no name was given. */
  readonly name: string | null;
  readonly sex: "female" | "male" | "unknown" | null;
  readonly age: number | null;
  readonly bornOn: string | null;
  readonly relation: string | null;
}

/** What every department on the case shares: who, where, and, from the latest report that could be opened, how safe. */
export interface CoreView {
  readonly situations: readonly { readonly id: string; readonly name: string; readonly statute: string }[];
  readonly district: string;
  readonly informed: readonly string[];
  /** Everybody whom a report names, as often as reports name them; for the part that lists them. */
  readonly people: readonly PersonView[];
  readonly peopleCount: number;
  /** Each child once, however many reports name it in the same words. */
  readonly children: readonly PersonView[];
  /** What the reports say; null for a desk that was only informed, and once the case is sealed. */
  readonly told: ToldView | null;
}

interface ToldView {
  /** `reachable`: the reporter sees no danger now, yet somebody under suspicion can reach the child. */
  readonly danger: "yes" | "reachable" | "no" | "unknown";
  readonly whereabouts: string | null;
  readonly place: string | null;
  readonly guardianship: string | null;
  readonly suspects: readonly SuspectView[];
}

interface SuspectView {
  readonly relation: string;
  readonly flags: readonly ("livesWithChild" | "hasAccessNow" | "isGuardian")[];
}

export interface OpenedReport {
  readonly row: CaseRecord["reports"][number];
  readonly report: Report | null;
}

export function coreView(reader: Reader, record: CaseRecord, contents: Contents, part: CasePart): CoreView {
  const { portal, locale } = reader;
  const inWords = (code: string) => inLanguage(districtName(portal.city, code), locale);
  const listed = draws(part, ["people"]);
  // The header names the children on every part: nobody else is opened where nobody else is listed.
  const people = record.parties.flatMap((party) => {
    if (!listed && party.kind !== "child") return [];
    const opened = contents.party(party);
    return [{ party, name: opened?.name ?? null, view: personView(reader, party, opened, record.matter.childAge) }];
  });
  const informed = new Set(record.decisions.flatMap(({ informedDistricts }) => informedDistricts));
  return {
    situations: record.matter.situations.map((id) => {
      const found = portal.edition.situations.find((situation) => situation.id === id);
      return {
        id,
        name: found === undefined ? id : inLanguage(found.name, locale),
        statute: found === undefined ? "" : inLanguage(found.statutory, locale),
      };
    }),
    district: inWords(record.matter.district),
    informed: [...informed].filter((code) => code !== record.matter.district).map(inWords),
    people: listed ? people.map(({ view }) => view) : [],
    peopleCount: record.parties.length,
    children: eachOnce(
      people
        .filter(({ party }) => party.kind === "child")
        .map(({ party, name, view }) => ({
          report: party.reportId,
          words: [name, view.age, view.sex].join("/"),
          view,
        })),
    ).map(({ view }) => view),
    told: record.reports.length === 0 ? null : toldView(reader, latestReport(record, contents), inWords),
  };
}

/**
 * Who is named in the same words by several reports, once; two who are named alike in one report, as twins without a
 * name are, remain two.
 */
export function eachOnce<T extends { readonly report: string | null; readonly words: string }>(
  named: readonly T[],
): readonly T[] {
  const first = new Map<string, T>();
  const within = new Map<string, number>();
  for (const one of named) {
    const here = `${one.report} ${one.words}`;
    const ordinal = (within.get(here) ?? 0) + 1;
    within.set(here, ordinal);
    const key = `${ordinal} ${one.words}`;
    if (!first.has(key)) first.set(key, one);
  }
  return [...first.values()];
}

/** The latest report that could be opened; the newest first, so that no more are opened than must be. */
function latestReport({ reports }: CaseRecord, contents: Contents): Report | null {
  for (const row of reports.toReversed()) {
    const report = contents.report(row);
    if (report !== null) return report;
  }
  return null;
}

function toldView(reader: Reader, latest: Report | null, inWords: (code: string) => string): ToldView {
  const label = (field: string, value: string) => optionLabel(reader, field, value);
  return {
    danger: dangerOf(latest),
    whereabouts: latest?.safety.childWhereabouts ?? null,
    place: latest === null ? null : placeOf(latest, label, inWords, copyFor(reader.locale).cases.desk),
    guardianship: latest === null ? null : label("guardianship.status", latest.guardianship.status),
    suspects: (latest?.suspects ?? []).map((suspect) => ({
      relation: label("suspects[].relation", suspect.relation),
      flags: (["isGuardian", "livesWithChild", "hasAccessNow"] as const).filter((flag) => suspect[flag] === true),
    })),
  };
}

function dangerOf(report: Report | null): ToldView["danger"] {
  const danger = report?.safety.immediateDanger ?? null;
  if (danger === null) return "unknown";
  if (danger) return "yes";
  return report?.suspects.some(({ hasAccessNow }) => hasAccessNow === true) ? "reachable" : "no";
}

function placeOf(
  { incident }: Report,
  label: (field: string, value: string) => string,
  inWords: (code: string) => string,
  together: (place: string, district: string) => string,
): string {
  const place = label("incident.place", incident.place);
  return incident.district === null ? place : together(place, inWords(incident.district));
}

function personView(
  { identities }: Reader,
  party: CaseRecord["parties"][number],
  opened: ReturnType<Contents["party"]>,
  youngest: number | null,
): PersonView {
  const isOpen = identities === "open";
  const name = opened?.name ?? null;
  const bornOn = opened?.bornOn ?? null;
  return {
    id: party.id,
    kind: party.kind,
    name: name === null || isOpen ? name : maskedName(name),
    sex: opened?.sex === "female" || opened?.sex === "male" || opened?.sex === "unknown" ? opened.sex : null,
    // Where only the birthday is known, the case holds the age of its youngest child.
    age: opened?.age ?? (party.kind === "child" && bornOn !== null ? youngest : null),
    bornOn: bornOn === null || isOpen ? bornOn : mask,
    relation: party.relation,
  };
}

/** The words under which an answer was ticked. */
function optionLabel({ portal, locale }: Reader, field: string, value: string): string {
  const question = portal.edition.questions.find((candidate) => candidate.field === field);
  const option = question?.options?.find((candidate) => candidate.value === value);
  return option === undefined ? value : inLanguage(option.label, locale);
}
