import { deskNames } from "#app/accounts/reader.ts";
import { copyFor } from "#app/copy/index.ts";
import type { Decision } from "#guidelines/route.ts";
import {
  type Law,
  type Override,
  type ProsecutorTelling,
  type ToldAssignment,
  type ToldRule,
  tellOfficer,
  tellProsecutor,
} from "#guidelines/tell.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import { routingPath } from "./routing-place.ts";

/** Why one report went where it went, told to this reader. */
export interface RoutingView {
  readonly id: string;
  /** Null for a desk that reads no report. */
  readonly reportNumber: string | null;
  readonly decidedAt: Date;
  readonly edition: string;
  /** The reader's own department; null where the work came here by another way than the rules. */
  readonly own: ToldAssignment | null;
  readonly others: readonly ToldAssignment[];
  readonly urgency: { readonly why: string; readonly law: readonly Law[] };
  readonly district: { readonly why: string };
  readonly missing: readonly string[];
  /** For prosecutors: every rule that was considered, and what people changed afterwards. */
  readonly supervision: { readonly considered: readonly ToldRule[]; readonly overrides: readonly Override[] } | null;
}

export function routingViews(reader: Reader, record: CaseRecord): readonly RoutingView[] {
  const { portal, locale, signedIn } = reader;
  const isProsecutor = signedIn.actor.department === "procuratorate";
  return record.decisions.flatMap((row) => {
    if (row.decision === null) return [];
    const edition = portal.editionOf(row.edition);
    const decision: Decision = JSON.parse(row.decision);
    const told = isProsecutor
      ? tellProsecutor(decision, edition, locale, overridesOf(reader, record, decision))
      : tellOfficer(decision, edition, locale);
    const own = told.assignments.find(({ department }) => department === signedIn.actor.department) ?? null;
    const view: RoutingView = {
      id: row.reportId,
      reportNumber: record.reports.find(({ id }) => id === row.reportId)?.number ?? null,
      decidedAt: row.decidedAt,
      edition: row.edition,
      own,
      others: told.assignments.filter((assignment) => assignment !== own),
      urgency: told.urgency,
      district: told.district,
      missing: told.missing.map(({ name }) => name),
      supervision: isOversight(told) ? { considered: told.considered, overrides: told.overrides } : null,
    };
    return [view];
  });
}

/** Where a page of decisions stands among the others. */
export interface RoutingPages {
  readonly page: number;
  readonly pages: number;
  readonly count: number;
  /** Addresses of the neighbouring pages. */
  readonly earlier: string | null;
  readonly later: string | null;
}

export function routingPages({ matter, routing: { page, pages, count } }: CaseRecord): RoutingPages {
  return {
    page,
    pages,
    count,
    earlier: page > 1 ? routingPath(matter.number, page - 1) : null,
    later: page < pages ? routingPath(matter.number, page + 1) : null,
  };
}

const isOversight = (told: ReturnType<typeof tellOfficer> | ProsecutorTelling): told is ProsecutorTelling =>
  "overrides" in told;

/** What people changed after the rules had decided: other desks, another urgency. From the timeline. */
function overridesOf(reader: Reader, record: CaseRecord, decision: Decision): readonly Override[] {
  const { cases, shell } = copyFor(reader.locale);
  const { overrideKinds } = cases.routing;
  const inWords = (department: string, district: string) => {
    const desk = deskNames(reader)(department, district);
    return cases.desk(desk.department, desk.district);
  };
  const level = (code: unknown) =>
    code === "critical" || code === "urgent" || code === "serious"
      ? shell.urgency[code]
      : shell.urgency[decision.urgency.level];
  return record.overrides.flatMap(({ event, who }) => {
    const change = { at: event.at.toISOString(), by: who ?? "", reason: "" };
    if (event.kind === "assignment_transferred" || event.kind === "objection_upheld") {
      const from = inWords(event.department ?? "", event.district ?? "");
      const to = inWords(String(event.details.department ?? ""), String(event.details.district ?? ""));
      return [{ ...change, what: overrideKinds.district, from, to }];
    }
    if (event.kind === "urgency_changed" && who !== null) {
      return [{ ...change, what: overrideKinds.urgency, from: level(event.details.from), to: level(event.details.to) }];
    }
    return [];
  });
}
