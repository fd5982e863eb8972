import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffDelay, catalogue, isJobName, kindOf, queueNames, queues, scheduledKinds } from "#jobs/catalogue.ts";

const jobs = Object.keys(catalogue).filter(isJobName);

describe("the catalogue", () => {
  test("every kind stands under its own name and in a queue that is worked", () => {
    for (const job of jobs) {
      expect(kindOf(job).job).toBe(job);
      expect(queueNames).toContain(kindOf(job).queue);
    }
    expect([...queueNames].sort()).toEqual(Object.keys(queues).sort());
  });

  test("a payload holds its version and ids, and nothing else", () => {
    const id = "01930000-0000-7000-8000-000000000001";
    const route = kindOf("route-report").payload;
    expect(route.safeParse({ v: 1, reportId: id }).success).toBe(true);
    for (const other of [
      { v: 1 },
      { v: 2, reportId: id },
      { reportId: id },
      { v: 1, reportId: "示例儿童" },
      { v: 1, reportId: id, narrative: "……" },
      null,
      "route",
    ]) {
      expect(route.safeParse(other).success).toBe(false);
    }
  });

  test("a job of no known kind is no job, also under the name of an object's own parts", () => {
    for (const kind of ["", "route", "constructor", "__proto__", "toString"]) expect(isJobName(kind)).toBe(false);
  });

  test("clocks are swept every minute and drafts removed by night", () => {
    expect(scheduledKinds().map(({ job }) => job)).toEqual([
      "sweep-clocks",
      "list-unheld-pairs",
      "keep-traits",
      "remove-expired-drafts",
      "remove-expired-sessions",
      "sign-audit-head",
      "verify-audit-chain",
      "seal-cases",
      "destroy-cases",
    ]);
    expect(kindOf("sweep-clocks").schedule).toEqual({ everyMs: 60_000 });
  });

  test("a report is tried for more than two hours before anybody must look", () => {
    const { attempts, backoff } = kindOf("route-report");
    let waited = 0;
    for (let made = 1; made < attempts; made += 1) waited += backoffDelay(backoff, made, 0.5);
    expect(waited).toBeGreaterThan(1.5 * 3_600_000);
  });
});

describe("waiting before a repeat", () => {
  const backoff = { fromMs: 1_000, upToMs: 600_000 };

  test("doubles up to its limit", () => {
    expect([1, 2, 3, 4].map((made) => backoffDelay(backoff, made, 1))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(backoffDelay(backoff, 40, 1)).toBe(600_000);
  });

  test("lies between the half and the whole, whatever chance says", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (made, chance) => {
        const delay = backoffDelay(backoff, made, chance);
        const whole = backoffDelay(backoff, made, 1);
        return Number.isInteger(delay) && delay >= Math.floor(whole / 2) && delay <= whole && delay >= 500;
      }),
    );
  });
});
