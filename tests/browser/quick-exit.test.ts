import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyFor } from "#app/copy/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { file, receiptCode, walker, walkTo } from "./report-walk.ts";

const { shell } = copyFor("zh-CN");

/** What `report-walk.ts` answers and this test types: none of it may be seen after leaving. */
const told = ["示例儿童甲", "报告人甲", "13800000000", "淤青", "示例小学", "正在写的话"];

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

describe.skipIf(chromiumAbsence !== null)("快速离开", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let drafting: Cookies;
  let filed: Cookies;
  let code: string;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    browser = await openBrowser(app.url);
    await browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "check");
      drafting = await page.context().cookies();
    });
    await browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "check");
      await file(walk);
      code = (await receiptCode(walk)) ?? "";
      await walk.page.goto("/receipt");
      await walk.type("code", code);
      await walk.press("look");
      filed = await page.context().cookies();
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  const pages: readonly (readonly [string, "nothing" | "draft" | "receipt"])[] = [
    ...["/", "/report", "/report/resume", "/report/urgent", "/receipt", "/proof", "/verify", "/no-such-page"].map(
      (path) => [path, "nothing"] as const,
    ),
    ...["safety", "emergency", "reporter", "children", "situation", "account", "people", "steps", "contact"].map(
      (name) => [`/report/${name}`, "draft"] as const,
    ),
    ["/report/check", "draft"],
    ["/report/files", "draft"],
    ["/receipt", "receipt"],
    ["/receipt/messages", "receipt"],
    ["/receipt/retaliation", "receipt"],
    ["/documents/receipt", "receipt"],
    ["/report/receipt", "receipt"],
  ];

  /** What is on the screen, in its fields, its title and its address. */
  const shown = async (page: Page): Promise<string> => {
    const values = await page
      .locator("input, textarea")
      .evaluateAll((fields) => fields.map((field) => ("value" in field ? String(field.value) : "")));
    return [page.url(), await page.title(), (await page.locator("body").textContent()) ?? "", ...values].join("\n");
  };

  const expectNothingOfTheReport = async (page: Page, where: string): Promise<void> => {
    const text = await shown(page);
    for (const word of [...told, code]) expect(text, `${where}: ${word}`).not.toContain(word);
  };

  async function visit(page: Page, [path, holding]: (typeof pages)[number]): Promise<void> {
    const cookies = holding === "draft" ? drafting : holding === "receipt" ? filed : [];
    await page.context().clearCookies();
    if (cookies.length > 0) await page.context().addCookies(cookies);
    // Somewhere else first, then two pages of the report: what Back could come to.
    await page.goto("/healthz");
    if (holding === "draft") await page.goto("/report/children");
    if (holding === "receipt") await page.goto("/receipt");
    await page.goto(path);
    const field = page.locator('main input[type="text"]:visible, main textarea:visible').first();
    if ((await field.count()) > 0) await field.fill("正在写的话");
  }

  test.each([true, false])(
    "is on every page, leaves, and Back shows nothing of the report (scripts: %s)",
    { timeout: 240_000 },
    (javaScript) =>
      browser.withPage({ javaScript }, async (page) => {
        const wanting: string[] = [];
        for (const one of pages) {
          await visit(page, one);
          // The page does show it before: a test of empty pages would find nothing either.
          if (one[0] === "/report/check") expect(await shown(page)).toContain("示例儿童甲");
          if (one[0] === "/receipt" && one[1] === "receipt") expect(await shown(page)).toMatch(/BJ-\d{4}-\d{6}-\d/);
          const control = page.getByRole("link", { name: shell.quickExit });
          if ((await control.count()) !== 1 || !(await control.isVisible())) {
            wanting.push(one.join(" "));
            continue;
          }
          await control.click();
          await page.waitForURL("**/leave");
          expect(await page.title()).toBe(shell.leave.title);
          expect(await page.content()).not.toContain(shell.shortName);
          const names = (await page.context().cookies()).map(({ name }) => name);
          expect(names, one.join(" ")).not.toContain("draft");
          expect(names, one.join(" ")).not.toContain("receipt");
          for (let step = 0; step < 3; step += 1) {
            await page.goBack().catch(() => null);
            await expectNothingOfTheReport(page, `${one.join(" ")}, ${step + 1} back`);
          }
          await page.goForward().catch(() => null);
          await expectNothingOfTheReport(page, `${one.join(" ")}, forward again`);
        }
        expect(wanting).toEqual([]);
      }),
  );

  test("takes along what the browser kept: places of uploads, the session's store, and what is typed", () =>
    browser.withPage({}, async (page) => {
      // Also where the browser does not know how to clear a site's data at the server's word.
      await page.route("**/leave", async (route) => {
        const answer = await route.fetch();
        const headers = answer.headers();
        delete headers["clear-site-data"];
        await route.fulfill({ response: answer, headers });
      });
      for (const how of ["press", "keys"] as const) {
        await visit(page, ["/report/steps", "draft"]);
        await page.evaluate(() => {
          localStorage.setItem("upload:0123", `${Date.now()} /evidence/uploads/one`);
          sessionStorage.setItem("anything", "1");
        });
        if (how === "press") await page.getByRole("link", { name: shell.quickExit }).click();
        else for (let press = 0; press < 3; press += 1) await page.keyboard.press("Escape");
        await page.waitForURL("**/leave");
        expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
      }
    }));

  test("asks the browser to forget what it kept of these pages", async () => {
    const { headers } = await fetch(`${app.url}/leave`);
    expect(headers.get("Clear-Site-Data")).toBe('"cache", "storage"');
  });
});
