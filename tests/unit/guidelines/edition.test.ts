import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { districtName, isDistrictOf } from "#guidelines/city.ts";
import { outcomeOf } from "#guidelines/condition.ts";
import { factDescription, factDescriptions } from "#guidelines/fact-fields.ts";
import { factsOf } from "#guidelines/facts.ts";
import { contractFields } from "#guidelines/lint-questions.ts";
import { guardianshipStatuses, places, professions, relations, situations } from "#guidelines/report.ts";
import { findFacts, implications, outcomes } from "#guidelines/satisfy.ts";
import { barely, city, edition } from "./examples.ts";

describe("the edition is whole", () => {
  test("the nine situations, in the order of the opinion, each with signs for each profession", () => {
    expect(edition.situations.map(({ id }) => id)).toEqual([...situations]);
    for (const { indicators } of edition.situations) {
      expect(indicators.length).toBeGreaterThanOrEqual(5);
      for (const profession of professions) {
        expect(indicators.some((indicator) => indicator.professions.includes(profession))).toBe(true);
      }
    }
  });

  test("all departments of the task plan, the four first ones with a desk", () => {
    expect(edition.departments.map(({ id }) => id)).toHaveLength(21);
    expect(edition.departments.slice(0, 4).map(({ id, desk }) => [id, desk])).toEqual([
      ["police", true],
      ["procuratorate", true],
      ["civil_affairs", true],
      ["womens_federation", true],
    ]);
  });

  test("all measures of the task plan that ask for an intervention have one", () => {
    const measures = new Set(edition.interventions.flatMap((intervention) => intervention.measures));
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 21])
      expect(measures).toContain(number);
  });

  test("the interventions that the contract names", () => {
    const ids = edition.interventions.map(({ id }) => id);
    const named = [
      "protection_order",
      "revoke_guardianship",
      "restore_guardianship",
      "emergency_placement",
      "written_warning",
      "legal_aid",
      "judicial_relief",
      "temporary_guardianship",
      "long_term_guardianship",
      "placement",
      "temporary_relief",
      "medical_referral",
      "psychological_intervention",
      "psychological_assessment",
      "guardianship_assessment",
      "guardian_supervision_order",
      "family_education_order",
      "admonition",
      "caring_mother_pairing",
      "household_registration",
      "aftercare",
      "adoption",
    ];
    expect(ids).toEqual(expect.arrayContaining(named));
  });

  test("every clock of the fact sheet", () => {
    const ids = edition.clocks.map(({ id }) => id);
    const named = [
      "report_at_once",
      "police_accept",
      "police_receipt",
      "police_jurisdiction",
      "police_filing_review",
      "police_public_order",
      "bullying_inquiry",
      "guardianship_suit",
      "police_progress",
      "non_filing_notice",
      "reconsideration_request",
      "explain_non_filing",
      "tell_reasons_accepted",
      "file_on_notice",
      "rectify_not_filed",
      "urge_unfinished",
      "suggestion_reply",
      "public_interest_reply",
      "protection_order",
      "protection_order_end",
      "protection_order_review",
      "legal_aid_notice",
      "legal_aid_review",
      "temporary_guardianship_review",
      "monthly_visit",
      "supplement_report",
      "reporter_question",
      "result_to_reporter",
      "routing_objection",
      "department_accept",
    ];
    expect(ids).toEqual(expect.arrayContaining(named));
  });

  test("statutory numbers are as the fact sheet has them", () => {
    const limit = (id: string) => edition.clocks.find((clock) => clock.id === id)?.limits.serious;
    expect(limit("non_filing_notice")).toMatchObject({ unit: "calendar_days", amount: 3 });
    expect(limit("explain_non_filing")).toMatchObject({ unit: "calendar_days", amount: 7 });
    expect(limit("file_on_notice")).toMatchObject({ unit: "calendar_days", amount: 15 });
    expect(limit("suggestion_reply")).toMatchObject({ unit: "months", amount: 1 });
    expect(limit("protection_order")).toMatchObject({ unit: "hours", amount: 72 });
    expect(limit("police_jurisdiction")).toMatchObject({ unit: "hours", amount: 24 });
    expect(limit("legal_aid_review")).toMatchObject({ unit: "calendar_days", amount: 7 });
  });

  test("hours of acceptance are marked as the city's own, not as law", () => {
    const policy = [
      "police_accept",
      "department_accept",
      "report_at_once",
      "supplement_report",
      "routing_objection",
      "result_to_reporter",
    ];
    for (const id of policy) expect(edition.clocks.find((clock) => clock.id === id)?.verification).toBe("policy");
  });
});

describe("the questions", () => {
  test("come in the order of the pages, each field once", () => {
    const pages = edition.pages.map(({ id }) => id);
    expect(pages).toEqual([
      "safety",
      "reporter",
      "children",
      "situation",
      "account",
      "people",
      "steps",
      "contact",
      "check",
    ]);
    const positions = edition.questions.map(({ page }) => pages.indexOf(page));
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
    expect(new Set(edition.questions.map(({ field }) => field)).size).toBe(edition.questions.length);
  });

  test("ask for every field of the contract that a person can answer", () => {
    const asked = new Set(edition.questions.map(({ field }) => field));
    const set = new Set(["edition", "urgentPath", "safety.callEmergencyShown"]);
    const groups = [...contractFields().keys()].filter((field) =>
      [...contractFields().keys()].some((other) => other.startsWith(`${field}.`) || other.startsWith(`${field}[`)),
    );
    const answerable = [...contractFields().keys()].filter(
      (field) => !set.has(field) && !groups.includes(field) && !field.endsWith("[]"),
    );
    expect(answerable.filter((field) => !asked.has(field))).toEqual([]);
  });

  test("on the urgent path ask for the child, the situation, danger, where, and how to reach the reporter", () => {
    const urgent = edition.questions.filter(({ urgentPath }) => urgentPath).map(({ field }) => field);
    expect(urgent).toEqual(
      expect.arrayContaining([
        "safety.immediateDanger",
        "safety.childWhereabouts",
        "children[].name",
        "incident.situations",
        "incident.district",
        "reporter.phone",
      ]),
    );
    expect(urgent.length).toBeLessThanOrEqual(14);
  });
});

test("every fact has a name, and is derived from fields that exist", () => {
  expect(edition.facts.map(({ id }) => id)).toEqual(Object.keys(factDescriptions));
  const fields = contractFields();
  for (const { fields: from } of Object.values(factDescriptions)) {
    for (const field of from) expect([...fields.keys()]).toContain(field);
  }
});

const anyAnswers = fc
  .record({
    reporter: fc.record({ profession: fc.constantFrom(...professions) }),
    children: fc.array(fc.record({ age: fc.option(fc.integer({ min: 0, max: 17 })) }), { minLength: 1, maxLength: 3 }),
    incident: fc.record({ place: fc.constantFrom(...places), online: fc.constantFrom(true, false, null) }),
    suspects: fc.array(
      fc.record({ relation: fc.constantFrom(...relations), isGuardian: fc.constantFrom(true, false, null) }),
      { maxLength: 2 },
    ),
    guardianship: fc.record({ status: fc.constantFrom(...guardianshipStatuses) }),
  })
  .map(barely);

describe("what the lint takes for granted about facts is true of every report", () => {
  const at = new Date("2026-11-23T10:00:00Z");
  test("the implications hold", () => {
    fc.assert(
      fc.property(anyAnswers, (report) => {
        const facts = factsOf(report, { at, city });
        for (const { when, follows } of implications) {
          if (outcomeOf(when, facts) === true)
            expect(outcomeOf(follows, facts), JSON.stringify({ when, follows })).toBe(true);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("values stay within their domains", () => {
    fc.assert(
      fc.property(anyAnswers, (report) => {
        for (const [fact, value] of Object.entries(factsOf(report, { at, city }))) {
          const description = factDescription(fact);
          if (value === null) expect(description?.alwaysKnown, fact).toBe(false);
          else if (description?.domain.kind === "choice") expect(description.domain.values).toContain(value);
          else if (description?.domain.kind === "yes_no") expect(typeof value, fact).toBe("boolean");
        }
      }),
    );
  });
});

describe("the search for facts", () => {
  const wanted = outcomes.true;
  test("finds facts that meet a condition, and says when there are none", () => {
    const condition = { all: [{ fact: "place", is: "home" }, { not: { fact: "youngest_age", below: 14 } }] };
    const found = findFacts([{ condition, wanted }]);
    expect(found && outcomeOf(condition, found)).toBe(true);
    expect(findFacts([{ condition: { all: [condition, { fact: "under_14", is: true }] }, wanted }])).toBeNull();
  });

  test("knows that an unknown fact meets neither side", () => {
    const condition = {
      all: [
        { not: { known: "disability" } },
        {
          any: [
            { fact: "disability", is: true },
            { fact: "disability", is: false },
          ],
        },
      ],
    };
    expect(findFacts([{ condition, wanted }])).toBeNull();
    expect(findFacts([{ condition, wanted: outcomes.unknown }])).toEqual({ disability: null });
  });
});

test("the city has its sixteen districts and the development area, marked as the city's own code", () => {
  expect(city.districts.filter(({ verification }) => verification === "standard")).toHaveLength(16);
  expect(city.districts.filter(({ verification }) => verification === "policy").map(({ code }) => code)).toEqual([
    "110400",
  ]);
  expect(isDistrictOf(city, "110105")).toBe(true);
  expect(isDistrictOf(city, "130100")).toBe(false);
  expect(districtName(city, "110000").zh).toMatch(/北京/);
  expect(city.hotlines.map(({ number }) => number)).toEqual([
    "110",
    "120",
    "12345",
    "12348",
    "12355",
    "12338",
    "12309",
  ]);
});
