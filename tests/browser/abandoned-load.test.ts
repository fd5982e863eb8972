import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

/** The first word of each answer arrives, its end only when the page no longer wants it: a slow line, made certain. */
const endlessAnswers = `{
  const real = window.fetch;
  window.begun = 0;
  window.abandoned = 0;
  window.fetch = async (input, init) => {
    const answer = await real(input, init);
    if (!String(answer.url).includes("/search.data")) return answer;
    const text = await answer.text();
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text));
        init.signal.addEventListener("abort", () => {
          window.abandoned += 1;
          controller.error(init.signal.reason);
        });
      },
    });
    window.begun += 1;
    return new Response(body, answer);
  };
}`;

describe.skipIf(chromiumAbsence !== null)("a page that is left while it still loads", () => {
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

  /** Presses the key for the search twice, the second time before the script of that page has come. */
  const leaveTwice = async (page: Page) => {
    await page.addInitScript(endlessAnswers);
    await signIn(page, city, "police-city");
    let script: (() => void) | undefined;
    const held = new Promise<void>((letGo) => {
      script = letGo;
    });
    await page.route(/assets\/search.*\.js/, async (route) => {
      await held;
      await route.continue();
    });
    // The key works once the page's scripts do.
    await expect
      .poll(async () => {
        const asked = page.waitForRequest("**/search.data", { timeout: 1_000 });
        await page.keyboard.press("/");
        return asked.then(
          () => true,
          () => false,
        );
      })
      .toBe(true);
    await expect.poll(() => page.evaluate("window.begun")).toBeGreaterThan(0);
    await page.keyboard.press("/");
    await expect.poll(() => page.evaluate("window.abandoned")).toBeGreaterThan(0);
    script?.();
    await page.waitForURL("**/search");
  };

  test("is nobody's error: the load that was given up ends without a word", async () => {
    await browser.withPage({ width: 1440 }, leaveTwice);
  });

  test("hides no other error that nobody handled", async () => {
    const complaint = browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-city");
      await page.evaluate("setTimeout(() => Promise.reject(new Error('an error of the page')))");
      await page.waitForTimeout(500);
    });
    await expect(complaint).rejects.toThrow("the page complained: an error of the page");
  });
});
