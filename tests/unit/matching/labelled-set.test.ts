import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { findingTokens } from "#app/matching/profile.ts";
import { compareChildren, type Verdict } from "#app/matching/weigh.ts";
import { openVault } from "#app/platform/crypto.ts";
import { loadEdition } from "#guidelines/edition.ts";
import { labelledPairs, profiled, traitsWritten } from "./labelled-set.ts";

const { matching } = loadEdition(fileURLToPath(new URL("../../../guidelines/editions/2026-01", import.meta.url)));
const vault = openVault(Buffer.alloc(32, 7));

const judged = labelledPairs().map(({ kind, same, one, other }) => {
  const { verdict, weight } = compareChildren(matching, profiled(matching, one), profiled(matching, other));
  const [here, there] = [one, other].map((described) => findingTokens(vault, traitsWritten(matching, described)));
  const looked = new Set(here?.map((token) => token.toString("hex")));
  const found = there?.some((token) => looked.has(token.toString("hex"))) ?? false;
  // What no lookup finds is never compared, however much it would weigh.
  return { kind, same, one, other, weight, verdict: found ? verdict : ("other" as Verdict) };
});

function measured(counts: (verdict: Verdict) => boolean) {
  const named = judged.filter(({ verdict }) => counts(verdict));
  const right = named.filter(({ same }) => same).length;
  return {
    precision: right / named.length,
    recall: right / judged.filter(({ same }) => same).length,
    named: named.length,
  };
}

const share = (value: number) => value.toFixed(3);

test("several hundred invented pairs: precision and recall at both thresholds", () => {
  const certain = measured((verdict) => verdict === "certain");
  const likely = measured((verdict) => verdict !== "other");
  const kinds = [...new Set(judged.map(({ kind }) => kind))].map((kind) => {
    const those = judged.filter((pair) => pair.kind === kind);
    const of = (verdict: Verdict) => those.filter((pair) => pair.verdict === verdict).length;
    return `${those[0]?.same === true ? "same " : "other"} ${kind}: ${of("certain")} joined, ${of("likely")} shown, ${of("other")} left, of ${those.length}`;
  });
  process.stdout.write(
    [
      `matching, ${judged.length} invented pairs`,
      `certain: precision ${share(certain.precision)}, recall ${share(certain.recall)}`,
      `likely or certain: precision ${share(likely.precision)}, recall ${share(likely.recall)}`,
      ...kinds,
      "",
    ].join("\n"),
  );
  expect(judged.length).toBeGreaterThan(600);
  expect(certain.precision).toBe(1);
  expect(certain.recall).toBeGreaterThanOrEqual(0.25);
  // One in ten of the pairs is made to deceive: what is shown of them is what officers are asked for.
  expect(likely.precision).toBeGreaterThanOrEqual(0.8);
  expect(likely.recall).toBeGreaterThanOrEqual(0.95);
});

test("twins, siblings and a sibling's number never join by themselves", () => {
  const households = judged.filter(({ kind }) => /twins|sibling/.test(kind));
  expect(households.length).toBeGreaterThan(100);
  expect(households.filter(({ verdict }) => verdict === "certain")).toEqual([]);
});

test("it does not matter which of the two was there first", () => {
  for (const { one, other, weight } of judged) {
    const [here, there] = [profiled(matching, one), profiled(matching, other)];
    expect(compareChildren(matching, there, here).weight).toBe(weight);
  }
});
