import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { someReport } from "#tests/support/builders.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("a department's desk", () => {
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

  /** Files a report over the API of a unit, as a hospital's system would. */
  async function fileReport(district: string): Promise<void> {
    const { incident } = someReport();
    const answer = await fetch(`${app.url}/api/v1/reports`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${city.apiKey}`,
        "Idempotency-Key": crypto.randomUUID(),
      },
      body: JSON.stringify(someReport({ incident: { ...incident, district } })),
    });
    if (answer.status !== 201) throw new Error(`not filed: ${answer.status} ${await answer.text()}`);
  }

  const rows = (page: Page) => page.locator("[data-row]");
  const firstNumber = async (page: Page) => (await page.locator("[data-open]").first().getAttribute("data-open")) ?? "";

  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("an officer signs in, finds the work and accepts it, %s", async (_name, javaScript) => {
    await browser.withPage({ javaScript }, async (page) => {
      await signIn(page, city, "womens-federation-haidian");
      const number = await firstNumber(page);
      await page.getByRole("button", { name: `签收 ${number}` }).click();
      await page.getByText(`已签收 ${number}。`).waitFor();
      expect(await page.locator(`[data-open="${number}"]`).count()).toBe(0);
      await page.getByRole("link", { name: /^办理中/ }).click();
      await page.getByRole("link", { name: `查看个案 ${number}` }).waitFor();
      expect(await page.locator("[data-row]", { hasText: number }).textContent()).toContain("示例值守员（妇联海淀）");
    });
  });

  test("a wrong password is answered in words and keeps the login; scripts make no difference", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      await page.goto("/triage?tab=all");
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await page.fill("[name=login]", "police-chaoyang");
      await page.fill("[name=password]", "不是这个");
      await page.getByRole("button", { name: "登录" }).click();
      await page.getByText("登录名或密码不对").first().waitFor();
      expect(await page.inputValue("[name=login]")).toBe("police-chaoyang");
    });
  });

  test("signing in leads back to where one wanted to go; signing out closes it", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await page.goto("/triage?tab=all");
      await page.fill("[name=login]", "police-chaoyang");
      await page.fill("[name=password]", city.passwordOf("police-chaoyang"));
      await page.getByRole("button", { name: "登录" }).click();
      await page.waitForURL("**/triage?tab=all");
      await page.getByRole("button", { name: "退出" }).click();
      await page.getByText("已经退出登录。").waitFor();
      await page.goto("/triage");
      expect(new URL(page.url()).pathname).toBe("/sign-in");
    });
  });

  test("a new report appears without a reload, under its line, without moving what is read", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-haidian");
      await page.evaluate("window.stillHere = true");
      const before = await rows(page).count();
      const read = page.locator("[data-open]").nth(1);
      await read.focus();
      const top = async () => (await read.boundingBox())?.y;
      const at = await top();
      await fileReport("110108");
      await page.getByText("1 条新任务").waitFor({ timeout: 10_000 });
      await expect.poll(() => rows(page).count()).toBe(before + 1);
      expect(await page.getByText("新到", { exact: true }).count()).toBe(1);
      expect(await page.evaluate("window.stillHere")).toBe(true);
      expect(Math.abs(((await page.locator("[data-open]:focus").boundingBox())?.y ?? 0) - (at ?? 0))).toBeLessThan(2);
      await page.getByRole("link", { name: /1 条新任务/ }).click();
      await expect.poll(() => page.getByText("1 条新任务").count()).toBe(0);
    });
  });

  test("another district's desk hears nothing of it and cannot open it", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-haidian");
      const number = await firstNumber(page);
      await page.getByRole("button", { name: "退出" }).click();
      await page.waitForURL("**/sign-in?out=1");
      await signIn(page, city, "police-chaoyang");
      const hidden = await page.goto(`/cases/${number}`);
      expect(hidden?.status()).toBe(404);
      const absent = await page.goto("/cases/BJG-2026-999999-9");
      expect(absent?.status()).toBe(404);
    });
  });

  test("the keys walk the queue, accept, and explain themselves", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "justice-haidian");
      const focused = () => page.evaluate("document.activeElement.dataset.open");
      // The first press counts once the browser has taken the page over.
      await expect
        .poll(async () => {
          await page.keyboard.press("k");
          return focused();
        })
        .toBe(await firstNumber(page));
      await page.keyboard.press("j");
      expect(await focused()).not.toBe(await firstNumber(page));
      await page.keyboard.press("k");
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "键盘操作" }).waitFor();
      await page.keyboard.press("Escape");
      const number = await firstNumber(page);
      await page.keyboard.press("a");
      await page.getByText(`已签收 ${number}。`).waitFor();
    });
  });

  test("filters stand in the address and come off again; a broken address says so", async () => {
    await browser.withPage({ width: 1440, javaScript: false }, async (page) => {
      await signIn(page, city, "police-city");
      await page.locator("summary", { hasText: "筛选" }).click();
      await page.selectOption("[name=district]", "110105");
      await page.selectOption("[name=situation]", "organised_begging");
      await page.getByRole("button", { name: "筛选" }).click();
      expect(new URL(page.url()).searchParams.get("situation")).toBe("organised_begging");
      expect(await rows(page).count()).toBe(1);
      await page.getByRole("link", { name: /被组织乞讨/ }).click();
      expect(await rows(page).count()).toBeGreaterThan(1);
      const broken = await page.goto("/triage?urgency=most");
      expect(broken?.status()).toBe(400);
      await page.getByText("筛选条件读不懂").waitFor();
    });
  });

  test.each([390, 768, 1440])(
    "axe finds nothing on the desk's pages at %i px, and nothing reaches beyond the edge",
    async (width) => {
      await browser.withPage({ width }, async (page) => {
        await page.goto("/sign-in?ended=1");
        expect(await axe(page)).toEqual([]);
        await signIn(page, city, "police-chaoyang");
        for (const path of ["/triage", "/triage?tab=due", "/triage?tab=moving", "/triage?tab=informed"]) {
          await page.goto(path);
          expect(await axe(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
        }
      });
    },
  );
});
