import { describe, expect, test } from "vitest";
import { checkIntake, mostWords, type TypedIntake } from "#app/intake/rules.ts";
import { readBackOf, readBacksFor } from "#app/reports/taken-down.ts";
import { intakeChannels, readBacks } from "#db/schema/index.ts";

const now = new Date("2026-11-23T10:00:00Z");
const typed: TypedIntake = {
  channel: "telephone",
  heardDay: "2026-11-23",
  heardHour: "17:30",
  heardBy: " ",
  ticket: "",
  remarks: " 通话不清 ",
};

describe("what is typed before a report is taken down", () => {
  test("the moment is Beijing's; what was left empty is nothing", () => {
    expect(checkIntake(typed, now)).toEqual({
      ok: {
        channel: "telephone",
        heardAt: new Date("2026-11-23T09:30:00Z"),
        heardBy: null,
        ticket: null,
        remarks: "通话不清",
      },
    });
  });

  test.each<[string, Partial<TypedIntake>, object]>([
    ["no channel", { channel: "" }, { channel: "missing" }],
    ["a channel nobody knows", { channel: "__proto__" }, { channel: "missing" }],
    ["no day", { heardDay: "" }, { heardDay: "missing" }],
    ["a day that is none", { heardDay: "2026-02-30" }, { heardDay: "missing" }],
    ["no time", { heardHour: "" }, { heardHour: "missing" }],
    ["a time that is none", { heardHour: "25:00" }, { heardHour: "missing" }],
    ["later than now", { heardHour: "18:02" }, { heardDay: "inFuture" }],
    ["too many words", { remarks: "字".repeat(mostWords.remarks + 1) }, { remarks: "tooLong" }],
    [
      "all at once",
      { channel: "", heardHour: "", ticket: "9".repeat(61) },
      { channel: "missing", heardHour: "missing", ticket: "tooLong" },
    ],
  ])("%s", (_, over, problems) => {
    expect(checkIntake({ ...typed, ...over }, now)).toEqual({ problems });
  });

  test("a clock that is a minute ahead is forgiven", () => {
    expect(checkIntake({ ...typed, heardHour: "18:01" }, now)).toHaveProperty("ok");
  });
});

describe("reading back", () => {
  test("each channel offers confirmation, and only the reasons that it can have", () => {
    expect(Object.fromEntries(intakeChannels.map((channel) => [channel, readBacksFor(channel)]))).toEqual({
      telephone: ["confirmed", "corrected", "call_ended"],
      hotline: ["confirmed", "corrected", "call_ended"],
      paper: ["confirmed", "corrected", "on_paper", "not_reached"],
      in_person: ["confirmed", "corrected", "not_reached"],
    });
  });

  test("a form says one of them or nothing", () => {
    const form = (value: string) => {
      const data = new FormData();
      data.set("readBack", value);
      return data;
    };
    for (const answer of readBacks) expect(readBackOf(form(answer))).toBe(answer);
    expect(readBackOf(form("yes"))).toBeNull();
    expect(readBackOf(new FormData())).toBeNull();
  });
});
