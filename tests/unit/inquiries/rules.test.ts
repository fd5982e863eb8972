import { describe, expect, test } from "vitest";
import { askable, checkDepartment, checkText, InquiryRefusal, longestText } from "#app/inquiries/rules.ts";
import { worksOn } from "#app/joint-work/rules.ts";

const here = "110105";
const desk = (department: string, state = "working", district = here) => ({ department, district, state });
const officer = (department: string, districts: readonly string[] = [here]) => ({ department, districts });
const open = { state: "open", district: here } as const;
const desks = [
  desk("police"),
  desk("civil_affairs"),
  desk("education", "transferred"),
  desk("justice", "closed"),
  desk("procuratorate"),
];

describe("who is concerned by inquiries of a case", () => {
  test.each([
    ["a desk on the case", officer("police"), open, true],
    ["a desk whose work is closed", officer("justice"), open, true],
    ["a desk that sent its work on", officer("education"), open, false],
    ["the same department of another district", officer("police", ["110108"]), open, false],
    ["a department for the whole city", officer("police", ["*"]), open, true],
    ["a department that is not on the case", officer("housing"), open, false],
    ["a prosecutor of the district without a desk of their own", officer("procuratorate"), open, true],
    ["a prosecutor of another district", officer("procuratorate", ["110108"]), open, false],
    ["anybody, once the case is sealed", officer("police"), { state: "sealed", district: here } as const, false],
  ])("%s: %#", (_who, actor, matter, concerned) => {
    const present = actor.department === "procuratorate" ? desks.slice(0, 4) : desks;
    expect(worksOn(actor, matter, present)).toBe(concerned);
  });
});

describe("who may be asked", () => {
  test("every other department on the case, once each, and none that sent its work on", () => {
    expect(askable(officer("police"), open, [...desks, desk("civil_affairs", "new", "110108")])).toEqual([
      "civil_affairs",
      "justice",
      "procuratorate",
    ]);
  });
  test.each(["closed", "sealed"] as const)("nobody on a case that is %s", (state) => {
    expect(askable(officer("police"), { state, district: here }, desks)).toEqual([]);
  });
});

describe("what may be written", () => {
  const code = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof InquiryRefusal) return error.code;
      throw error;
    }
    return "taken";
  };
  test.each([
    ["", "question_missing"],
    [" \n", "question_missing"],
    ["问", "taken"],
    ["问".repeat(longestText), "taken"],
    ["问".repeat(longestText + 1), "too_long"],
  ])("%#: %s", (text, expected) => {
    expect(code(() => checkText(text, "question_missing"))).toBe(expected);
  });
  test.each([
    ["", "department_missing"],
    ["education", "department_unknown"],
    ["justice", "taken"],
  ])("to %s: %s", (chosen, expected) => {
    expect(code(() => checkDepartment(chosen, ["justice"]))).toBe(expected);
  });
});
