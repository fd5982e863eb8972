import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("two officers on one case", () => {
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

  const section = (page: Page, id: string) => page.locator(`#${id}`);
  async function caseWith(page: Page, words: string): Promise<string> {
    await page.goto("/triage?tab=all");
    const line = page.locator("[data-row]", { hasText: words }).first();
    return (await line.locator("[data-open]").getAttribute("href"))?.replace("/cases/", "") ?? "";
  }
  /** Two people with a browser each, on the same address. */
  async function both(
    logins: readonly [string, string],
    words: string,
    work: (first: Page, second: Page, number: string) => Promise<void>,
    options: { readonly javaScript?: boolean; readonly width?: number } = {},
  ): Promise<void> {
    await browser.withPage(options, async (first) => {
      await signIn(first, city, logins[0]);
      const number = await caseWith(first, words);
      await browser.withPage(options, async (second) => {
        await signIn(second, city, logins[1]);
        await work(first, second, number);
      });
    });
  }
  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  async function expectFit(page: Page): Promise<void> {
    expect((await axe(page)).join("\n")).toBe("");
    expect(await overflow(page)).toBe(0);
  }

  test("accept, then close: the second is told who did what, and nothing is done twice", async () => {
    const desk = ["womens-federation-chaoyang", "womens-federation-lead-chaoyang"] as const;
    await both(
      desk,
      "多处受伤",
      async (first, second, number) => {
        // Without scripts no live line makes the second page new by itself.
        for (const page of [first, second]) await page.goto(`/cases/${number}`);
        await first.getByRole("button", { name: "签收" }).click();
        await first.getByRole("button", { name: "开始办理" }).waitFor();
        await second.getByRole("button", { name: "签收" }).click();
        await second.getByText("页面上的内容已经不是最新的").waitFor();
        const told = await second.locator("main").textContent();
        expect(told).toMatch(/妇联 .+已于 .+：签收。/);
        await shoot(second, "overtaken-accept");
        await first.getByRole("button", { name: "开始办理" }).click();
        for (const page of [first, second]) await page.goto(`/cases/${number}`);
        await first.getByRole("button", { name: "办结" }).click();
        await first.getByText("本部门的任务已经办结。").waitFor();
        await second.getByRole("button", { name: "办结" }).click();
        await second.getByText("页面上的内容已经不是最新的").waitFor();
        expect(await second.locator("main").textContent()).toMatch(/：办结。/);
        await second.goto(`/cases/${number}/timeline?group=work&department=womens_federation`);
        expect(
          await section(second, "timeline")
            .locator("li", { hasText: /签收|办结/ })
            .count(),
        ).toBe(2);
      },
      { javaScript: false, width: 768 },
    );
  });

  test("a note: the second sees the first's come in, and keeps what is being typed", async () => {
    await both(["police-chaoyang", "police-lead-chaoyang"], "多处受伤", async (first, second, number) => {
      for (const page of [first, second]) {
        await page.goto(`/cases/${number}/notes`);
        await section(page, "notes").getByText("写一条记录").click();
        await page.getByLabel("部门内部记录").check();
      }
      await second.fill("[name=noteText]", "示例记录乙还没有写完");
      await first.fill("[name=noteText]", "示例记录甲");
      await first.getByRole("button", { name: "写入记录" }).click();
      await section(second, "notes").getByText("示例记录甲").waitFor();
      expect(await second.inputValue("[name=noteText]")).toBe("示例记录乙还没有写完");
      await second.getByRole("button", { name: "写入记录" }).click();
      await section(second, "notes").locator("[data-note]", { hasText: "示例记录乙" }).waitFor();
      await section(first, "notes").getByText("示例记录乙").waitFor();
    });
  });

  test.each([true, false])("a hold: the second is told, and keeps what was typed; scripts: %s", async (javaScript) => {
    const desk = javaScript
      ? (["police-chaoyang", "police-lead-chaoyang"] as const)
      : (["procuratorate-chaoyang", "procuratorate-lead-chaoyang"] as const);
    // Every desk sees every hold: the words of the two runs differ.
    const words = javaScript ? "示例甲的说明" : "示例丙的说明";
    await both(
      desk,
      "多处受伤",
      async (first, second, number) => {
        for (const page of [first, second]) {
          await page.goto(`/cases/${number}`);
          await section(page, "hold").locator("summary").click();
          await section(page, "hold").locator("[name=holdReason][value=other]").check();
        }
        await section(first, "hold").locator("[name=holdWords]").fill(words);
        await section(second, "hold").locator("[name=holdWords]").fill("示例乙的说明");
        await section(first, "hold").getByRole("button", { name: "留置", exact: true }).click();
        await first.getByText(words).waitFor();
        await section(second, "hold").getByRole("button", { name: "留置", exact: true }).click();
        await second.getByText("本部门已经留置这个个案").first().waitFor();
        expect(await second.inputValue("[name=holdWords]")).toBe("示例乙的说明");
        await second.goto(`/cases/${number}`);
        expect(await section(second, "hold").textContent()).not.toContain("示例乙的说明");
      },
      { javaScript },
    );
  });

  test.each([
    [true, 1440, "civil-affairs"],
    [false, 390, "womens-federation"],
  ] as const)(
    "an inquiry: asked, waiting at the desk, answered once; the second keeps what was typed; scripts: %s, %i px",
    async (javaScript, width, desk) => {
      const name = desk === "civil-affairs" ? "民政" : "妇联";
      let number = "";
      await browser.withPage({ javaScript, width }, async (page) => {
        await signIn(page, city, "police-chaoyang");
        number = await caseWith(page, "多处受伤");
        await page.goto(`/cases/${number}/inquiries`);
        await section(page, "inquiries").getByText("询问一个部门").click();
        await page.getByRole("button", { name: "提出询问" }).click();
        await page.getByText("请选择要询问的部门。").first().waitFor();
        if (javaScript) await expectFit(page);
        await shoot(page, `inquiry-refused-${width}`);
        const choice = page.locator("[name=department] option", { hasText: name });
        await page.selectOption("[name=department]", (await choice.getAttribute("value")) ?? "");
        await page.fill("[name=question]", "示例：安置是否到位？");
        await page.getByRole("button", { name: "提出询问" }).click();
        await section(page, "inquiries").getByText("示例：安置是否到位？").first().waitFor();
        if (javaScript) await expectFit(page);
        await shoot(page, `inquiry-asked-${width}`);
        await page.goto(`/cases/${number}/timeline`);
        const line = await section(page, "timeline").textContent();
        expect(line).toContain("提出询问");
        expect(line).not.toContain("安置是否到位");
      });
      await browser.withPage({ javaScript, width }, async (page) => {
        await signIn(page, city, "education-chaoyang");
        await page.goto(`/cases/${number}/inquiries`);
        expect(await page.content()).not.toContain("安置是否到位");
      });
      await both(
        [`${desk}-chaoyang`, `${desk}-lead-chaoyang`],
        "多处受伤",
        async (first, second) => {
          await first.goto("/triage");
          await shoot(first, `triage-owed-${width}`);
          await first.getByRole("link", { name: /协查询问/ }).click();
          await first.waitForURL("**/inquiries");
          if (javaScript) await expectFit(first);
          await shoot(first, `inquiry-list-${width}`);
          await first.getByRole("link", { name: number }).click();
          await first.waitForURL("**/inquiries#*");
          await second.goto(`/cases/${number}/inquiries`);
          await second.getByLabel("答复", { exact: true }).fill("示例乙的答复");
          await first.getByLabel("答复", { exact: true }).fill("示例甲的答复");
          await first.getByRole("button", { name: "发出答复" }).click();
          await section(first, "inquiries").getByText("示例甲的答复").waitFor();
          if (!javaScript) await second.getByRole("button", { name: "发出答复" }).click();
          await second.getByText("同事已经先答复了").waitFor();
          const told = await section(second, "inquiries").textContent();
          expect(told).toContain("示例甲的答复");
          expect(told).toContain("示例乙的答复");
          if (javaScript) await expectFit(second);
          await shoot(second, `inquiry-overtaken-${width}`);
          await second.goto(`/cases/${number}/inquiries`);
          expect(await section(second, "inquiries").textContent()).not.toContain("示例乙的答复");
        },
        { javaScript, width },
      );
    },
  );

  test.each([
    [true, 1440],
    [false, 390],
  ])("a timeline is narrowed by kind, department and person; scripts: %s, %i px", async (javaScript, width) => {
    await browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      const number = await caseWith(page, "多处受伤");
      await page.goto(`/cases/${number}/timeline`);
      const whole = await section(page, "timeline").locator("ol > li").count();
      await page.selectOption("[name=group]", "reports");
      await page.getByRole("button", { name: "筛选" }).click();
      await page.waitForURL("**/timeline?group=reports*");
      const lines = await section(page, "timeline").locator("ol > li").allTextContents();
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThan(whole);
      expect(lines.every((line) => line.includes("报告"))).toBe(true);
      await shoot(page, `timeline-${width}`);
      if (javaScript) await expectFit(page);
      await page.goto(`/cases/${number}/timeline?group=meetings`);
      await page.getByText("没有符合条件的记录").waitFor();
      await page.getByRole("link", { name: "看全部" }).first().click();
      await page.waitForURL(`**/cases/${number}/timeline`);
      await expect.poll(() => section(page, "timeline").locator("ol > li").count()).toBe(whole);
    });
  });
});
