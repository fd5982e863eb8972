import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  guardianshipStatuses,
  type Profession,
  places,
  professions,
  Report,
  relations,
  type Situation,
  sexes,
  situations,
} from "#guidelines/report.ts";
import { type Decision, decide, replay, serialiseDecision } from "#guidelines/route.ts";
import { barely, city, contractExample, edition, reportWith } from "./examples.ts";

const at = new Date("2026-11-23T10:00:00Z");
const routed = (report: Report): Decision => decide(edition, city, report, { at });
const departmentsOf = (decision: Decision) => decision.assignments.map(({ department }) => department);
const assignmentTo = (department: string, decision: Decision) =>
  decision.assignments.find((assignment) => assignment.department === department);
const takesAssignments = new Set(edition.departments.filter(({ desk, queue }) => desk || queue).map(({ id }) => id));

/** What must be true of every decision, whatever was answered. */
function expectSound(decision: Decision): void {
  const departments = departmentsOf(decision);
  expect(departments).toContain("police");
  expect(departments).toContain("procuratorate");
  expect(new Set(departments).size, "one assignment a department").toBe(departments.length);
  for (const assignment of decision.assignments) {
    expect(takesAssignments).toContain(assignment.department);
    expect(assignment.district).toBe(decision.district.lead);
    expect(assignment.rules).toContain(assignment.rule);
    expect(assignment.basis.length).toBeGreaterThan(0);
    expect(assignment.clocks.length, "somebody must accept in time").toBeGreaterThan(0);
    for (const { dueAt } of assignment.clocks) expect(Date.parse(dueAt ?? "")).toBeGreaterThan(at.getTime());
  }
}

const ages = [3, 8, 13, 14, 17, null];

describe("every situation × profession × guardianship × age", () => {
  test.each(situations)("%s", (situation) => {
    let decided = 0;
    for (const profession of professions) {
      for (const status of guardianshipStatuses) {
        for (const age of ages) {
          const report = barely({
            reporter: { profession },
            incident: { situations: [situation] },
            children: [{ age }],
            guardianship: { status },
          });
          const decision = routed(report);
          expectSound(decision);
          expect(departmentsOf(decision).includes("civil_affairs")).toBe(needsCivilAffairs(situation, status));
          expect(departmentsOf(decision).includes("health")).toBe(needsHealth(situation, profession));
          expect(departmentsOf(decision).includes("education")).toBe(profession === "teacher");
          decided += 1;
        }
      }
    }
    expect(decided).toBe(professions.length * guardianshipStatuses.length * ages.length);
  });
});

/** Minors Protection Law 92: the guardian fails, is the suspect, or is not known; or the child is without care. */
function needsCivilAffairs(situation: Situation, status: string): boolean {
  const withoutCare = ["abandoned_or_unattended", "unknown_origin_or_missing", "organised_begging"];
  return status !== "guardian_protective" || withoutCare.includes(situation);
}

function needsHealth(situation: Situation, profession: Profession): boolean {
  const toBeExamined = ["genital_injury", "girl_under_14_sexual", "girl_14_up_sexual_pregnancy"];
  return profession === "medical" || toBeExamined.includes(situation);
}

const yesNoUnknown = fc.constantFrom(true, false, null);
const age = fc.option(fc.integer({ min: 0, max: 17 }));
const district = fc.constantFrom("110105", "110119", "110400", "130100", null);
const indicators = edition.situations.flatMap((situation) => situation.indicators.map(({ id }) => id));
const anyReport = fc
  .record({
    edition: fc.constant("2026-01"),
    reporter: fc.record({ profession: fc.constantFrom(...professions), unitDistrict: district }),
    children: fc.array(
      fc.record({
        name: fc.constantFrom("示例儿童甲", null),
        sex: fc.constantFrom(...sexes),
        age,
        disability: yesNoUnknown,
        school: fc.constantFrom("示例小学", null),
        outOfSchool: yesNoUnknown,
        district,
      }),
      { minLength: 1, maxLength: 3 },
    ),
    incident: fc.record({
      situations: fc.subarray([...situations], { minLength: 1 }),
      indicators: fc.subarray(indicators, { maxLength: 4 }),
      from: fc.constantFrom("2026-11-22", "2026-11-01T08:00:00+08:00", null),
      ongoing: yesNoUnknown,
      online: yesNoUnknown,
      district,
      place: fc.constantFrom(...places),
      narrative: fc.constantFrom("示例经过：不该出现在决定里", null),
    }),
    suspects: fc.array(
      fc.record({
        name: fc.constantFrom("示例嫌疑人", null),
        relation: fc.constantFrom(...relations),
        isGuardian: yesNoUnknown,
        livesWithChild: yesNoUnknown,
        hasAccessNow: yesNoUnknown,
      }),
      { maxLength: 2 },
    ),
    guardianship: fc.record({ status: fc.constantFrom(...guardianshipStatuses) }),
    safety: fc.record({
      immediateDanger: yesNoUnknown,
      medicalCareNeeded: yesNoUnknown,
      selfHarmRisk: yesNoUnknown,
      childWhereabouts: fc.constantFrom("示例地点", null),
    }),
    steps: fc.record({ policeCalled: yesNoUnknown, policeRefused: yesNoUnknown }),
    needs: fc.record({
      hardship: yesNoUnknown,
      placement: yesNoUnknown,
      legalAid: yesNoUnknown,
      housing: yesNoUnknown,
    }),
  })
  .map((input) => Report.parse(input));

describe("whatever is reported", () => {
  test("police always, somebody accountable always, never two assignments of one department", () => {
    fc.assert(
      fc.property(anyReport, (report) => expectSound(routed(report))),
      { numRuns: 500 },
    );
  });

  test("rules add recipients: one more situation never takes a department away", () => {
    fc.assert(
      fc.property(anyReport, fc.constantFrom(...situations), (report, situation) => {
        const more = { ...report.incident, situations: [...new Set([...report.incident.situations, situation])] };
        const before = departmentsOf(routed(report));
        expect(departmentsOf(routed({ ...report, incident: more }))).toEqual(expect.arrayContaining(before));
      }),
      { numRuns: 300 },
    );
  });

  test("deciding again gives the same bytes, also from a report that was stored as JSON", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const stored = serialiseDecision(routed(report));
        const again = Report.parse(JSON.parse(JSON.stringify(report)));
        expect(replay(edition, city, stored, again)).toEqual({ same: true, stored, replayed: stored });
      }),
      { numRuns: 200 },
    );
  });

  test("keys come in one order, however the decision was kept", () => {
    const decision = routed(barely());
    const shuffled = Object.fromEntries(Object.entries(decision).reverse()) as Decision;
    expect(serialiseDecision(shuffled)).toBe(serialiseDecision(decision));
  });

  test("a decision holds no identity and no word of the account", () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(serialiseDecision(routed(report))).not.toMatch(/示例/);
      }),
      { numRuns: 200 },
    );
  });
});

test("another report under the same edition is not the same decision", () => {
  const stored = serialiseDecision(routed(barely()));
  expect(replay(edition, city, stored, barely({ children: [{ age: 3, disability: true }] })).same).toBe(false);
});

describe("who is brought in", () => {
  test.each<[string, Report, string[]]>([
    [
      "the contract's example",
      Report.parse(contractExample),
      ["womens_federation", "civil_affairs", "education", "health", "justice", "court"],
    ],
    ["a disabled child", barely({ children: [{ disability: true }] }), ["disabled_federation"]],
    ["harm online", barely({ incident: { place: "online" } }), ["cyberspace"]],
    ["child labour", barely({ incident: { indicators: ["other_serious.child_labour"] } }), ["human_resources"]],
    ["a teacher under suspicion", barely({ suspects: [{ relation: "teacher_or_staff" }] }), ["education"]],
    ["self-harm", barely({ safety: { selfHarmRisk: true } }), ["health", "youth_league"]],
    ["a family in need", barely({ needs: { hardship: true } }), ["civil_affairs"]],
    ["no fit housing", barely({ needs: { housing: true } }), ["housing"]],
    ["medical costs", barely({ needs: { medicalCosts: true } }), ["medical_insurance"]],
    [
      "sexual harm to a girl",
      barely({ children: [{ sex: "female" }], incident: { situations: ["genital_injury"] } }),
      ["womens_federation", "justice", "health"],
    ],
    [
      "sexual harm to a child whose sex is not known",
      barely({ incident: { situations: ["genital_injury"] } }),
      ["womens_federation"],
    ],
  ])("%s", (_what, report, expected) => {
    expect(departmentsOf(routed(report))).toEqual(expect.arrayContaining(expected));
  });

  test("a stranger's harm to a boy with protective guardians does not bring in the women's federation or civil affairs", () => {
    const report = barely({
      children: [{ sex: "male" }],
      suspects: [{ relation: "stranger", isGuardian: false, livesWithChild: false, hasAccessNow: false }],
      guardianship: { status: "guardian_protective" },
      safety: { immediateDanger: false },
    });
    expect(departmentsOf(routed(report))).toEqual(["police", "procuratorate"]);
  });

  test("every department that takes assignments is reached by some report", () => {
    const reports = [
      barely({
        reporter: { profession: "teacher" },
        children: [{ disability: true }],
        incident: { situations: ["genital_injury"], place: "online", indicators: ["other_serious.child_labour"] },
        guardianship: { status: "guardian_is_suspect" },
        safety: { immediateDanger: true },
        needs: { medicalCosts: true, housing: true, accompaniment: true },
      }),
    ];
    expect(new Set(reports.flatMap((report) => departmentsOf(routed(report))))).toEqual(takesAssignments);
  });
});

test("the procuratorate is informed of every report and asked in early for grave ones; both rules stay on record", () => {
  const plain = barely({ suspects: [{ relation: "stranger" }], guardianship: { status: "guardian_protective" } });
  expect(assignmentTo("procuratorate", routed(plain))).toMatchObject({
    capacity: "informed",
    rule: "procuratorate_informed",
  });
  const grave = barely({
    incident: { situations: ["girl_under_14_sexual"] },
    guardianship: { status: "guardian_protective" },
  });
  expect(assignmentTo("procuratorate", routed(grave))).toMatchObject({
    capacity: "supervision",
    rule: "procuratorate_early",
    rules: ["procuratorate_informed", "procuratorate_early"],
  });
});

test("an unknown guardian brings civil affairs in for caution, and the trace says so", () => {
  const decision = routed(barely());
  expect(assignmentTo("civil_affairs", decision)?.rule).toBe("civil_affairs_guardianship");
  const traced = decision.trace.routing.find(({ rule }) => rule === "civil_affairs_guardianship");
  expect(traced).toMatchObject({
    outcome: "fired",
    caution: true,
    missing: ["guardian_status"],
  });
});

describe("the district", () => {
  const places = (incident: string | null, child: string | null, unit: string | null) =>
    routed(
      barely({ incident: { district: incident }, children: [{ district: child }], reporter: { unitDistrict: unit } }),
    ).district;

  test.each([
    [
      "where it happened",
      places("110105", "110108", "110101"),
      "110105",
      "district_of_incident",
      ["110101", "110108"],
      [],
    ],
    ["else where the child lives", places(null, "110108", "110101"), "110108", "district_of_child", ["110101"], []],
    ["else where the unit is", places("130100", null, "110101"), "110101", "district_of_unit", [], ["130100"]],
    ["else the city desk", places(null, null, null), "110000", "district_city_desk", [], []],
    [
      "a place outside the city never leads",
      places("130100", "310101", null),
      "110000",
      "district_city_desk",
      [],
      ["130100", "310101"],
    ],
  ])("%s", (_what, district, lead, rule, informed, outside) => {
    expect(district).toMatchObject({ lead, rule, informed, outside });
  });
});

describe("clocks", () => {
  test("police and departments accept within the hours of the urgency", () => {
    const due = (safety: object) =>
      routed(barely({ safety: { immediateDanger: false, ...safety } })).assignments.map(({ clocks }) => clocks[0]);
    const critical = due({ immediateDanger: true });
    expect(critical).toContainEqual({
      clock: "police_accept",
      source: "mandatory-reporting-opinion-2020/8",
      dueAt: "2026-11-23T19:00:00.000+08:00",
    });
    expect(critical[1]).toMatchObject({ clock: "department_accept", dueAt: "2026-11-23T19:00:00.000+08:00" });
    expect(due({ medicalCareNeeded: true })[0]).toMatchObject({ dueAt: "2026-11-23T20:00:00.000+08:00" });
    expect(due({})[0]).toMatchObject({ dueAt: "2026-11-24T18:00:00.000+08:00" });
  });

  test("what starts on a later event is named but not started", () => {
    const police = assignmentTo("police", routed(barely()));
    expect(police?.laterClocks).toEqual(
      expect.arrayContaining(["police_receipt", "police_filing_review", "police_progress"]),
    );
    expect(police?.clocks.map(({ clock }) => clock)).toEqual(["police_accept"]);
  });

  test("a calendar that is not published does not stop the routing", () => {
    const limit = { unit: "working_days", amount: 2, holiday: "next_working_day" } as const;
    const inDays = { unit: "calendar_days", amount: 2, holiday: "next_working_day" } as const;
    const clocks = edition.clocks.map((clock) => {
      if (clock.id === "police_accept") return { ...clock, limits: { critical: limit, urgent: limit, serious: limit } };
      if (clock.id === "department_accept")
        return { ...clock, limits: { critical: inDays, urgent: inDays, serious: inDays } };
      return clock;
    });
    const decision = decide({ ...edition, clocks }, city, barely(), { at: new Date("2026-12-31T02:00:00Z") });
    expect(decision.assignments[0]?.clocks[0]).toMatchObject({ dueAt: null, calendarMissing: true });
    expect(decision.assignments[1]?.clocks[0]).toMatchObject({
      dueAt: "2027-01-02T23:59:59.999+08:00",
      provisional: true,
    });
  });
});

test("interventions are suggested by rules and by the child's needs, in the order of the catalogue", () => {
  const decision = routed(Report.parse(reportWith({ "suspects[0].hasAccessNow": false, needs: { hardship: true } })));
  expect(assignmentTo("civil_affairs", decision)?.suggestedInterventions).toEqual([
    "temporary_guardianship",
    "guardianship_assessment",
    "economic_relief",
    "temporary_relief",
    "basic_living_security",
  ]);
});
