import { deskNames } from "#app/accounts/reader.ts";
import { copyFor } from "#app/copy/index.ts";
import type { Decision } from "#guidelines/route.ts";
import {
  type Law,
  type Override,
  type ToldAssignment,
  type ToldFact,
  type ToldRule,
  tellConsidered,
  tellReasons,
} from "#guidelines/tell.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import { routingPath, tracePath } from "./routing-place.ts";

/** Why one report went where it went, told to this reader. */
export interface RoutingView {
  readonly id: string;
  /** Its place among the decisions on the case, from 1. */
  readonly place: number;
  /** Null for a desk that reads no report. */
  readonly reportNumber: string | null;
  readonly decidedAt: Date;
  readonly edition: string;
  /** The reader's own department; null where the work came here by another way than the rules. */
  readonly own: OwnReason | null;
  readonly others: readonly OtherReason[];
  readonly urgency: { readonly why: string; readonly law: readonly Law[] };
  readonly district: { readonly why: string };
  readonly missing: readonly string[];
  /** For prosecutors: what people changed afterwards, and every rule that was considered. */
  readonly supervision: { readonly overrides: readonly Override[]; readonly trace: TraceView } | null;
}

/** Why the work came to the reader's own department, with the facts that its rules used. */
interface OwnReason extends Pick<ToldAssignment, "capacity" | "why" | "law"> {
  readonly facts: readonly ToldFact[];
}

type OtherReason = Pick<ToldAssignment, "department" | "name" | "why" | "law">;

/** One rule of the trace, as far as its line says it. */
export type TracedRuleView = Pick<ToldRule, "rule" | "why" | "outcomeText" | "used" | "missing" | "wouldChange">;

/** Every rule that was considered; of many decisions the trace is long, and `rules` is null until it is asked for at `path`. */
interface TraceView {
  readonly count: number;
  readonly rules: readonly TracedRuleView[] | null;
  readonly path: string;
}

export function routingViews(reader: Reader, record: CaseRecord): readonly RoutingView[] {
  const { portal, locale, signedIn } = reader;
  const isProsecutor = signedIn.actor.department === "procuratorate";
  return record.decisions.flatMap((row) => {
    if (row.decision === null) return [];
    const edition = portal.editionOf(row.edition);
    const decision: Decision = JSON.parse(row.decision);
    const told = tellReasons(decision, edition, locale);
    const { trace } = decision;
    const own = told.assignments.find(({ department }) => department === signedIn.actor.department) ?? null;
    const view: RoutingView = {
      id: row.reportId,
      place: row.place,
      reportNumber: record.reports.find(({ id }) => id === row.reportId)?.number ?? null,
      decidedAt: row.decidedAt,
      edition: row.edition,
      own: own === null ? null : ownReason(own),
      others: told.assignments
        .filter((assignment) => assignment !== own)
        .map(({ department, name, why, law }) => ({ department, name, why, law })),
      urgency: told.urgency,
      district: told.district,
      missing: told.missing.map(({ name }) => name),
      supervision: isProsecutor
        ? {
            overrides: overridesOf(reader, record, decision),
            trace: {
              count: trace.urgency.length + trace.routing.length,
              rules: row.isTraced ? tellConsidered(decision, edition, locale).map(tracedRule) : null,
              path: tracePath(record.matter.number, row.place),
            },
          }
        : null,
    };
    return [view];
  });
}

function ownReason({ capacity, why, law, rules }: ToldAssignment): OwnReason {
  const used = rules.flatMap((rule) => rule.used).filter(({ value }) => value !== "");
  return { capacity, why, law, facts: [...new Map(used.map((fact) => [fact.fact, fact])).values()] };
}

const tracedRule = ({ rule, why, outcomeText, used, missing, wouldChange }: ToldRule): TracedRuleView => ({
  rule,
  why,
  outcomeText,
  used,
  missing,
  wouldChange,
});

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
