import { type AssessmentQuestion, questionsOf, type Sign } from "./assessment.ts";
import type { Edition } from "./edition.ts";
import type { Finding } from "./findings.ts";

const file = "assessment.yaml";

/**
 * What is wrong with the assessment: references that lead nowhere, answers that nobody can give, a rule of filing that it
 * forgot, a question that nothing reads. That no rule can be undone by a worse answer needs no check: rules have no "not".
 */
export function lintAssessment(edition: Edition): Finding[] {
  const { sections, urgency, filing, interventions, evidence, injuryKinds, clocks } = edition.assessment;
  const findings: Finding[] = [];
  const find = (code: Finding["code"], id: string, detail: string) =>
    findings.push({ code, where: `${file}: ${id}`, detail });
  const questions = questionsOf(edition.assessment);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const read = new Set<string>([evidence.of, evidence.since]);

  const ids = [
    ...sections.map(({ id }) => `section ${id}`),
    ...questions.map(({ id }) => id),
    ...injuryKinds.map(({ id }) => `injury ${id}`),
    ...filing.map(({ rule }) => `filing ${rule}`),
    ...[...edition.urgency, ...urgency].map(({ id }) => `urgency ${id}`),
    ...interventions.map(({ id }) => `proposal ${id}`),
  ];
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) find("repeated-id", id, id);

  const expect = (kind: string, known: readonly string[], id: string, named: readonly string[]) => {
    for (const name of named) if (!known.includes(name)) find("dangling-reference", id, `${kind} ${name}`);
  };
  const sources = edition.sources.map(({ id }) => id);
  const departments = edition.departments.map(({ id }) => id);
  for (const rule of [...urgency, ...interventions, ...evidence.kinds, { id: "clocks", sources: clocks.sources }]) {
    if (rule.sources.length === 0) find("rule-without-source", rule.id, "sources");
    expect("source", sources, rule.id, rule.sources);
  }
  for (const { id, intervention } of interventions) {
    expect(
      "intervention",
      edition.interventions.map((one) => one.id),
      id,
      [intervention],
    );
  }
  for (const question of questions) {
    expect("department", departments, question.id, question.departments ?? []);
    if (hasOptions(question) !== (question.options !== undefined)) find("options-differ", question.id, question.type);
    const values = question.options?.map(({ value }) => value) ?? [];
    if (new Set(values).size !== values.length) find("repeated-id", question.id, "options");
  }

  const kinds = evidence.kinds.map(({ id }) => id);
  const checkAnswer = (id: string, name: string, value: string, type: AssessmentQuestion["type"]) => {
    read.add(name);
    const question = byId.get(name);
    if (question === undefined) find("dangling-reference", id, `question ${name}`);
    else if (question.type !== type || !question.options?.some((option) => option.value === value)) {
      find("value-outside-domain", id, `${name} is ${value}`);
    }
  };
  const checkSign = (id: string, sign: Sign): void => {
    if ("all" in sign) for (const part of sign.all) checkSign(id, part);
    else if ("any" in sign) for (const part of sign.any) checkSign(id, part);
    else if ("atLeast" in sign) {
      checkAnswer(id, sign.question, sign.atLeast, "scale");
      // The mildest answer would always speak, and so say nothing.
      if (byId.get(sign.question)?.options?.[0]?.value === sign.atLeast) {
        find("contradiction", id, `${sign.question} at least ${sign.atLeast}`);
      }
    } else if ("includes" in sign) checkAnswer(id, sign.question, sign.includes, "several");
    else if ("injury" in sign) {
      for (const { id: map } of questions.filter(({ type }) => type === "injuries")) read.add(map);
      expect(
        "injury",
        injuryKinds.map((kind) => kind.id),
        id,
        sign.injury.kinds ?? [],
      );
    } else if ("evidence" in sign) expect("evidence", kinds, id, [sign.evidence]);
  };
  for (const { id, when } of [...urgency, ...interventions]) checkSign(id, when);

  for (const { rule, clearedBy } of filing) {
    expect(
      "urgency",
      edition.urgency.map(({ id }) => id),
      rule,
      [rule],
    );
    if (clearedBy === null) continue;
    if ("evidencePassed" in clearedBy) expect("evidence", kinds, rule, [clearedBy.evidencePassed]);
    else checkAnswer(rule, clearedBy.question, clearedBy.atMost, "scale");
  }
  for (const { id } of edition.urgency) {
    if (!filing.some(({ rule }) => rule === id)) find("dangling-reference", "filing", `urgency ${id}`);
  }

  const options = byId.get(evidence.of)?.options?.map(({ value }) => value) ?? [];
  if (byId.get(evidence.of)?.type !== "several" || options.join() !== kinds.join()) {
    find("options-differ", evidence.of, kinds.join(", "));
  }
  if (byId.get(evidence.since)?.type !== "moment") find("dangling-reference", "evidence", `question ${evidence.since}`);

  for (const { id, documentation } of questions) {
    if (documentation === true && read.has(id)) find("contradiction", id, "documentation");
    if (documentation !== true && !read.has(id)) find("question-without-effect", id, id);
  }
  return findings;
}

const hasOptions = ({ type }: AssessmentQuestion): boolean => type === "scale" || type === "several";
