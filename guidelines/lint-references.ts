import { type Condition, factsIn } from "./condition.ts";
import type { Edition, Verification } from "./edition.ts";
import { verifications } from "./edition-files.ts";
import { factDescription } from "./fact-fields.ts";
import type { Finding } from "./findings.ts";
import { situations } from "./report.ts";

type Entry = { readonly where: string; readonly sources: readonly string[] };

/** Every condition of the edition with the place where it stands. */
export function conditionsOf(edition: Edition): { readonly where: string; readonly condition: Condition }[] {
  const named = (file: string, entries: readonly { id: string; when: Condition | null }[]) =>
    entries.flatMap(({ id, when }) => (when === null ? [] : [{ where: `${file}: ${id}`, condition: when }]));
  return [
    ...named("definitions.yaml", edition.definitions),
    ...named("urgency.yaml", edition.urgency),
    ...named("routing.yaml", edition.routing),
    ...named("questions.yaml", edition.questions),
    ...named("guidance.yaml", edition.guidance),
    ...named(
      "interventions.yaml",
      edition.interventions.map(({ id, suggestedWhen }) => ({ id, when: suggestedWhen })),
    ),
  ];
}

/** Everything that must cite a source. */
function entriesOf(edition: Edition): Entry[] {
  const named = (file: string, entries: readonly { id: string; sources: readonly string[] }[]) =>
    entries.map(({ id, sources }) => ({ where: `${file}: ${id}`, sources }));
  const indicators = edition.situations.flatMap((situation) => situation.indicators);
  return [
    ...named("departments.yaml", edition.departments),
    ...named("situations.yaml", edition.situations),
    ...named(
      "situations.yaml",
      indicators.flatMap(({ id, basis, sources }) => (basis === "source" ? [{ id, sources: sources ?? [] }] : [])),
    ),
    ...named("definitions.yaml", edition.definitions),
    ...named("routing.yaml", edition.district),
    ...named("routing.yaml", edition.routing),
    ...named("urgency.yaml", edition.urgency),
    ...named("clocks.yaml", edition.clocks),
    ...named("interventions.yaml", edition.interventions),
    ...named("guidance.yaml", edition.guidance),
    ...named("retention.yaml", [
      edition.retention.sealing,
      edition.retention.supplements,
      ...edition.retention.keeping,
    ]),
    ...named("matching.yaml", [edition.matching]),
  ];
}

/** References that lead nowhere, ids that stand twice, rules that stand on nothing. */
export function lintReferences(edition: Edition): Finding[] {
  const findings: Finding[] = [...repeatedIds(edition), ...withoutSource(edition), ...promoted(edition)];
  const sets = {
    source: new Set(edition.sources.map(({ id }) => id)),
    department: new Set(edition.departments.map(({ id }) => id)),
    clock: new Set(edition.clocks.map(({ id }) => id)),
    intervention: new Set(edition.interventions.map(({ id }) => id)),
    event: new Set(edition.events.map(({ id }) => id)),
    page: new Set(edition.pages.map(({ id }) => id)),
  };
  const expect = (kind: keyof typeof sets, where: string, ids: readonly string[]) => {
    for (const id of ids)
      if (!sets[kind].has(id)) findings.push({ code: "dangling-reference", where, detail: `${kind} ${id}` });
  };
  for (const { where, sources } of entriesOf(edition)) expect("source", where, sources);
  for (const rule of edition.routing) {
    const where = `routing.yaml: ${rule.id}`;
    expect("department", where, [rule.department]);
    expect("clock", where, rule.clocks);
    expect("intervention", where, rule.interventions);
  }
  for (const clock of edition.clocks) {
    const where = `clocks.yaml: ${clock.id}`;
    expect("source", where, [clock.source]);
    expect("department", where, [
      ...(clock.department === null ? [] : [clock.department]),
      ...clock.breach.escalatesTo,
    ]);
    expect("event", where, [
      clock.starts,
      ...clock.stops,
      ...Object.values(clock.limits).flatMap((limit) => (limit.unit === "before_event" ? [limit.event] : [])),
    ]);
    if (clock.stops.length === 0 || clock.stops.every((event) => event === clock.starts)) {
      findings.push({ code: "clock-without-stop", where, detail: clock.starts });
    }
  }
  for (const { id, lead, cooperating, clocks } of edition.interventions) {
    const where = `interventions.yaml: ${id}`;
    expect("department", where, [lead, ...cooperating]);
    expect("clock", where, clocks);
  }
  for (const { id, page } of edition.questions) expect("page", `questions.yaml: ${id}`, [page]);
  return [...findings, ...lintConditions(edition)];
}

function repeatedIds(edition: Edition): Finding[] {
  const lists: Readonly<Record<string, readonly string[]>> = {
    "departments.yaml": edition.departments.map(({ id }) => id),
    "sources.yaml": edition.sources.map(({ id }) => id),
    "situations.yaml": edition.situations.flatMap(({ id, indicators }) => [
      id,
      ...indicators.map((indicator) => indicator.id),
    ]),
    "facts.yaml": edition.facts.map(({ id }) => id),
    "definitions.yaml": edition.definitions.map(({ id }) => id),
    "questions.yaml": [...edition.pages.map(({ id }) => `page ${id}`), ...edition.questions.map(({ id }) => id)],
    "routing.yaml and urgency.yaml": [...edition.district, ...edition.routing, ...edition.urgency].map(({ id }) => id),
    "clocks.yaml": [...edition.clocks.map(({ id }) => id), ...edition.events.map(({ id }) => `event ${id}`)],
    "interventions.yaml": edition.interventions.map(({ id }) => id),
    "guidance.yaml": edition.guidance.map(({ id }) => id),
    "retention.yaml": [edition.retention.sealing, edition.retention.supplements, ...edition.retention.keeping].map(
      ({ id }) => id,
    ),
  };
  return Object.entries(lists).flatMap(([where, ids]) =>
    [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map(
      (detail): Finding => ({ code: "repeated-id", where, detail }),
    ),
  );
}

function withoutSource(edition: Edition): Finding[] {
  return entriesOf(edition)
    .filter(({ sources }) => sources.length === 0)
    .map(({ where }) => ({ code: "rule-without-source", where, detail: "sources" }));
}

/** A clock may not claim more certainty than the source it names. */
function promoted(edition: Edition): Finding[] {
  const rank = (verification: Verification) => verifications.indexOf(verification);
  return edition.clocks.flatMap(({ id, source, verification }): Finding[] => {
    const cited = edition.sources.find((candidate) => candidate.id === source);
    if (cited === undefined || rank(verification) >= rank(cited.verification)) return [];
    return [
      { code: "verification-promoted", where: `clocks.yaml: ${id}`, detail: `${cited.verification} → ${verification}` },
    ];
  });
}

/** Conditions name facts that exist (or notions defined above) and values that those can take. */
function lintConditions(edition: Edition): Finding[] {
  const findings: Finding[] = [];
  const named = new Set(edition.facts.map(({ id }) => id));
  const position = new Map(edition.definitions.map(({ id }, index) => [id, index]));
  const indicators = edition.situations.flatMap((situation) => situation.indicators.map(({ id }) => id));
  for (const { where, condition } of conditionsOf(edition)) {
    const self = where.startsWith("definitions.yaml: ")
      ? position.get(where.slice("definitions.yaml: ".length))
      : undefined;
    for (const fact of factsIn(condition)) {
      const defined = position.get(fact);
      const above = defined !== undefined && (self === undefined || defined < self);
      if (above && !isReadOtherwise(condition, fact)) continue;
      if (defined !== undefined || factDescription(fact) === undefined)
        findings.push({ code: "unknown-fact", where, detail: fact });
      else if (!named.has(fact)) findings.push({ code: "translation-missing", where: "facts.yaml", detail: fact });
    }
    for (const detail of outsideDomain(condition, position, indicators))
      findings.push({ code: "value-outside-domain", where, detail });
  }
  return findings;
}

/** A defined notion is replaced by its meaning, which only `is` allows. */
function isReadOtherwise(condition: Condition, notion: string): boolean {
  if ("all" in condition) return condition.all.some((part) => isReadOtherwise(part, notion));
  if ("any" in condition) return condition.any.some((part) => isReadOtherwise(part, notion));
  if ("not" in condition) return isReadOtherwise(condition.not, notion);
  if ("known" in condition) return condition.known === notion;
  return "fact" in condition && condition.fact === notion && !("is" in condition);
}

function outsideDomain(
  condition: Condition,
  defined: ReadonlyMap<string, number>,
  indicators: readonly string[],
): string[] {
  if ("all" in condition) return condition.all.flatMap((part) => outsideDomain(part, defined, indicators));
  if ("any" in condition) return condition.any.flatMap((part) => outsideDomain(part, defined, indicators));
  if ("not" in condition) return outsideDomain(condition.not, defined, indicators);
  if (!("fact" in condition)) return [];
  const { fact } = condition;
  const domain = defined.has(fact) ? ({ kind: "yes_no" } as const) : factDescription(fact)?.domain;
  if (domain === undefined) return [];
  if ("below" in condition) return domain.kind === "number" ? [] : [`${fact} below ${condition.below}`];
  if ("includes" in condition) {
    const members = domain.kind !== "set" ? [] : domain.members === "indicators" ? indicators : domain.members;
    return members.includes(condition.includes) ? [] : [`${fact} includes ${condition.includes}`];
  }
  const values = "is" in condition ? [condition.is] : condition.in;
  return values
    .filter((value) => {
      if (domain.kind === "yes_no") return typeof value !== "boolean";
      if (domain.kind === "choice") return !domain.values.some((allowed) => allowed === value);
      return domain.kind !== "number" || typeof value !== "number";
    })
    .map((value) => `${fact} is ${String(value)}`);
}

/** All nine situations, in the order of the opinion, each with a sign for every profession. */
export function lintSituations(edition: Edition, professions: readonly string[]): Finding[] {
  const there = edition.situations.map(({ id }) => id);
  const findings: Finding[] = situations
    .filter((id) => !there.includes(id))
    .map((detail) => ({ code: "situation-missing", where: "situations.yaml", detail }));
  for (const { id, indicators, ages } of edition.situations) {
    const where = `situations.yaml: ${id}`;
    for (const profession of professions) {
      if (!indicators.some((indicator) => indicator.professions.some((of) => of === profession))) {
        findings.push({ code: "situation-uncovered", where, detail: profession });
      }
    }
    if (ages.from >= ages.below)
      findings.push({ code: "contradiction", where, detail: `ages ${ages.from}-${ages.below}` });
  }
  return findings;
}
