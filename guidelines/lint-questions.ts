import { z } from "zod";
import { factsIn } from "./condition.ts";
import type { Edition, Question } from "./edition.ts";
import { factDescription } from "./fact-fields.ts";
import type { Finding } from "./findings.ts";
import { expander } from "./prepared.ts";
import { Report } from "./report.ts";
import { findFacts, outcomes } from "./satisfy.ts";

type Shape = {
  readonly properties?: Record<string, Shape>;
  readonly items?: Shape;
  readonly anyOf?: Shape[];
  readonly enum?: string[];
};

/** Each field of the contract as questions write it (`children[].name`), with the values it allows when it has some. */
export function contractFields(): ReadonlyMap<string, readonly string[] | null> {
  const fields = new Map<string, readonly string[] | null>();
  const walk = (shape: Shape, path: string): void => {
    for (const part of [shape, ...(shape.anyOf ?? [])]) {
      if (part.items !== undefined) {
        fields.set(path, part.items.enum ?? null);
        walk(part.items, `${path}[]`);
      } else if (part.enum !== undefined) fields.set(path, part.enum);
      else if (path !== "" && !fields.has(path)) fields.set(path, null);
      for (const [key, inner] of Object.entries(part.properties ?? {}))
        walk(inner, path === "" ? key : `${path}.${key}`);
    }
  };
  walk(z.toJSONSchema(Report, { io: "input", unrepresentable: "any" }) as Shape, "");
  return fields;
}

/** Questions that nobody can reach, that ask for what the contract does not know, or whose options differ from it. */
export function lintQuestions(edition: Edition): Finding[] {
  const findings: Finding[] = [];
  const fields = contractFields();
  const pages = edition.pages.map(({ id }) => id);
  const expand = expander(edition);
  const asked = new Set<string>();
  const inOrder = [...edition.questions].sort((one, other) => pages.indexOf(one.page) - pages.indexOf(other.page));
  for (const question of inOrder) {
    const where = `questions.yaml: ${question.id}`;
    if (!fields.has(question.field)) findings.push({ code: "question-not-in-contract", where, detail: question.field });
    findings.push(...lintOptions(question, fields.get(question.field) ?? null, where));
    if (question.required === "always" && !question.urgentPath) {
      findings.push({ code: "contradiction", where, detail: "required: always, urgentPath: false" });
    }
    if (question.when !== null) {
      const condition = expand(question.when);
      if (findFacts([{ condition, wanted: outcomes.true }]) === null) {
        findings.push({ code: "question-unreachable", where, detail: "when" });
      }
      for (const fact of factsIn(condition)) {
        const answeredBy = factDescription(fact)?.fields ?? [];
        if (!answeredBy.some((field) => asked.has(field)))
          findings.push({ code: "question-unreachable", where, detail: fact });
      }
    }
    asked.add(question.field);
  }
  return findings;
}

function lintOptions({ type, options, field }: Question, allowed: readonly string[] | null, where: string): Finding[] {
  if (options === undefined || allowed === null || !["choice", "choices", "body_map"].includes(type)) return [];
  const offered = options.map(({ value }) => value);
  const differing = [
    ...allowed.filter((value) => !offered.includes(value)),
    ...offered.filter((value) => !allowed.includes(value)),
  ];
  return differing.map((value) => ({ code: "options-differ", where, detail: `${field} ${value}` }));
}
