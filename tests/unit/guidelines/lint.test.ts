import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Condition } from "#guidelines/condition.ts";
import {
  type Clock,
  type Edition,
  EditionError,
  loadEdition,
  type Question,
  type RoutingRule,
} from "#guidelines/edition.ts";
import { type FindingCode, findingCodes } from "#guidelines/findings.ts";
import { lintEdition } from "#guidelines/lint.ts";
import { type Broken, brokenInterventions } from "./broken-interventions.ts";
import { withEveryQuestionRead } from "./every-question-read.ts";
import { edition, editionFolder } from "./examples.ts";

test("the edition in force has no finding", () => {
  expect(lintEdition(edition)).toEqual([]);
});

const routing = (id: string, change: Partial<RoutingRule>): Partial<Edition> => ({
  routing: edition.routing.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)),
});
const clock = (id: string, change: Partial<Clock>): Partial<Edition> => ({
  clocks: edition.clocks.map((candidate) => (candidate.id === id ? { ...candidate, ...change } : candidate)),
});
const question = (id: string, change: Partial<Question>): Partial<Edition> => ({
  questions: edition.questions.map((candidate) => (candidate.id === id ? { ...candidate, ...change } : candidate)),
});
const urgency = (id: string, when: Condition): Partial<Edition> => ({
  urgency: edition.urgency.map((rule) => (rule.id === id ? { ...rule, when } : rule)),
});
const anotherRule = (like: string, change: Partial<RoutingRule>): Partial<Edition> => ({
  routing: edition.routing.flatMap((rule) => (rule.id === like ? [rule, { ...rule, ...change }] : [rule])),
});
const disabled: Condition = { fact: "disability", is: true };
const impossible: Condition = { all: [disabled, { fact: "disability", is: false }] };

/** One edition broken in one place for each thing that the lint can find in an edition whose files read. */
const broken: readonly Broken[] = [
  [
    "dangling-reference",
    "a rule cites a law that is not there",
    routing("disabled_federation_disability", { sources: ["no-such-law/1"] }),
    "source no-such-law/1",
  ],
  [
    "dangling-reference",
    "a rule starts a clock that is not there",
    routing("disabled_federation_disability", { clocks: ["no_such_clock"] }),
    "clock no_such_clock",
  ],
  [
    "dangling-reference",
    "a rule suggests an intervention that is not there",
    routing("disabled_federation_disability", { interventions: ["cure"] }),
    "intervention cure",
  ],
  [
    "dangling-reference",
    "a rule points to a department that is not there",
    routing("disabled_federation_disability", { department: "ministry" }),
    "department ministry",
  ],
  [
    "dangling-reference",
    "a clock stops on an event that nobody raises",
    clock("police_accept", { stops: ["never"] }),
    "event never",
  ],
  [
    "dangling-reference",
    "a question stands on a page that is not there",
    question("place", { page: "attic" }),
    "page attic",
  ],
  [
    "repeated-id",
    "two rules have one name",
    { routing: [...edition.routing, ...edition.routing.slice(0, 1)] },
    "police_every_report",
  ],
  [
    "unknown-fact",
    "a condition names a fact that does not exist",
    routing("disabled_federation_disability", { when: { fact: "weather", is: true } }),
    "weather",
  ],
  [
    "unknown-fact",
    "a notion rests on one defined below it",
    { definitions: [...edition.definitions].reverse() },
    "sexual",
  ],
  [
    "unknown-fact",
    "a notion is asked for in a way that has no meaning",
    routing("disabled_federation_disability", { when: { known: "sexual" } }),
    "sexual",
  ],
  [
    "value-outside-domain",
    "a condition names a place that is none",
    routing("disabled_federation_disability", { when: { fact: "place", is: "cellar" } }),
    "place is cellar",
  ],
  [
    "value-outside-domain",
    "a condition names a sign that is none",
    routing("disabled_federation_disability", { when: { fact: "indicators", includes: "other_serious.x" } }),
    "indicators includes other_serious.x",
  ],
  [
    "rule-without-source",
    "a rule stands on nothing",
    routing("disabled_federation_disability", { sources: [] }),
    "sources",
  ],
  [
    "rule-to-nobody",
    "a rule points where nobody sits",
    routing("disabled_federation_disability", { department: "finance" }),
    "finance",
  ],
  [
    "department-without-rule",
    "a department that takes assignments gets none",
    routing("disabled_federation_disability", { department: "education" }),
    "disabled_federation",
  ],
  [
    "rule-unreachable",
    "a rule contradicts itself",
    routing("disabled_federation_disability", { when: impossible }),
    "disabled_federation_disability",
  ],
  [
    "rule-unreachable",
    "a rule contradicts what ages mean",
    routing("disabled_federation_disability", {
      when: {
        all: [
          { fact: "under_8", is: true },
          { fact: "under_14", is: false },
        ],
      },
    }),
    "disabled_federation_disability",
  ],
  [
    "rule-unreachable",
    "a rule contradicts a notion",
    routing("disabled_federation_disability", {
      when: {
        all: [
          { fact: "sexual", is: false },
          { fact: "situations", includes: "genital_injury" },
        ],
      },
    }),
    "disabled_federation_disability",
  ],
  [
    "rule-unreachable",
    "an urgency rule can never fire",
    urgency("urgent_medical_care", impossible),
    "urgent_medical_care",
  ],
  [
    "rule-shadowed",
    "a narrower rule adds nothing",
    anotherRule("disabled_federation_disability", {
      id: "narrower",
      when: { all: [disabled, { fact: "under_8", is: true }] },
      priority: 1,
    }),
    "disabled_federation_disability",
  ],
  [
    "rule-shadowed",
    "a less urgent rule is covered by a more urgent one",
    urgency("urgent_medical_care", {
      all: [
        { fact: "immediate_danger", is: true },
        { fact: "medical_care_needed", is: true },
      ],
    }),
    "critical_danger_now",
  ],
  [
    "contradiction",
    "the same condition gives two capacities",
    anotherRule("disabled_federation_disability", { id: "again", capacity: "lead" }),
    "disabled_federation_disability",
  ],
  [
    "contradiction",
    "the same condition gives two levels",
    urgency("urgent_medical_care", { fact: "immediate_danger", is: true }),
    "urgent_medical_care",
  ],
  [
    "contradiction",
    "the urgent gets more time than the serious",
    clock("police_accept", {
      limits: {
        critical: { unit: "hours", amount: 48 },
        urgent: { unit: "hours", amount: 2 },
        serious: { unit: "hours", amount: 24 },
      },
    }),
    "critical, urgent, serious",
  ],
  [
    "contradiction",
    "what must always be asked is not asked in a hurry",
    question("situations", { urgentPath: false }),
    "required: always, urgentPath: false",
  ],
  [
    "situation-missing",
    "a situation of the law is left out",
    { situations: edition.situations.filter(({ id }) => id !== "organised_begging") },
    "organised_begging",
  ],
  [
    "situation-uncovered",
    "no leading department takes a situation",
    routing("police_every_report", { when: { not: { fact: "situations", includes: "abandoned_or_unattended" } } }),
    "abandoned_or_unattended",
  ],
  [
    "situation-uncovered",
    "a profession sees no sign of a situation",
    {
      situations: edition.situations.map((situation) => ({
        ...situation,
        indicators: situation.indicators.map((indicator) => ({
          ...indicator,
          professions: indicator.professions.filter((profession) => profession !== "hotel"),
        })),
      })),
    },
    "hotel",
  ],
  [
    "urgency-uncovered",
    "some report gets no urgency",
    { urgency: edition.urgency.filter(({ id }) => id !== "serious_any") },
    "always",
  ],
  ["district-uncovered", "some report gets no district", { district: edition.district.slice(0, 3) }, "city_desk"],
  ["clock-without-stop", "a clock runs for ever", clock("police_accept", { stops: [] }), "assignment_delivered"],
  [
    "clock-without-stop",
    "a clock stops only when it starts",
    clock("police_accept", { stops: ["assignment_delivered"] }),
    "assignment_delivered",
  ],
  [
    "verification-promoted",
    "a clock claims more certainty than its law",
    clock("police_progress", { verification: "text" }),
    "recalled → text",
  ],
  [
    "question-unreachable",
    "a question's condition cannot be met",
    question("place", {
      when: {
        all: [
          { fact: "duty_reporter", is: true },
          { fact: "profession", is: "public" },
        ],
      },
    }),
    "when",
  ],
  [
    "question-unreachable",
    "a question rests on what is asked later",
    question("profession", { when: { fact: "place", is: "home" } }),
    "place",
  ],
  [
    "question-not-in-contract",
    "a question asks for what no report holds",
    question("place", { field: "incident.weather" }),
    "incident.weather",
  ],
  [
    "options-differ",
    "an option that the contract does not know",
    question("place", { options: [{ value: "cellar", label: { zh: "地窖", en: "Cellar" } }] }),
    "incident.place cellar",
  ],
  ["translation-missing", "English that is Chinese", question("place", { label: { zh: "地点", en: "地点" } }), "en"],
  ["translation-missing", "Chinese that is English", question("place", { label: { zh: "Place", en: "Place" } }), "zh"],
  [
    "translation-missing",
    "a fact without a name",
    { facts: edition.facts.filter(({ id }) => id !== "disability") },
    "disability",
  ],
  [
    "question-without-effect",
    "an assessment asks what no rule reads",
    { assessment: withEveryQuestionRead(edition.assessment) },
    "communication",
  ],
  ...brokenInterventions,
];

describe("each mistake is found by its name", () => {
  test.each(broken)("%s: %s", (code, _what, change, detail) => {
    expect(lintEdition({ ...edition, ...change })).toContainEqual(expect.objectContaining({ code, detail }));
  });

  test("no kind of finding is without a case here", () => {
    const ofFiles: FindingCode[] = ["file-missing", "file-malformed"];
    expect(new Set([...broken.map(([code]) => code), ...ofFiles])).toEqual(new Set(findingCodes));
  });
});

describe("a rule that only looks covered is left alone", () => {
  test("when it adds an intervention", () => {
    const change = anotherRule("disabled_federation_disability", {
      id: "narrower",
      when: { all: [disabled, { fact: "under_8", is: true }] },
      interventions: ["legal_aid"],
      priority: 1,
    });
    expect(lintEdition({ ...edition, ...change })).toEqual([]);
  });

  test("when it fires for caution where the other does not", () => {
    const change = anotherRule("disabled_federation_disability", { id: "cautious", onUnknown: "fire", priority: 1 });
    const codes = lintEdition({ ...edition, ...change }).map(({ where }) => where);
    expect(codes).not.toContain("routing.yaml: cautious");
  });
});

describe("an edition that must not be used does not load", () => {
  const withFolder = (break_: (dir: string) => void): readonly { code: FindingCode; where: string }[] => {
    const dir = mkdtempSync(join(tmpdir(), "edition-"));
    try {
      cpSync(editionFolder, dir, { recursive: true });
      break_(dir);
      loadEdition(dir);
      return [];
    } catch (error) {
      if (error instanceof EditionError) return error.findings;
      throw error;
    } finally {
      rmSync(dir, { recursive: true });
    }
  };
  const replaceIn = (file: string, from: string, to: string) => (dir: string) =>
    writeFileSync(join(dir, file), readFileSync(join(dir, file), "utf8").replace(from, to));

  test.each<[FindingCode, string, (dir: string) => void]>([
    ["file-missing", "clocks.yaml", (dir) => unlinkSync(join(dir, "clocks.yaml"))],
    ["file-malformed", "routing.yaml", replaceIn("routing.yaml", "rules:", "rules: [")],
    [
      "file-malformed",
      "routing.yaml: rules[0].capacity",
      replaceIn("routing.yaml", "capacity: lead", "capacity: boss"),
    ],
    [
      "file-malformed",
      "routing.yaml: rules[0]",
      replaceIn("routing.yaml", "priority: 100", "priority: 100\n    weight: 3"),
    ],
    [
      "translation-missing",
      "departments.yaml: [0].name.en",
      replaceIn("departments.yaml", ", en: Public Security Bureau", ""),
    ],
    [
      "dangling-reference",
      "routing.yaml: police_every_report",
      replaceIn("routing.yaml", "mandatory-reporting-opinion-2020/2", "no-such/2"),
    ],
  ])("%s in %s", (code, where, change) => {
    expect(withFolder(change)).toContainEqual(expect.objectContaining({ code, where }));
  });

  test("as it stands, it loads", () => {
    expect(withFolder(() => undefined)).toEqual([]);
  });
});
