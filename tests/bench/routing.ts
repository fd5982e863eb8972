import { guardianshipStatuses, places, professions, Report, relations, sexes, situations } from "#guidelines/report.ts";
import { decide, serialiseDecision } from "#guidelines/route.ts";
import { type BenchResult, round } from "./bench.ts";
import { beijing, editionInForce } from "./rulebook.ts";

const at = new Date("2026-11-23T10:00:00Z");
const yesNoUnknown = [true, false, null] as const;

/** Reports that differ in everything that rules look at; the same every time. */
function variedReports(count: number): Report[] {
  let state = 20_261_123;
  const pick = <T>(values: readonly [T, ...T[]]): T => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return values[state % values.length] ?? values[0];
  };
  return Array.from({ length: count }, (_unused, index) =>
    Report.parse({
      edition: "2026-01",
      reporter: { profession: pick(professions) },
      children: [
        { sex: pick(sexes), age: index % 18, disability: pick(yesNoUnknown), school: pick(["示例小学", null]) },
      ],
      incident: {
        situations: [pick(situations)],
        ongoing: pick(yesNoUnknown),
        from: `2026-11-${String((index % 20) + 1).padStart(2, "0")}`,
        district: pick(["110105", "110108", null]),
        place: pick(places),
      },
      suspects: [
        {
          relation: pick(relations),
          livesWithChild: pick(yesNoUnknown),
          hasAccessNow: pick(yesNoUnknown),
        },
      ],
      guardianship: { status: pick(guardianshipStatuses) },
      safety: { immediateDanger: pick(yesNoUnknown), medicalCareNeeded: pick(yesNoUnknown) },
      needs: { hardship: pick(yesNoUnknown), legalAid: pick(yesNoUnknown) },
    }),
  );
}

/** How often `work` runs in a second of processor time, so that a busy machine does not speak into it. */
function perCoreSecond(work: (index: number) => unknown, seconds: number): number {
  const enough = seconds * 1_000_000;
  const started = process.cpuUsage();
  let done = 0;
  for (;;) {
    for (let batch = 0; batch < 200; batch += 1) work(done + batch);
    done += 200;
    const { user, system } = process.cpuUsage(started);
    if (user + system >= enough) return Math.round((done * 1_000_000) / (user + system));
  }
}

/** Pure routing decisions a second on one core, trace included, over 4,000 different reports. */
export async function routing(): Promise<BenchResult> {
  const edition = editionInForce();
  const city = beijing();
  const reports = variedReports(4_000);
  const reportOf = (index: number) => reports[index % reports.length] ?? Report.parse({});
  const decideOne = (index: number) => decide(edition, city, reportOf(index), { at });
  const first = decideOne(0);
  perCoreSecond(decideOne, 1);
  const perSecond = perCoreSecond(decideOne, 3);
  const asJson = perCoreSecond(() => serialiseDecision(first), 1);
  return {
    name: "routing decisions, pure, one core",
    perSecond,
    floor: { "one decision as JSON": asJson },
    ratio: round(perSecond / asJson),
    goal: "10,000 a second",
    met: perSecond >= 10_000,
  };
}
