import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyFor } from "#app/copy/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const zh = copyFor("zh-CN");
const en = copyFor("en");

describe.skipIf(chromiumAbsence !== null)("the public face", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database, { processes: ["web"] });
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  test.each([true, false])(
    "three doors and both emergency numbers are seen at one glance (scripts: %s)",
    (javaScript) =>
      browser.withPage({ javaScript }, async (page) => {
        await page.goto("/");
        for (const door of [zh.home.doors.report, zh.home.doors.receipt, zh.home.doors.officer]) {
          const box = await page.getByRole("link", { name: door.title }).boundingBox();
          expect(box && box.y + box.height, door.title).toBeLessThan(844);
        }
        expect(await page.getByRole("link", { name: zh.shell.emergency.callPolice }).getAttribute("href")).toBe(
          "tel:110",
        );
        expect(await page.getByRole("link", { name: zh.shell.emergency.callAmbulance }).getAttribute("href")).toBe(
          "tel:120",
        );
        expect(await page.locator("#situations >> xpath=ancestor::section >> li").count()).toBe(9);
      }),
  );

  test.each([
    { width: 320 },
    { width: 390, dark: true },
    { width: 768, locale: "en" as const },
    { width: 1440 },
    { width: 1920, locale: "en" as const, dark: true },
  ])("axe finds nothing and nothing is cut off: $width px", (options) =>
    browser.withPage(options, async (page) => {
      for (const path of ["/", "/no-such-page"]) {
        await page.goto(path);
        expect(await overflow(page), path).toBe(0);
        expect(await axe(page), path).toEqual([]);
      }
    }),
  );

  test("every target on a phone is at least 44 pixels high", () =>
    browser.withPage({ width: 320 }, async (page) => {
      await page.goto("/");
      for (const target of await page.locator("main a, header a, header button, aside a, footer a, summary").all()) {
        const box = await target.boundingBox();
        expect(box?.height, (await target.textContent()) ?? "").toBeGreaterThanOrEqual(44);
      }
    }));

  test.each([true, false])("the language stays as chosen (scripts: %s)", (javaScript) =>
    browser.withPage({ javaScript }, async (page) => {
      await page.goto("/");
      await page.getByRole("button", { name: en.shell.ownLanguage }).click();
      await page.getByRole("heading", { level: 1, name: en.home.heading }).waitFor();
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      await page.goto("/no-such-page");
      await page.getByRole("heading", { level: 1, name: en.errors.pages[404].title }).waitFor();
    }),
  );

  test("quick exit and three times Escape lead to a page that tells nothing", () =>
    browser.withPage({}, async (page) => {
      for (const leave of [
        () => page.getByRole("link", { name: zh.shell.quickExit }).click(),
        async () => {
          for (let press = 0; press < 3; press++) await page.keyboard.press("Escape");
        },
      ]) {
        await page.goto("/");
        await leave();
        await page.waitForURL("**/leave");
        expect(await page.title()).toBe(zh.shell.leave.title);
        expect(await page.content()).not.toContain(zh.shell.shortName);
      }
    }));

  test("quick exit leaves no way back to the page where scripts run", () =>
    browser.withPage({}, async (page) => {
      await page.goto("/healthz");
      await page.goto("/no-such-page");
      await page.getByRole("link", { name: zh.shell.quickExit }).click();
      await page.waitForURL("**/leave");
      await page.goBack();
      expect(page.url()).toContain("/healthz");
    }));

  test("without a script quick exit is a plain link", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      await page.goto("/");
      await page.getByRole("link", { name: zh.shell.quickExit }).click();
      await page.waitForURL("**/leave");
    }));

  test("a form is kept while nobody answers, and goes on by itself afterwards", () =>
    browser.withPage({}, async (page) => {
      await page.goto("/");
      await page.route("**/readyz", (route) => route.abort());
      await page.getByRole("button", { name: en.shell.ownLanguage }).click();
      await page.getByText(zh.shell.form.offline).waitFor({ state: "visible" });
      await page.unroute("**/readyz");
      await page.getByRole("heading", { level: 1, name: en.home.heading }).waitFor();
    }));

  test("reporters' pages carry one small script and no framework", () =>
    browser.withPage({}, async (page) => {
      const scripts: number[] = [];
      page.on("response", async (response) => {
        if (response.request().resourceType() === "script") scripts.push((await response.body()).length);
      });
      await page.goto("/", { waitUntil: "networkidle" });
      expect(scripts).toHaveLength(1);
      expect(scripts[0]).toBeLessThan(4_096);
    }));
});
