import { urgencyOf } from "./assess.ts";
import { chineseCalendar, type WorkingCalendar } from "./calendar.ts";
import { type City, isDistrictOf } from "./city.ts";
import { type FactRecord, type FactValue, outcomeOf } from "./condition.ts";
import { beijingTime } from "./days.ts";
import { type Due, dueOf } from "./deadlines.ts";
import type {
  AssignmentDecision,
  ClockDecision,
  Decision,
  DistrictDecision,
  Trace,
  TracedRule,
  UrgencyDecision,
} from "./decision.ts";
import type { Desk } from "./desk.ts";
import type { Clock, DistrictRule, Edition } from "./edition.ts";
import { factsOf } from "./facts.ts";
import { codesOf, considerAll, type PreparedEdition, prepare } from "./prepared.ts";
import type { Report } from "./report.ts";

export type {
  AssignmentDecision,
  Change,
  ClockDecision,
  Decision,
  DistrictDecision,
  Trace,
  TracedRule,
  UrgencyDecision,
} from "./decision.ts";

export { tellOfficer, tellProsecutor, tellReporter } from "./tell.ts";

export type DecideOptions = { readonly at: Date; readonly calendar?: WorkingCalendar };

/**
 * Which departments a report goes to, how urgently, why, and what was considered. Pure and total: rules add
 * recipients and never remove one, each department gets exactly one assignment, and the police always get one.
 */
export function decide(edition: Edition, city: City, report: Report, options: DecideOptions): Decision {
  const { at, calendar = chineseCalendar } = options;
  const prepared = prepare(edition);
  const facts: FactRecord = factsOf(report, { at, city });
  const codes = codesOf(prepared, facts);
  const urgencyTrace = considerAll(prepared.urgency, facts, codes);
  const urgency = urgencyOf(edition, urgencyTrace);
  const { district, trace: districtTrace } = districtOf(edition, city, report);
  const traced = considerAll(prepared.routing, facts, codes);
  const scope: Scope = { prepared, facts, urgency, district: district.lead, at, calendar, clocks: new Map() };
  const assignments: AssignmentDecision[] = [];
  for (const desk of prepared.desks) {
    const assignment = assignmentOf(desk, traced, scope);
    if (assignment !== null) assignments.push(assignment);
  }
  return {
    edition: edition.id,
    at: beijingTime(at),
    district,
    urgency,
    assignments,
    trace: traceOf(prepared, facts, districtTrace, urgencyTrace, traced),
  };
}

type Scope = {
  readonly prepared: PreparedEdition;
  readonly facts: FactRecord;
  readonly urgency: UrgencyDecision;
  readonly district: string;
  readonly at: Date;
  readonly calendar: WorkingCalendar;
  /** Clocks of one report start together, so each is reckoned once. */
  readonly clocks: Map<Clock, ClockDecision>;
};

function assignmentOf(desk: Desk, traced: readonly TracedRule[], scope: Scope): AssignmentDecision | null {
  const work = desk.workOf(traced);
  if (work === null) return null;
  return {
    department: desk.department,
    district: scope.district,
    capacity: work.primary.capacity,
    rule: work.primary.id,
    rules: work.rules,
    why: work.primary.why,
    basis: work.basis,
    clocks: work.clocks.map((clock) => clockDecision(clock, scope)),
    laterClocks: work.laterClocks,
    suggestedInterventions: suggestionsOf(desk, work.interventions, scope),
  };
}

function clockDecision(clock: Clock, { urgency, at, calendar, clocks }: Scope): ClockDecision {
  const reckoned = clocks.get(clock);
  if (reckoned !== undefined) return reckoned;
  const decided = startClock(clock, dueOf(clock.limits[urgency.level], at, calendar));
  clocks.set(clock, decided);
  return decided;
}

function startClock({ id, source }: Clock, due: Due): ClockDecision {
  const named = { clock: id, source };
  if (due.state === "no_number") return { ...named, dueAt: null };
  if (due.state === "calendar_missing") return { ...named, dueAt: null, calendarMissing: true };
  const dueAt = beijingTime(due.at);
  return due.state === "provisional" ? { ...named, dueAt, provisional: true } : { ...named, dueAt };
}

function suggestionsOf(
  { suggestions }: Desk,
  byRules: readonly string[],
  { prepared, facts }: Scope,
): readonly string[] {
  const more = suggestions.filter(({ id, when }) => !byRules.includes(id) && outcomeOf(when, facts) === true);
  if (more.length === 0) return byRules;
  const order = (id: string) => prepared.order.get(id) ?? 0;
  return [...byRules, ...more.map(({ id }) => id)].sort((one, other) => order(one) - order(other));
}

type District = { readonly district: DistrictDecision; readonly trace: Trace["district"] };

/** Where it happened, else where the child lives, else where the reporter's unit is, else the city desk. */
function districtOf(edition: Edition, city: City, { incident, children, reporter }: Report): District {
  const places: Readonly<Record<DistrictRule["takes"], readonly (string | null)[]>> = {
    incident: [incident.district],
    child: children.map(({ district }) => district),
    unit: [reporter.unitDistrict ?? null],
    city_desk: [],
  };
  const candidate = (rule: DistrictRule): string | null =>
    rule.takes === "city_desk"
      ? city.cityDesk.code
      : (places[rule.takes].find((code) => isDistrictOf(city, code)) ?? null);
  const named = [...new Set(Object.values(places).flat())].filter((code) => code !== null);
  const trace: { rule: string; outcome: "fired" | "not_fired" | "unknown" }[] = [];
  let chosen: { rule: DistrictRule; lead: string } | null = null;
  for (const rule of edition.district) {
    const lead: string | null = chosen === null ? candidate(rule) : null;
    if (lead !== null) chosen = { rule, lead };
    const unknown = rule.takes !== "city_desk" && places[rule.takes].every((code) => code === null);
    trace.push({ rule: rule.id, outcome: lead !== null ? "fired" : unknown ? "unknown" : "not_fired" });
  }
  if (chosen === null) throw new Error(`edition ${edition.id} has no district rule that takes the city desk`);
  const { rule, lead } = chosen;
  return {
    district: {
      lead,
      informed: named.filter((code) => code !== lead && isDistrictOf(city, code)).sort(),
      outside: named.filter((code) => !isDistrictOf(city, code)).sort(),
      rule: rule.id,
      why: rule.why,
    },
    trace,
  };
}

function traceOf(
  prepared: PreparedEdition,
  facts: FactRecord,
  district: Trace["district"],
  urgency: Trace["urgency"],
  routing: Trace["routing"],
): Trace {
  const used: Record<string, FactValue> = {};
  const missing: string[] = [];
  for (const fact of prepared.facts) {
    const value = facts[fact] ?? null;
    if (value === null) missing.push(fact);
    else used[fact] = value;
  }
  const definitions = prepared.definitions.map(({ id, when }) => ({ id, outcome: outcomeOf(when, facts) }));
  return { facts: used, missing, definitions, district, urgency, routing };
}

/** A decision as the bytes that are stored: keys in order, so that equal decisions are equal text. */
export function serialiseDecision(decision: Decision): string {
  return inOrder(decision);
}

/** The text of what cannot change any more, such as a remembered trace entry, is made once. */
const written = new WeakMap<object, string>();

function inOrder(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const known = written.get(value);
  if (known !== undefined) return known;
  const text = Array.isArray(value)
    ? `[${value.map(inOrder).join(",")}]`
    : `{${Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => `${JSON.stringify(key)}:${inOrder(inner)}`)
        .join(",")}}`;
  if (Object.isFrozen(value)) written.set(value, text);
  return text;
}

export type Replay = { readonly same: boolean; readonly stored: string; readonly replayed: string };

/** Decides again as at the stored moment and compares the bytes. */
export function replay(edition: Edition, city: City, stored: string, report: Report): Replay {
  const { at } = JSON.parse(stored) as { readonly at: string };
  const replayed = serialiseDecision(decide(edition, city, report, { at: new Date(at) }));
  return { same: replayed === stored, stored, replayed };
}
