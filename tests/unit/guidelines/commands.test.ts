import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { contractExample, editionFolder, reportWith } from "./examples.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const elsewhere = mkdtempSync(join(tmpdir(), "rehearse-"));
afterAll(() => rmSync(elsewhere, { recursive: true }));

/** Runs a command as npm does: in the project's folder, with INIT_CWD saying where it was typed. */
function run(command: string, args: readonly string[], { input = "", lang = "C.UTF-8" } = {}) {
  const file = join(root, "guidelines/commands", `${command}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: root,
    env: { ...process.env, INIT_CWD: elsewhere, LANG: lang },
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("rehearse", { timeout: 60_000 }, () => {
  test("answers the contract's example in the contract's shape, from a file seen from where it was typed", () => {
    writeFileSync(join(elsewhere, "report.json"), JSON.stringify(contractExample));
    const { status, stdout, stderr } = run("rehearse", ["report.json"]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const answer: unknown = JSON.parse(stdout);
    expect(answer).toMatchObject({
      edition: "2026-01",
      urgency: { level: "critical", rule: "critical_suspect_can_reach_child", why: expect.stringMatching(/接触/) },
    });
    expect(answer).toHaveProperty(
      "assignments",
      expect.arrayContaining([
        expect.objectContaining({
          department: "police",
          district: "110105",
          rule: expect.any(String),
          why: expect.any(String),
          sources: expect.arrayContaining([expect.any(String)]),
          clocks: [{ clock: "police_accept", dueAt: expect.stringMatching(/\+08:00$/), source: expect.any(String) }],
          suggestedInterventions: expect.arrayContaining(["case_filing"]),
        }),
      ]),
    );
    expect(stdout).not.toMatch(/示例/);
  });

  test("reads standard input, and speaks English when asked", () => {
    const byFlag = run("rehearse", ["-", "--lang", "en"], { input: JSON.stringify(contractExample) });
    expect(byFlag.status).toBe(0);
    expect(byFlag.stdout).not.toMatch(/\p{Script=Han}/u);
    const byLang = run("rehearse", ["-"], { input: "{", lang: "en_US.UTF-8" });
    expect(JSON.parse(byLang.stderr)).toMatchObject({ status: 400, title: "This is not JSON" });
  });

  test.each<[string, string[], string, object]>([
    ["no JSON", ["-"], "{oops", { status: 400, title: "内容不是 JSON" }],
    ["an empty input", ["-"], "", { status: 400, title: "内容不是 JSON" }],
    ["a missing file", ["nowhere.json"], "", { status: 400, title: "读不到文件" }],
    ["no file named", [], "", { status: 400, title: "用法有误" }],
    [
      "an unknown edition",
      ["-"],
      JSON.stringify(reportWith({ edition: "2019-01" })),
      { status: 422, errors: [{ path: "edition", message: "没有这个指引版本。" }] },
    ],
    [
      "an unknown sign",
      ["-"],
      JSON.stringify(reportWith({ "incident.indicators": ["other_serious.weather"] })),
      { status: 422, errors: [{ path: "incident.indicators[0]", message: "指引中没有这个细化情形。" }] },
    ],
    [
      "an adult",
      ["-"],
      JSON.stringify(reportWith({ "children[0].age": 18 })),
      { status: 422, errors: [{ path: "children[0].age", message: expect.stringMatching(/110/) }] },
    ],
  ])("%s ends with 2 and a problem document", (_what, args, input, problem) => {
    const { status, stdout, stderr } = run("rehearse", args, { input });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    const document: unknown = JSON.parse(stderr);
    expect(document).toMatchObject({ ...problem, detail: expect.any(String) });
  });
});

describe("lint:edition", { timeout: 60_000 }, () => {
  test("says in one line that every edition is clean", () => {
    const { status, stdout } = run("lint-edition", []);
    expect(status).toBe(0);
    expect(stdout.trim()).toMatch(/^指引 2026-01 通过检查：.*$/);
  });

  test("lists each finding by name and ends with 1", () => {
    const dir = join(elsewhere, "broken");
    cpSync(editionFolder, dir, { recursive: true });
    const routing = join(dir, "routing.yaml");
    writeFileSync(routing, readFileSync(routing, "utf8").replace("department: housing", "department: finance"));
    const { status, stdout } = run("lint-edition", ["broken"], { lang: "en_GB.UTF-8" });
    expect(status).toBe(1);
    expect(stdout).toMatch(/rule-to-nobody {2}routing.yaml: housing_need {2}finance/);
    expect(stdout).toMatch(/department-without-rule .*housing/);
  });
});
