import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("an assessment", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  let number = "";
  async function openForm(page: Page, login: string): Promise<string> {
    await signIn(page, city, login);
    if (number === "") {
      await page.goto("/triage?tab=all");
      const line = page.locator("[data-row]", { hasText: "多处受伤" }).first();
      number = (await line.locator("[data-open]").getAttribute("data-open")) ?? "";
    }
    await page.goto(`/cases/${number}/assessment/new`);
    return number;
  }
  const choose = (page: Page, question: string, answer: string) =>
    page.locator(`[data-field="answer.${question}"]`).getByText(answer, { exact: true }).click();
  /** Everything that must be answered, as a calm case has it. */
  async function answerCalmly(page: Page) {
    await choose(page, "danger_now", "没有");
    await choose(page, "suspect_access", "不能");
    await choose(page, "child_whereabouts", "已核实的可靠成年人");
    await choose(page, "self_harm", "没有");
    await choose(page, "medical_state", "需要就医");
    await choose(page, "guardian_protects", "监护人涉嫌侵害");
  }
  const touch = (page: Page, part: string) => page.locator(`[data-touch="${part}"]`).first().click();
  const boxOf = (page: Page, part: string) => page.locator(`input[name="injury"][value="${part}"]`);

  // The second begins with the marks of the first, as it should: each touches a part of its own.
  for (const [javaScript, part, partName] of [
    [true, "abdomen", "腹部"],
    [false, "chest", "胸部"],
  ] as const) {
    test(`${javaScript ? "with" : "without"} scripts: questions, proposal, decision, and the case that shows them`, async () => {
      await browser.withPage({ javaScript, width: 1440 }, async (page) => {
        const number = await openForm(page, "police-chaoyang");
        await answerCalmly(page);
        await touch(page, part);
        expect(await boxOf(page, part).isChecked()).toBe(true);
        await page.locator(`input[name="injury.${part}.kinds"][value="bruise"]`).check();
        await page.locator(`input[name="injury.${part}.words"]`).fill(`示例：${partName}约三厘米`);
        await page.getByRole("button", { name: "看建议" }).click();
        await page.getByRole("heading", { name: "建议与决定" }).waitFor();
        await page.locator('[data-ground="assessed_medical_care"]').waitFor();
        await page.getByRole("radio", { name: /危急/ }).check();
        await page.getByRole("button", { name: "保存评估和决定" }).click();
        await page.getByText("不按建议定级，或者比现在调低，请说明理由。").first().waitFor();
        await page.locator('textarea[name="reason"]').fill("示例理由：夜间无人陪护");
        await page.getByRole("button", { name: "保存评估和决定" }).click();
        await page.waitForURL(`**/cases/${number}/assessment`);
        await page.getByText("未按建议").first().waitFor();
        const main = await page.locator("main").textContent();
        for (const words of ["示例理由：夜间无人陪护", partName, "瘀伤", `示例：${partName}约三厘米`])
          expect(main).toContain(words);
        await page.goto(`/cases/${number}`);
        const section = page.locator("#assessment");
        await section.locator('[data-decided="critical"]').waitFor();
        expect(await section.textContent()).toContain("示例理由：夜间无人陪护");
        expect(await section.locator(`[data-part="${part}"].fill-critical`).count()).toBe(1);
      });
    });
  }

  test("two officers at once: the second is told of the first, and keeps what was typed", async () => {
    await browser.withPage({ width: 1440 }, async (first) => {
      const number = await openForm(first, "police-chaoyang");
      await answerCalmly(first);
      await browser.withPage({ width: 1440 }, async (second) => {
        await signIn(second, city, "civil-affairs-chaoyang");
        await second.goto(`/cases/${number}/assessment/new`);
        await answerCalmly(second);
        await second.locator('textarea[name="words.guardians"]').fill("示例：父亲在场");
        await second.getByRole("button", { name: "看建议" }).click();
        await second.getByRole("heading", { name: "建议与决定" }).waitFor();
        await first.getByRole("button", { name: "看建议" }).click();
        await first.locator('textarea[name="reason"]').fill("示例理由");
        await first.getByRole("button", { name: "保存评估和决定" }).click();
        await first.waitForURL(`**/cases/${number}/assessment`);
        await second.locator('textarea[name="reason"]').fill("示例理由二");
        await second.getByRole("button", { name: "保存评估和决定" }).click();
        await second.getByText("填写期间已有新的评估").waitFor();
        expect(await second.locator('textarea[name="reason"]').inputValue()).toBe("示例理由二");
        await second.getByRole("button", { name: "保存评估和决定" }).click();
        await second.waitForURL(`**/cases/${number}/assessment`);
        await second.getByText("示例：父亲在场").first().waitFor();
        await second.getByRole("heading", { name: "历次评估" }).waitFor();
      });
    });
  });

  test("nothing for axe to find, nothing to scroll sideways, on phone, tablet, desk, at night and in English", async () => {
    for (const [width, dark, locale] of [
      [390, false, "zh-CN"],
      [768, true, "zh-CN"],
      [1440, false, "en"],
    ] as const) {
      await browser.withPage({ width, dark, locale }, async (page) => {
        const number = await openForm(page, "police-chaoyang");
        const look = async (name: string) => {
          expect(await axe(page), `${name} ${width}`).toEqual([]);
          expect(await overflow(page), `${name} ${width}`).toBe(0);
          const folder = process.env.LOOK;
          if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true });
        };
        await touch(page, "head");
        await look("form");
        for (const name of [
          "danger_now",
          "suspect_access",
          "child_whereabouts",
          "self_harm",
          "medical_state",
          "guardian_protects",
        ])
          await page.locator(`input[name="answer.${name}"]`).last().check();
        await page.locator('input[name="answer.evidence_kinds"]').first().check();
        await page.locator('button[value="propose"]').click();
        await page.locator('button[value="save"]').waitFor();
        await look("decide");
        await page.goto(`/cases/${number}/assessment`);
        await look("read");
        await page.goto(`/cases/${number}`);
        await page.locator("#assessment").waitFor();
        await look("case");
      });
    }
  });
});
