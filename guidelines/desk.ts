import type { Condition } from "./condition.ts";
import type { TracedRule } from "./decision.ts";
import type { Clock, Edition, RoutingRule } from "./edition.ts";
import { capacities } from "./edition-files.ts";

/** What one department has to do when these of its rules fire; the same for every report. */
export type Work = {
  readonly primary: RoutingRule;
  readonly rules: readonly string[];
  readonly basis: readonly string[];
  /** Clocks that start when the assignment is delivered. */
  readonly clocks: readonly Clock[];
  readonly laterClocks: readonly string[];
  readonly interventions: readonly string[];
};

/** A department as the rules see it. */
export type Desk = {
  readonly department: string;
  /** The work that follows from what was considered; none when no rule of the department fired. */
  readonly workOf: (traced: readonly TracedRule[]) => Work | null;
  /** Interventions that this department leads and that some reports suggest by themselves. */
  readonly suggestions: readonly { readonly id: string; readonly when: Condition }[];
};

/** The desk of a department. Work is reckoned once for each set of rules that fired together. */
export function deskOf(
  department: string,
  edition: Edition,
  expand: (condition: Condition) => Condition,
  order: ReadonlyMap<string, number>,
): Desk {
  const clocks = new Map(edition.clocks.map((clock) => [clock.id, clock]));
  const own = edition.routing.flatMap((rule, index) => (rule.department === department ? [{ rule, index }] : []));
  const memory = new Map<string, Work | null>();
  const workOf = (traced: readonly TracedRule[]): Work | null => {
    const fired = own.filter(({ index }) => traced[index]?.outcome === "fired");
    let key = "";
    for (const { index } of fired) key += `${index} `;
    const known = memory.get(key);
    if (known !== undefined) return known;
    const work = workFrom(
      fired.map(({ rule }) => rule),
      clocks,
      order,
    );
    memory.set(key, work);
    return work;
  };
  const suggestions = edition.interventions.flatMap(({ id, lead, suggestedWhen }) =>
    lead === department && suggestedWhen !== null ? [{ id, when: expand(suggestedWhen) }] : [],
  );
  return { department, workOf, suggestions };
}

function workFrom(
  fired: readonly RoutingRule[],
  clocks: ReadonlyMap<string, Clock>,
  order: ReadonlyMap<string, number>,
): Work | null {
  let primary = fired[0];
  if (primary === undefined) return null;
  for (const rule of fired) if (outranks(rule, primary)) primary = rule;
  const all = unique(fired.flatMap((rule) => rule.clocks)).flatMap((id) => clocks.get(id) ?? []);
  const starts = (clock: Clock) => clock.starts === "assignment_delivered";
  return {
    primary,
    rules: fired.map(({ id }) => id),
    basis: unique(fired.flatMap(({ sources }) => sources)),
    clocks: all.filter(starts),
    laterClocks: all.filter((clock) => !starts(clock)).map(({ id }) => id),
    interventions: unique(fired.flatMap(({ interventions }) => interventions)).sort(
      (one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0),
    ),
  };
}

/** The stronger capacity leads, then the higher priority, then the rule that stands first. */
function outranks(one: RoutingRule, other: RoutingRule): boolean {
  const difference = capacities.indexOf(one.capacity) - capacities.indexOf(other.capacity);
  return difference === 0 ? one.priority > other.priority : difference < 0;
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
