import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chinese, english } from "#scripts/launcher/lines.mjs";
import { complaintIn } from "#scripts/launcher/supervise.mjs";
import { width } from "#scripts/launcher/terminal.mjs";
import { countLine, countsIn } from "#scripts/test/counts.mjs";

describe("what the commands print", () => {
  it("is said in both languages, with the same values", () => {
    expect(Object.keys(english.steps)).toEqual(Object.keys(chinese.steps));
    expect(Object.keys(english.refusals)).toEqual(Object.keys(chinese.refusals));
    const named = (told: (values: Record<string, string>) => string) => {
      const asked: string[] = [];
      told(new Proxy({}, { get: (_, name) => asked.push(String(name)) && "" }));
      return asked.sort();
    };
    for (const [key, told] of Object.entries({ ...chinese.steps, ...chinese.refusals })) {
      const other = new Map(Object.entries({ ...english.steps, ...english.refusals })).get(key);
      if (other !== undefined) expect(named(other), key).toEqual(named(told));
    }
  });

  it("stands in columns, Chinese or not", () => {
    expect(width("值守员")).toBe(6);
    expect(width("police-chaoyang")).toBe(15);
    expect(width("妇联：a")).toBe(7);
  });

  it("shows of a log line that something failed, and nothing of what went well", () => {
    const line = { level: "error", event: "job.failed", err: { type: "PostgresError", code: "40001" } };
    expect(complaintIn(JSON.stringify(line))).toBe("job.failed · PostgresError · 40001");
    expect(complaintIn('{"level":"info","event":"web.listening"}')).toBeNull();
    expect(complaintIn("Warning: something old")).toBeNull();
    expect(complaintIn('{"level":"er')).toBeNull();
  });
});

describe("the line of counts", () => {
  const folder = mkdtempSync(join(tmpdir(), "counts-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const report = (content: object) => {
    const file = join(folder, "report.json");
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

  it("adds up what vitest found", () => {
    const file = report({ ...none, numPassedTests: 7, numPendingTests: 2, numTodoTests: 1 });
    expect(countLine(countsIn(file, 0))).toBe("7 passed, 0 failed, 3 skipped");
  });

  it("counts a file that could not be loaded, and an error outside of tests, as failures", () => {
    const unloaded = report({ ...none, testResults: [{ status: "failed", assertionResults: [] }] });
    expect(countLine(countsIn(unloaded, 1))).toBe("0 passed, 1 failed");
    expect(countLine(countsIn(report({ ...none, numPassedTests: 3 }), 1))).toBe("3 passed, 1 failed");
  });

  it("is a failure where there is no report", () => {
    expect(countLine(countsIn(join(folder, "absent.json"), 0))).toBe("0 passed, 1 failed");
  });
});
