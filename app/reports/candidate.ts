import type { Question } from "#guidelines/edition.ts";
import { checkReport, type Report, type ReportProblem } from "#guidelines/report.ts";
import { fieldNameOf, itemCount, type ListName, listOf, lists } from "./field-names.ts";
import { type ReadValue, readValue } from "./read-value.ts";
import type { Typed } from "./typed.ts";

/** One thing that is wrong with what stands in a field, by the field's name on the form. */
export interface FieldProblem {
  readonly name: string;
  readonly problem: ReportProblem;
}

type Json = { [key: string]: unknown };

/** A report as far as its questions were answered, before it is checked. */
export interface Candidate {
  readonly report: Json;
  /** The form's name for a path of the report: blank items between others are not part of the report. */
  readonly nameOf: (path: string) => string;
}

const isJson = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const contractValue = (read: ReadValue): unknown => (read.answer === "value" ? read.value : null);

/** Puts a value where an edition's field path says; the paths come from the edition, never from a request. */
function put(target: Json, path: string, value: unknown): void {
  const [head = "", ...rest] = path.split(".");
  if (rest.length === 0) {
    target[head] = value;
    return;
  }
  const inner = isJson(target[head]) ? target[head] : {};
  target[head] = inner;
  put(inner, rest.join("."), value);
}

function at(target: unknown, path: string): unknown {
  return path.split(".").reduce((found, step) => (isJson(found) ? found[step] : undefined), target);
}

/** A second child of whom nothing is known is still a child; a suspected person of whom nothing is known is nobody. */
const isBlank = (list: ListName, item: Json): boolean =>
  list === "children"
    ? Object.keys(item).length === 0
    : Object.values(item).every((value) => value === null || value === "unknown");

function itemsOf(list: ListName, questions: readonly Question[], typed: Typed) {
  const asked = questions.filter((question) => listOf(question) === list && question.type !== "person_list");
  const items: Json[] = [];
  const places: number[] = [];
  for (let index = 0; index < itemCount(typed, list); index += 1) {
    const item: Json = {};
    for (const question of asked) {
      const read = readValue(question, fieldNameOf(question, index), typed);
      if (read.answer !== "absent") put(item, question.field.slice(`${list}[].`.length), contractValue(read));
    }
    if (isBlank(list, item) && index >= lists[list].least) continue;
    items.push(item);
    places.push(index);
  }
  return { items, places };
}

/** The report as the contract knows it, from the fields of these questions only. */
export function candidateOf(questions: readonly Question[], typed: Typed, editionId: string): Candidate {
  const report: Json = { edition: editionId, reporter: {}, incident: { situations: [] } };
  for (const question of questions) {
    if (listOf(question) !== null || question.type === "person_list") continue;
    const read = readValue(question, question.field, typed);
    if (read.answer !== "absent") put(report, question.field, contractValue(read));
  }
  const found = { children: itemsOf("children", questions, typed), suspects: itemsOf("suspects", questions, typed) };
  report.children = found.children.items;
  report.suspects = found.suspects.items;
  return {
    report,
    nameOf: (path) =>
      path.replace(/^(children|suspects)\[(\d+)\]/, (whole, list: ListName, index: string) => {
        const place = found[list].places[Number(index)];
        return place === undefined ? whole : `${list}[${place}]`;
      }),
  };
}

/** Takes out the value that a problem names, so that the rest can be read without it. */
function drop(report: Json, path: string): void {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
  const last = steps.pop();
  let target: unknown = report;
  for (const step of steps) {
    target = Array.isArray(target) ? target[Number(step)] : isJson(target) ? target[step] : undefined;
  }
  if (last === undefined) return;
  if (Array.isArray(target)) target.splice(Number(last), 1);
  else if (isJson(target)) delete target[last];
}

/** What the contract cannot do without, while it is not answered yet. */
const standIns = { "reporter.profession": "public", "incident.situations": ["other_serious"] } as const;
export type Missing = keyof typeof standIns;

function standIn(report: Json): Missing[] {
  const missing: Missing[] = [];
  for (const path of ["reporter.profession", "incident.situations"] as const) {
    const given = at(report, path);
    if (typeof given === "string" || (Array.isArray(given) && given.length > 0)) continue;
    put(report, path, standIns[path]);
    missing.push(path);
  }
  return missing;
}

export interface CheckedCandidate {
  /** What can be used: values that are refused are left out, what is `missing` is a stand-in. */
  readonly usable: Report;
  readonly missing: readonly Missing[];
  readonly problems: readonly FieldProblem[];
}

/** Checks a report that may be half written: names every problem, and reads whatever has none. */
export function checkCandidate(candidate: Candidate, moment: Date): CheckedCandidate {
  const report = structuredClone(candidate.report);
  const problems = new Map<string, FieldProblem>();
  const note = (found: readonly { path: string; problem: ReportProblem }[]): void => {
    for (const { path, problem } of found) {
      const name = candidate.nameOf(path);
      if (!problems.has(name)) problems.set(name, { name, problem });
    }
  };
  // Each round takes out at least one value; a rule between fields shows once every field stands on its own.
  for (let round = 0; round < 50; round += 1) {
    const missing = standIn(report);
    const checked = checkReport(report, { at: moment, purpose: "rehearsal" });
    if (checked.ok) {
      const filing = checkReport(report, { at: moment, purpose: "filing" });
      if (!filing.ok) note(filing.problems);
      return { usable: checked.report, missing, problems: [...problems.values()] };
    }
    note(checked.problems);
    for (const { path } of checked.problems.toReversed()) drop(report, path);
  }
  throw new Error("a draft that no rule can read");
}
