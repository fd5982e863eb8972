import { expect, test } from "vitest";
import { departmentsOn, worksOn } from "#app/joint-work/rules.ts";

const open = { state: "open", district: "110105" } as const;
const work = (department: string, state = "working", district = "110105") => ({ department, district, state });
const reader = (department: string, districts: readonly string[] = ["110105"]) => ({ department, districts });

test.each([
  ["a desk that holds work", reader("police"), open, [work("police")], true],
  ["a desk whose work is done", reader("police"), open, [work("police", "closed")], true],
  ["a desk that sent the work on", reader("police"), open, [work("police", "transferred")], false],
  ["another district's desk", reader("police", ["110108"]), open, [work("police")], false],
  ["the whole city's desk", reader("police", ["*"]), open, [work("police")], true],
  ["another department", reader("health"), open, [work("police")], false],
  ["a prosecutor in scope", reader("procuratorate"), open, [work("police")], true],
  ["a prosecutor of another district", reader("procuratorate", ["110108"]), open, [work("police")], false],
  ["anybody once it is sealed", reader("police"), { ...open, state: "sealed" }, [work("police")], false],
] as const)("works the case: %s", (_who, who, matter, desks, expected) => {
  expect(worksOn(who, matter, desks)).toBe(expected);
});

test("the departments on a case stand once, without those that left", () => {
  expect(departmentsOn([work("police"), work("health", "transferred"), work("police", "closed")])).toEqual(["police"]);
});
