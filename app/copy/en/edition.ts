import type { edition as zh } from "../zh-CN/edition.ts";

export const edition: typeof zh = {
  findings: {
    "file-missing": "a file is missing",
    "file-malformed": "a file is malformed",
    "translation-missing": "Chinese or English is missing",
    "repeated-id": "an id stands twice",
    "dangling-reference": "a reference leads nowhere",
    "unknown-fact": "a condition names a fact that does not exist, or a notion defined later",
    "value-outside-domain": "a condition names a value that the fact cannot take",
    "rule-without-source": "no source is cited",
    "rule-to-nobody": "a rule points to a department with neither desk nor queue",
    "rule-unreachable": "a rule can never fire",
    "rule-shadowed": "a rule is wholly covered by another and makes no difference",
    contradiction: "two things contradict each other",
    "situation-missing": "a situation of the law is missing",
    "situation-uncovered": "no rule takes this situation, or it has no sign for that profession",
    "urgency-uncovered": "some report would get no urgency",
    "district-uncovered": "some report would get no district",
    "department-without-rule": "a department that takes assignments has no rule",
    "clock-without-stop": "a clock has no event that stops it",
    "verification-promoted": "a mark of verification stands above that of the source",
    "question-unreachable": "a question can never be asked, or rests on what was not asked before",
    "question-not-in-contract": "the report's contract holds no such field",
    "question-without-effect":
      "a question of the assessment that no rule reads and that is not marked as kept for the record",
    "options-differ": "the options differ from the report's contract",
  },
  clean: (id, rules, questions, clocks, interventions) =>
    `Edition ${id} is clean: ${rules} rules, ${questions} questions, ${clocks} clocks, ${interventions} interventions.`,
  found: (count, dir) => `${dir} has ${count} ${count === 1 ? "finding" : "findings"}:`,
  usage: {
    title: "Wrong usage",
    detail: "Give one report file, or - for standard input: npm run --silent rehearse -- report.json",
  },
  noFile: (name) => ({ title: "The file cannot be read", detail: `Check its path and rights: ${name}` }),
  notJson: { title: "This is not JSON", detail: "Give JSON encoded as UTF-8." },
  notAccepted: { title: "The report has mistakes", detail: "Correct the fields below." },
  unusable: { title: "The edition cannot be used", detail: "Check and correct it first: npm run lint:edition" },
};
