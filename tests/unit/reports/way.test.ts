import { describe, expect, test } from "vitest";
import { isEmergency, onward, problemsOn } from "#app/reports/onward.ts";
import { firstOpenPage, stepsOf, unanswered, urgentQuestions } from "#app/reports/steps.ts";
import { asks, edition, leastAnswers, pagesOf, read, typedAs } from "./guided.ts";

const content = { token: "", code: "", pages: {}, emergency: null, forUnit: null, takenDown: null };

function goOn(pageId: string, fields: Parameters<typeof read>[0], over: Partial<Parameters<typeof onward>[1]> = {}) {
  const reading = read(fields);
  const sent = { go: { kind: "next" } as const, from: null, asked: null, ...over };
  return onward(pageId, sent, content, typedAs(fields), reading, stepsOf(edition, reading));
}

describe("the way through the report", () => {
  test("leads through every page of the edition, the check last", () => {
    expect(pagesOf(leastAnswers)).toEqual(edition.pages.map(({ id }) => id));
  });

  test("leaves out the page for reaching somebody who stays anonymous, and does not count it", () => {
    const anonymous = { ...leastAnswers, "reporter.profession": "public", "reporter.anonymous": "true" };
    expect(pagesOf(anonymous)).not.toContain("contact");
    expect(pagesOf({ ...anonymous, "reporter.anonymous": "false" })).toContain("contact");
  });

  test("asks a teacher for the unit and a neighbour whether to stay anonymous, and nobody before the profession is known", () => {
    expect(asks({ "reporter.profession": "teacher" })).toContain("unit");
    expect(asks({ "reporter.profession": "teacher" })).not.toContain("anonymous");
    expect(asks({ "reporter.profession": "public" })).toContain("anonymous");
    for (const id of ["unit", "anonymous", "child_id"]) expect(asks({})).not.toContain(id);
  });

  test("asks where the injuries are only where the situation has some", () => {
    expect(asks(leastAnswers)).toContain("injuries");
    expect(asks({ ...leastAnswers, "incident.situations": ["organised_begging"] })).not.toContain("injuries");
  });

  test("asks for the police reference once the police were called, and while nobody knows", () => {
    expect(asks({ ...leastAnswers, "steps.policeCalled": "true" })).toContain("police_reference");
    expect(asks({ ...leastAnswers, "steps.policeCalled": "unknown" })).toContain("police_reference");
    expect(asks({ ...leastAnswers, "steps.policeCalled": "false" })).not.toContain("police_reference");
  });

  test("an answer that no longer applies is not filed, and is there again when it applies again", () => {
    const called = { ...leastAnswers, "steps.policeCalled": "true", "steps.policeReference": "示例编号" };
    expect(read(called).report.steps.policeReference).toBe("示例编号");
    expect(read({ ...called, "steps.policeCalled": "false" }).report.steps.policeReference).toBeNull();
  });

  test("signs of a situation that was not chosen are not filed", () => {
    const signs = { "incident.indicators": ["multiple_injuries.old_and_new", "abandoned_or_unattended.left_alone"] };
    const own = edition.situations
      .flatMap(({ indicators }) => indicators)
      .filter(({ id, professions }) => id.startsWith("multiple_injuries.") && professions.includes("teacher"))
      .map(({ id }) => id);
    const all = edition.situations.flatMap(({ indicators }) => indicators.map(({ id }) => id));
    expect(read({ ...leastAnswers, ...signs, "incident.indicators": all }).report.incident.indicators).toEqual(own);
  });

  test("a page with everything answered leads to the next, back to the one before, from the check back to it", () => {
    expect(goOn("children", leastAnswers)).toEqual({ to: "/report/situation" });
    expect(goOn("children", {}, { go: { kind: "back" } })).toEqual({ to: "/report/reporter" });
    expect(goOn("safety", {}, { go: { kind: "back" } })).toEqual({ to: "/report" });
    expect(goOn("children", leastAnswers, { from: "check" })).toEqual({ to: "/report/check" });
    expect(goOn("reporter", {}, { go: { kind: "quick" } })).toEqual({ to: "/report/urgent" });
  });

  test("a page that raised further questions comes again with the first of them", () => {
    expect(goOn("reporter", leastAnswers, { asked: ["profession"] })).toEqual({
      to: "/report/reporter#f-reporter-unit",
    });
  });

  test("an added child comes into view, and so does the one before a removed child", () => {
    const two = { ...leastAnswers, "children[1].name": "" };
    expect(goOn("children", two, { go: { kind: "add", list: "children" } })).toEqual({
      to: "/report/children#children-1",
    });
    expect(goOn("children", two, { go: { kind: "remove", list: "children", index: 1 } })).toEqual({
      to: "/report/children#children-0",
    });
  });

  test.each(["safety.immediateDanger", "safety.medicalCareNeeded", "safety.selfHarmRisk"])(
    "%s brings the call before the form",
    (field) => {
      expect(isEmergency(read({ ...leastAnswers, [field]: "true" }))).toBe(true);
      expect(goOn("safety", { ...leastAnswers, [field]: "true" })).toEqual({ to: "/report/emergency" });
      expect(isEmergency(read({ ...leastAnswers, [field]: "unknown" }))).toBe(false);
    },
  );

  test("what must be answered may be answered with not known, where the edition allows it", () => {
    const required = edition.questions.filter((question) => question.required === "always" && question.unknownAllowed);
    const answered = Object.fromEntries(required.map(({ field }) => [field.replace("[]", "[0]"), "unknown"]));
    expect(unanswered(required, typedAs({}), "whole")).toHaveLength(required.length);
    expect(unanswered(required, typedAs(answered), "whole")).toEqual([]);
  });

  test("goes on at the first page that is not finished", () => {
    const steps = stepsOf(edition, read(leastAnswers));
    expect(firstOpenPage(steps, typedAs(leastAnswers), new Set(["safety", "reporter"]))).toBe("children");
    const all = new Set(edition.pages.map(({ id }) => id));
    expect(firstOpenPage(steps, typedAs(leastAnswers), all)).toBe("check");
    expect(firstOpenPage(steps, typedAs({ ...leastAnswers, "children[0].sex": "" }), all)).toBe("children");
  });
});

describe("the urgent path", () => {
  const least = { ...leastAnswers, "safety.childWhereabouts": "在学校" };

  test("is complete with what its one page asks", () => {
    const reading = read(least);
    expect(problemsOn(urgentQuestions(reading), reading, typedAs(least), "urgent")).toEqual([]);
  });

  test("asks for what the whole way may leave open: where the child is, and how to reach the reporter", () => {
    const { "reporter.phone": _phone, ...without } = leastAnswers;
    const reading = read(without);
    const names = problemsOn(urgentQuestions(reading), reading, typedAs(without), "urgent").map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["safety.childWhereabouts", "reporter.phone"]));
  });

  test("asks again what was typed elsewhere and cannot be filed, instead of dropping it", () => {
    const reading = read({ ...least, "reporter.email": "不是邮箱" });
    expect(urgentQuestions(reading).map(({ field }) => field)).toContain("reporter.email");
  });
});
