import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkReport, Report, reportProblemCodes } from "#guidelines/report.ts";
import { contractExample, reportWith } from "./examples.ts";

const at = new Date("2026-11-23T10:00:00Z");
const problemsOf = (input: unknown, purpose: "filing" | "rehearsal" = "filing") => {
  const checked = checkReport(input, { at, purpose });
  return checked.ok ? [] : checked.problems.map(({ path, problem }) => `${path}: ${problem}`);
};
/** The contract's example with one value put at a path. */
const having = (path: string, value: unknown) => reportWith({ [path]: value });

test("the contract's own example is accepted as it stands", () => {
  const checked = checkReport(contractExample, { at, purpose: "filing" });
  expect(checked).toMatchObject({ ok: true });
  expect(checked.ok && checked.report).toEqual(contractExample);
});

test("what is left out is not known", () => {
  const least = {
    edition: "2026-01",
    reporter: { profession: "public" },
    children: [{}],
    incident: { situations: ["other_serious"] },
  };
  const checked = checkReport(least, { at, purpose: "filing" });
  expect(checked).toMatchObject({
    ok: true,
    report: {
      children: [{ name: null, sex: "unknown", bornOn: null, age: null, disability: null }],
      incident: { from: null, place: "unknown", indicators: [] },
      suspects: [],
      guardianship: { status: "unknown" },
      safety: { immediateDanger: null },
    },
  });
});

describe("each mistake is named where it stands", () => {
  test.each<[string, unknown, string]>([
    ["edition", undefined, "edition: required"],
    ["edition", "latest", "edition: unknown_edition"],
    ["reporter.profession", "nurse", "reporter.profession: not_a_choice"],
    ["reporter.profession", undefined, "reporter.profession: required"],
    ["reporter.name", 7, "reporter.name: not_text"],
    ["reporter.name", "   ", "reporter.name: blank_text"],
    ["reporter.name", "示".repeat(101), "reporter.name: too_long"],
    ["reporter.phone", "call me", "reporter.phone: not_a_phone"],
    ["reporter.email", "somebody", "reporter.email: not_an_email"],
    ["reporter.anonymous", "yes", "reporter.anonymous: not_yes_or_no"],
    ["reporter.anonymous", true, "reporter.anonymous: anonymous_within_duty"],
    ["reporter.nickname", "x", "reporter.nickname: unknown_field"],
    ["children", [], "children: child_needed"],
    ["children", {}, "children: not_a_list"],
    ["children", Array.from({ length: 21 }, () => ({})), "children: too_many"],
    ["children[0]", "示例儿童", "children[0]: not_an_object"],
    ["children[0].sex", "girl", "children[0].sex: not_a_choice"],
    ["children[0].bornOn", "2015-02-30", "children[0].bornOn: not_a_date"],
    ["children[0].bornOn", "02/03/2015", "children[0].bornOn: not_a_date"],
    ["children[0].bornOn", "2007-01-01", "children[0].bornOn: child_is_adult"],
    ["children[0].bornOn", "2026-10-01", "children[0].bornOn: born_after_incident"],
    ["children[0].age", 18, "children[0].age: child_is_adult"],
    ["children[0].age", -1, "children[0].age: age_not_whole_years"],
    ["children[0].age", 7.5, "children[0].age: age_not_whole_years"],
    ["children[0].age", "7", "children[0].age: age_not_whole_years"],
    ["children[0].nationalId", "<script>", "children[0].nationalId: not_an_id_number"],
    ["children[0].district", "11010", "children[0].district: not_a_division_code"],
    ["children[0].disability", "no", "children[0].disability: not_yes_or_no"],
    ["incident.situations", [], "incident.situations: situation_needed"],
    ["incident.situations", ["theft"], "incident.situations[0]: not_a_choice"],
    ["incident.situations", ["other_serious", "other_serious"], "incident.situations: repeated_value"],
    ["incident.indicators", ["'; drop table reports"], "incident.indicators[0]: unknown_indicator"],
    ["incident.from", "yesterday", "incident.from: not_a_moment"],
    ["incident.from", "2026-03-02T08:00:00", "incident.from: not_a_moment"],
    ["incident.from", "2026-12-02T08:00:00+08:00", "incident.from: incident_in_future"],
    ["incident.to", "2026-03-01T08:00:00+08:00", "incident.to: ends_before_start"],
    ["incident.district", 110105, "incident.district: not_text"],
    ["incident.place", "cellar", "incident.place: not_a_choice"],
    ["incident.narrative", "a\ud800b", "incident.narrative: malformed_text"],
    ["incident.narrative", "a\u0000b", "incident.narrative: malformed_text"],
    ["incident.narrative", "长".repeat(20_001), "incident.narrative: too_long"],
    ["suspects[0].relation", "dad", "suspects[0].relation: not_a_choice"],
    ["guardianship.status", "fine", "guardianship.status: not_a_choice"],
    ["guardianship", null, "guardianship: not_an_object"],
    ["safety.immediateDanger", 1, "safety.immediateDanger: not_yes_or_no"],
    ["steps", [], "steps: not_an_object"],
  ])("%s (case %#)", (path, value, problem) => {
    expect(problemsOf(having(path, value))).toContain(problem);
  });
});

test("keys that would reach a prototype are refused like any other", () => {
  const input: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1, "edition": "2026-01"}');
  expect(problemsOf(input)).toEqual(expect.arrayContaining(["__proto__: unknown_field", "constructor: unknown_field"]));
});

test("a child who came of age since the incident is still a child of this report", () => {
  const { children } = contractExample;
  const child = { ...children[0], bornOn: "2008-06-01" };
  expect(problemsOf(having("children", [child]))).toEqual([]);
  expect(problemsOf(reportWith({ children: [child], "incident.from": null }))).toEqual([
    "children[0].bornOn: child_is_adult",
  ]);
});

describe("who may stay anonymous", () => {
  const anonymous = { name: null, phone: null, unit: null, email: null, anonymous: true };
  test("the public may, without name, phone and unit", () => {
    expect(problemsOf(having("reporter", { ...anonymous, profession: "public" }))).toEqual([]);
    const named = { ...anonymous, profession: "other", phone: "13800000000" };
    expect(problemsOf(having("reporter", named))).toEqual(["reporter.phone: anonymous_with_identity"]);
  });

  test("whoever carries the duty may not, and must be reachable when filing", () => {
    expect(problemsOf(having("reporter", { ...anonymous, profession: "hotel" }))).toContain(
      "reporter.anonymous: anonymous_within_duty",
    );
    const silent = { ...anonymous, profession: "medical", anonymous: false };
    expect(problemsOf(having("reporter", silent))).toEqual(["reporter.phone: contact_needed"]);
    expect(problemsOf(having("reporter", silent), "rehearsal")).toEqual([]);
  });
});

test("whatever is sent, the answer is a report or coded problems, never a fault", () => {
  const known: ReadonlySet<string> = new Set(reportProblemCodes);
  const groups = Object.keys(contractExample).filter((key) => key !== "edition");
  const paths = [...groups.flatMap((key) => [key, `${key}.x`, `${key}[0]`]), "incident.from", "children[0].bornOn"];
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true }),
      (path, value) => {
        const checked = checkReport(having(path, value), { at, purpose: "filing" });
        if (!checked.ok) for (const { problem } of checked.problems) expect(known).toContain(problem);
      },
    ),
    { numRuns: 1_000 },
  );
});

test("a report that was read reads again to itself", () => {
  const once = Report.parse(contractExample);
  expect(Report.parse(once)).toEqual(once);
});
