import { assert, integer, property } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Edition } from "#guidelines/edition.ts";
import { lintEdition } from "#guidelines/lint.ts";
import { retentionOf } from "#guidelines/retention.ts";
import { edition } from "../guidelines/examples.ts";

const at = (day: string) => new Date(`${day}T10:00:00+08:00`);
const days = (openedOn: string, closedOn: string, youngestAge: number | null) => {
  const { sealOn, keptUntil, keptBy } = retentionOf(edition, {
    openedAt: at(openedOn),
    closedAt: at(closedOn),
    youngestAge,
  });
  return [sealOn, keptUntil, keptBy];
};

describe("a closed case is sealed, and kept until the last of its terms is over", () => {
  test.each([
    [
      "a child of nine: twenty years after closing",
      "2026-03-02",
      "2026-05-31",
      9,
      "2026-11-30",
      "2046-05-31",
      "kept_after_closing",
    ],
    ["a child of seventeen", "2026-03-02", "2026-05-10", 17, "2026-11-10", "2046-05-10", "kept_after_closing"],
    [
      "an infant, closed at once: three years after coming of age",
      "2026-03-02",
      "2026-03-03",
      0,
      "2026-09-03",
      "2047-03-02",
      "kept_after_majority",
    ],
    [
      "an unknown age counts as none",
      "2026-03-02",
      "2026-03-03",
      null,
      "2026-09-03",
      "2047-03-02",
      "kept_after_majority",
    ],
    [
      "a child of one: the later of two days close together",
      "2026-03-02",
      "2026-03-03",
      1,
      "2026-09-03",
      "2046-03-03",
      "kept_after_closing",
    ],
    [
      "an infant whose case took years",
      "2026-03-02",
      "2029-03-02",
      0,
      "2029-09-02",
      "2049-03-02",
      "kept_after_closing",
    ],
    [
      "closed at the end of August: six months end with February",
      "2026-03-02",
      "2026-08-31",
      9,
      "2027-02-28",
      "2046-08-31",
      "kept_after_closing",
    ],
    [
      "opened on the 29th of February",
      "2028-02-29",
      "2028-03-01",
      0,
      "2028-09-01",
      "2049-02-28",
      "kept_after_majority",
    ],
  ])("%s", (_what, openedOn, closedOn, age, sealOn, keptUntil, keptBy) => {
    expect(days(openedOn, closedOn, age)).toEqual([sealOn, keptUntil, keptBy]);
  });

  test("days are Beijing's: closed shortly after midnight there is closed on the new day", () => {
    const closedAt = new Date("2026-05-09T16:30:00Z");
    expect(retentionOf(edition, { openedAt: closedAt, closedAt, youngestAge: 9 }).sealOn).toBe("2026-11-10");
  });

  test("no case is destroyed before it is sealed, and a younger child's is never destroyed earlier", () => {
    assert(
      property(integer({ min: 0, max: 17 }), integer({ min: 0, max: 4_000 }), (age, took) => {
        const openedAt = at("2026-03-02");
        const closedAt = new Date(openedAt.getTime() + took * 86_400_000);
        const mine = retentionOf(edition, { openedAt, closedAt, youngestAge: age });
        const younger = retentionOf(edition, { openedAt, closedAt, youngestAge: Math.max(0, age - 1) });
        const unknown = retentionOf(edition, { openedAt, closedAt, youngestAge: null });
        return (
          mine.sealOn < mine.keptUntil && younger.keptUntil >= mine.keptUntil && unknown.keptUntil >= younger.keptUntil
        );
      }),
    );
  });

  test("both reasons come along, in both languages", () => {
    const { why } = retentionOf(edition, { openedAt: at("2026-03-02"), closedAt: at("2026-03-03"), youngestAge: 9 });
    expect(why.sealed.zh).toContain("封存");
    expect(why.kept.en).toContain("Twenty years");
  });
});

describe("the lint of the terms", () => {
  const { sealing, supplements, keeping } = edition.retention;
  const findings = (retention: Edition["retention"]) =>
    lintEdition({ ...edition, retention }).map(({ code, where, detail }) => [code, where, detail]);
  const first = keeping[0] ?? { id: "", from: "closing" as const, years: 1, why: sealing.why, sources: [] };

  test.each<[string, Edition["retention"], readonly string[]]>([
    [
      "a term without a source",
      { sealing, supplements, keeping: [{ ...first, sources: [] }] },
      ["rule-without-source", "retention.yaml: kept_after_closing", "sources"],
    ],
    [
      "a source that is not there",
      { sealing: { ...sealing, sources: ["nowhere/1"] }, supplements, keeping },
      ["dangling-reference", "retention.yaml: seal_after_closing", "source nowhere/1"],
    ],
    [
      "an id that stands twice",
      { sealing: { ...sealing, id: first.id }, supplements, keeping },
      ["repeated-id", "retention.yaml", "kept_after_closing"],
    ],
    [
      "destroyed before it is sealed",
      { sealing: { ...sealing, months: 24 }, supplements, keeping: [{ ...first, years: 2 }] },
      ["contradiction", "retention.yaml: kept_after_closing", "seal_after_closing"],
    ],
    [
      "nothing reckoned from closing",
      { sealing, supplements, keeping: keeping.filter(({ from }) => from === "majority") },
      ["contradiction", "retention.yaml: keeping", "closing"],
    ],
    [
      "a reason in one language only",
      { sealing: { ...sealing, why: { ...sealing.why, en: "" } }, supplements, keeping },
      ["translation-missing", "retention.seal_after_closing.why", "en"],
    ],
  ])("%s", (_what, retention, finding) => {
    expect(findings(retention)).toContainEqual(finding);
  });
});
