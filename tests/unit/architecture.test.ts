import { describe, expect, it } from "vitest";
import { circlesAmong } from "./architecture/cycles.ts";
import { examples } from "./architecture/examples.ts";
import { houseRules } from "./architecture/rules.ts";
import { parse, readSources } from "./architecture/source.ts";

const sources = readSources();
const rules = houseRules.map((rule) => [rule.says, rule] as const);

describe("the house", () => {
  it("is read whole", () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((source) => source.imports.length > 0).length).toBeGreaterThan(50);
  });

  it.each(rules)("%s", (_, rule) => {
    expect(sources.flatMap((source) => rule.broken(source))).toEqual([]);
  });

  it("has no two capabilities that need each other", () => {
    expect(circlesAmong(sources)).toEqual([]);
  });
});

describe("a rule of the house notices when it is broken, and only then", () => {
  it("has examples for each rule", () => {
    expect(Object.keys(examples).sort()).toEqual(rules.map(([says]) => says).sort());
  });

  it.each(rules)("%s", (says, rule) => {
    for (const [path, text] of examples[says]?.breaks ?? []) {
      expect(rule.broken(parse(path, text)), `${path}: ${text.slice(0, 80)}`).not.toEqual([]);
    }
    for (const [path, text] of examples[says]?.keeps ?? []) {
      expect(rule.broken(parse(path, text)), `${path}: ${text.slice(0, 80)}`).toEqual([]);
    }
  });

  it("finds capabilities that go in a circle", () => {
    const circle = [
      parse("app/reports/filing.ts", 'import { a } from "#app/triage/commands.ts";'),
      parse("app/triage/commands.ts", 'import type { b } from "../cases/queries.ts";'),
      parse(
        "app/cases/queries.ts",
        'import { c } from "#app/reports/receipts.ts"; import { d } from "#app/copy/index.ts";',
      ),
    ];
    expect(circlesAmong(circle)[0]).toBe("app/reports → app/triage → app/cases → app/reports");
    expect(circlesAmong(circle.slice(1))).toEqual([]);
  });
});
