import { describe, expect, test } from "vitest";
import { checkPlan, checkRecord, type TypedPlan, type TypedRecord } from "#app/meetings/rules.ts";

const now = new Date("2026-11-23T10:00:00Z");

describe("the plan of a meeting", () => {
  const typed: TypedPlan = {
    topic: "是否需要临时监护",
    place: "",
    day: "2026-11-24",
    time: "09:00",
    departments: ["civil_affairs", "nobody_we_know"],
  };
  const others = ["civil_affairs", "procuratorate"];

  test("asks departments on the case only", () => {
    expect(checkPlan(typed, others, now)).toEqual({
      ok: {
        agenda: { topic: "是否需要临时监护", place: null },
        plannedFor: new Date("2026-11-24T01:00:00Z"),
        departments: ["civil_affairs"],
      },
    });
  });

  test.each<[string, Partial<TypedPlan>, object]>([
    ["no topic", { topic: " " }, { topic: "missing" }],
    ["a topic without end", { topic: "字".repeat(4_001) }, { topic: "tooLong" }],
    ["a place without end", { place: "字".repeat(301) }, { place: "tooLong" }],
    ["no day", { day: "" }, { day: "missing" }],
    ["no time", { time: "9" }, { time: "missing" }],
    ["long past", { day: "2026-11-20" }, { day: "tooEarly" }],
    ["nobody asked", { departments: [] }, { departments: "missing" }],
  ])("%s", (_, over, problems) => {
    expect(checkPlan({ ...typed, ...over }, others, now)).toEqual({ problems });
  });
});

describe("the record of a meeting", () => {
  const empty = { department: "", what: "", until: "" };
  const typed: TypedRecord = {
    version: "1",
    heldDay: "2026-11-23",
    heldTime: "15:00",
    attended: ["police", "elsewhere"],
    people: "",
    discussion: "",
    decision: "由民政先行临时监护",
    tasks: [{ department: "civil_affairs", what: "安排临时照料", until: "2026-11-23" }, empty],
  };
  const desks = ["police", "civil_affairs"];

  test("tasks last until the end of their day; empty rows are none", () => {
    expect(checkRecord(typed, desks, now)).toEqual({
      ok: {
        version: 1,
        heldAt: new Date("2026-11-23T07:00:00Z"),
        attended: ["police"],
        record: { people: null, discussion: null, decision: "由民政先行临时监护", cancelledFor: null },
        tasks: [{ department: "civil_affairs", what: "安排临时照料", dueAt: new Date("2026-11-23T15:59:59.999Z") }],
      },
    });
  });

  test.each<[string, Partial<TypedRecord>, object]>([
    ["no day", { heldDay: "x" }, { heldDay: "missing" }],
    ["no time", { heldTime: "" }, { heldTime: "missing" }],
    ["not yet", { heldTime: "18:30" }, { heldDay: "inFuture" }],
    ["no decision", { decision: "" }, { decision: "missing" }],
    [
      "a task for nobody",
      { tasks: [{ ...empty, what: "x", until: "2026-12-01" }] },
      { "tasks[0].department": "unknown" },
    ],
    [
      "a task for a department elsewhere",
      { tasks: [{ department: "housing", what: "x", until: "2026-12-01" }] },
      { "tasks[0].department": "unknown" },
    ],
    [
      "a task without words and day",
      { tasks: [empty, { ...empty, department: "police" }] },
      { "tasks[1].what": "missing", "tasks[1].until": "missing" },
    ],
    [
      "a task that was due before",
      { tasks: [{ department: "police", what: "x", until: "2026-11-22" }] },
      { "tasks[0].until": "past" },
    ],
  ])("%s", (_, over, problems) => {
    expect(checkRecord({ ...typed, ...over }, desks, now)).toEqual({ problems });
  });
});
