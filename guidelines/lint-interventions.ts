import type { Edition } from "./edition.ts";
import type { Finding } from "./findings.ts";
import { type Field, outsideBodies, type Raise, type SingleNeed, type Workflow } from "./intervention.ts";
import { singlesOf } from "./intervention-needs.ts";
import { fieldOf, interventionMoves } from "./intervention-workflow.ts";

type Find = (code: Finding["code"], detail: string) => void;
const moveNames: readonly string[] = [...new Set(interventionMoves.map(({ move }) => move))];
const roles = ["lead", "cooperating", "proposes", "approves"];

/** What is wrong with the kinds of intervention and with how they go. */
export function lintInterventions(edition: Edition): Finding[] {
  const findings: Finding[] = [];
  const departments = edition.departments.map(({ id }) => id);
  const mayAct = [...departments, ...outsideBodies, "any_department"];
  const workflows = edition.workflows.map(({ id }) => id);
  for (const { id, proposes, approves, workflow } of edition.interventions) {
    const find = findAt(findings, `interventions.yaml: ${id}`);
    for (const who of proposes) if (!mayAct.includes(who)) find("dangling-reference", `department ${who}`);
    // A body without a desk may ask for help; whether it is given a department decides.
    for (const who of approves) {
      if (who !== "any_department" && !departments.includes(who)) find("dangling-reference", `department ${who}`);
    }
    if (approves.length === 0 || proposes.length === 0) find("rule-to-nobody", "proposes, approves");
    if (!workflows.includes(workflow)) find("dangling-reference", `workflow ${workflow}`);
  }
  const common = findAt(findings, "interventions/common.yaml");
  repeated(common, "field", edition.interventionCommon.fields);
  for (const field of edition.interventionCommon.fields) lintOptions(common, field);
  const all = findAt(findings, "interventions/");
  repeated(all, "workflow", edition.workflows);
  for (const workflow of edition.workflows) {
    const find = findAt(findings, `interventions/${workflow.id}.yaml`);
    if (!edition.interventions.some((kind) => kind.workflow === workflow.id)) find("rule-to-nobody", workflow.id);
    lintNames(edition, workflow, find);
    lintFields(edition, workflow, find);
    lintNeeds(edition, workflow, find);
    lintOrder(workflow, find);
    lintLimits(edition, workflow, find);
  }
  return findings;
}

const findAt =
  (findings: Finding[], where: string): Find =>
  (code, detail) => {
    findings.push({ code, where, detail });
  };

function repeated(find: Find, what: string, entries: readonly { readonly id: string }[]): void {
  const ids = entries.map(({ id }) => id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
    find("repeated-id", `${what} ${id}`);
}

/** All raises of a workflow, and all lists of fields that its moves ask. */
const raisesOf = ({ raises, steps, results }: Workflow): readonly Raise[] => [
  ...Object.values(raises).flat(),
  ...[...steps, ...results].flatMap((one) => one.raises),
];
const asksOf = ({ asks, steps, results }: Workflow): readonly (readonly string[])[] => [
  ...Object.values(asks),
  ...[...steps, ...results].map((one) => one.asks),
];

function lintNames(edition: Edition, workflow: Workflow, find: Find): void {
  const { carries, documents, limits, makes, prerequisites, results, reviews, steps } = workflow;
  repeated(find, "prerequisite", prerequisites);
  repeated(find, "limit", limits);
  repeated(find, "document", documents);
  // Prerequisites name moves, steps and results alike, so that none may be called as another.
  repeated(find, "step or result", [...moveNames.map((id) => ({ id })), ...steps, ...results]);

  const expect = (what: string, known: readonly string[], named: readonly string[]) => {
    for (const name of named) if (!known.includes(name)) find("dangling-reference", `${what} ${name}`);
  };
  const who = [...edition.departments.map(({ id }) => id), ...roles];
  const stepIds = steps.map(({ id }) => id);
  const papers = documents.map(({ id }) => id);
  expect("department", who, [...carries, ...steps.flatMap(({ by }) => by)]);
  expect("step", stepIds, [
    ...steps.flatMap(({ after, unless }) => [...after, ...unless]),
    ...results.flatMap(({ after, unless }) => [...after, ...unless]),
  ]);
  const makesAll = [...Object.values(makes).flat(), ...[...steps, ...results].flatMap((one) => one.makes)];
  expect("document", papers, makesAll);
  for (const id of papers) if (!makesAll.includes(id)) find("step-unreachable", `document ${id}`);
  expect(
    "event",
    edition.events.map(({ id }) => id),
    raisesOf(workflow).map((raise) => (typeof raise === "string" ? raise : raise.event)),
  );
  expect(
    "move",
    [...moveNames, ...stepIds, ...results.map(({ id }) => id)],
    prerequisites.flatMap(({ before }) => before),
  );
  expect(
    "source",
    edition.sources.map(({ id }) => id),
    [
      ...workflow.sources,
      ...[...prerequisites, ...limits, ...(reviews === null ? [] : [reviews])].flatMap((one) => one.sources),
      ...workflow.fields.flatMap(({ options, within }) => [
        ...(within?.sources ?? []),
        ...(options ?? []).flatMap((option) => option.sources ?? []),
      ]),
    ],
  );
  if (workflow.sources.length === 0) find("rule-without-source", "sources");
  for (const { id, sources } of [...prerequisites, ...limits])
    if (sources.length === 0) find("rule-without-source", id);
  if (reviews?.sources.length === 0) find("rule-without-source", "reviews");
}

function lintOptions(find: Find, { id, options, type }: Field): void {
  const chosen = type === "choice" || type === "choices";
  if (chosen !== (options !== undefined)) find("options-differ", id);
  repeated(
    find,
    `option of ${id}`,
    (options ?? []).map(({ value }) => ({ id: value })),
  );
}

function lintFields(edition: Edition, workflow: Workflow, find: Find): void {
  const { fields } = workflow;
  const shared = edition.interventionCommon.fields;
  repeated(find, "field", [...fields, ...shared.filter(({ id }) => fields.some((own) => own.id === id))]);
  const known = [...fields, ...shared].map(({ id }) => id);
  const asked = asksOf(workflow);
  for (const list of asked) {
    repeated(
      find,
      "asked",
      list.map((id) => ({ id })),
    );
    for (const id of list) if (!known.includes(id)) find("dangling-reference", `field ${id}`);
  }
  const ever = new Set(asked.flat());
  for (const field of fields) {
    lintOptions(find, field);
    if (!ever.has(field.id)) find("field-not-asked", field.id);
    for (const other of [field.notBefore, field.within?.of]) {
      if (other !== undefined && !ever.has(other)) find("dangling-reference", `field ${other}`);
    }
    if (field.within?.sources.length === 0) find("rule-without-source", field.id);
  }
  for (const raise of raisesOf(workflow)) {
    if (typeof raise !== "string") lintAnswer(edition, workflow, find, raise.field, raise.in);
  }
}

/** A field that something rests on is asked, and can be answered so. */
function lintAnswer(edition: Edition, workflow: Workflow, find: Find, id: string, values: readonly string[]): void {
  const field = fieldOf(edition, workflow, id);
  if (field === undefined || !asksOf(workflow).flat().includes(id)) {
    find("dangling-reference", `field ${id}`);
    return;
  }
  const possible =
    field.type === "yes_no_unknown" ? ["yes", "no", "unknown"] : field.options?.map(({ value }) => value);
  for (const value of values) {
    if (possible?.includes(value) !== true) find("value-outside-domain", `${id} is ${value}`);
  }
}

function lintNeeds(edition: Edition, workflow: Workflow, find: Find): void {
  const check = (need: SingleNeed) => {
    if ("field" in need) lintAnswer(edition, workflow, find, need.field, need.in ?? []);
    else if ("freePlace" in need) lintAnswer(edition, workflow, find, need.freePlace, []);
    else if ("childAge" in need) {
      const { from, below } = need.childAge;
      if (from >= below) find("contradiction", `ages ${from}-${below}`);
    } else if ("intervention" in need || "none" in need) {
      const kinds = "none" in need ? need.none : need.intervention;
      for (const id of kinds) {
        if (!edition.interventions.some((kind) => kind.id === id)) find("dangling-reference", `intervention ${id}`);
      }
      const ends = edition.interventions
        .filter(({ id }) => kinds.includes(id))
        .flatMap(({ workflow: name }) => edition.workflows.find(({ id }) => id === name)?.results ?? []);
      for (const result of "results" in need ? (need.results ?? []) : []) {
        if (!ends.some(({ id }) => id === result)) find("dangling-reference", `result ${result}`);
      }
    }
  };
  for (const { need } of workflow.prerequisites) for (const single of singlesOf(need)) check(single);
}

/** Every step can come, and whatever was done there is a way out. */
function lintOrder({ prerequisites, results, steps }: Workflow, find: Find): void {
  const reached = new Set<string>();
  for (let before = -1; before !== reached.size; ) {
    before = reached.size;
    for (const { after, id, unless } of steps) {
      const open = after.length === 0 || after.some((step) => reached.has(step) && !unless.includes(step));
      if (open && !unless.includes(id)) reached.add(id);
    }
  }
  for (const { id } of steps) if (!reached.has(id)) find("step-unreachable", id);
  const waits = (id: string) => prerequisites.some(({ before }) => before.includes(id) || before.includes("end"));
  const possible = results.filter(({ after }) => after.length === 0 || after.some((step) => reached.has(step)));
  for (const { id } of results) if (!possible.some((one) => one.id === id)) find("step-unreachable", id);
  const free = results.filter(({ id }) => !waits(id));
  const open = free.filter(({ after }) => after.length === 0);
  // Where a step closes the way out, another result that waits for nothing but that step takes its place.
  const staysOpen = open.some(
    ({ unless, unstarted }) =>
      unstarted === undefined &&
      unless.every((step) => free.some((other) => other.unless.length === 0 && other.after.includes(step))),
  );
  if (!staysOpen) find("intervention-without-end", "under way");
  if (!open.some(({ judgement }) => judgement === "void")) find("intervention-without-end", "approved");
  if (!possible.some(({ judgement }) => judgement !== "void")) find("intervention-without-end", "judged");
}

/** A limit's clock is there, and moves of this workflow start and stop it. */
function lintLimits(edition: Edition, workflow: Workflow, find: Find): void {
  const { limits, reviews } = workflow;
  const asked = new Set(asksOf(workflow).flat());
  for (const { until } of limits) {
    if (until === undefined) continue;
    if (!asked.has(until) || fieldOf(edition, workflow, until)?.type !== "date")
      find("dangling-reference", `field ${until}`);
  }
  const raised = raisesOf(workflow).map((raise) => (typeof raise === "string" ? raise : raise.event));
  for (const { clock: id } of [...limits, ...(reviews === null ? [] : [reviews])]) {
    if (id === null) continue;
    const clock = edition.clocks.find((one) => one.id === id);
    if (clock === undefined) find("dangling-reference", `clock ${id}`);
    else {
      if (!raised.includes(clock.starts)) find("limit-not-driven", `${id}: ${clock.starts}`);
      if (!clock.stops.some((event) => raised.includes(event)))
        find("limit-not-driven", `${id}: ${clock.stops.join(", ")}`);
    }
  }
}
