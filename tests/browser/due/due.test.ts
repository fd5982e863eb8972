import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("the week ahead", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let city: DemoCity;
  let browser: TestBrowser;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    // Two of the desk's clocks end in two days from now, all others are long over.
    await sql`update clocks set due_at = now() - interval '3 hours', started_at = now() - interval '3 days'
      where owner = 'police' and district = '110105' and due_at is not null`;
    await sql`update clocks set due_at = now() + interval '2 days', state = 'running' where id in (
      select id from clocks where owner = 'police' and district = '110105' and due_at is not null
        and state in ('running', 'breached') order by id limit 2)`;
    await sql.end();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  test.each([
    ["at a desk", { width: 1440 }],
    ["at night", { width: 1440, dark: true }],
    ["on a tablet", { width: 768 }],
    ["on a phone", { width: 390 }],
    ["on a phone, in English", { width: 390, locale: "en" as const }],
    ["without scripts", { width: 390, javaScript: false }],
  ])("an officer comes to it from the queue and sees each day, %s", (_how, options) =>
    browser.withPage(options, async (page) => {
      const english = "locale" in options;
      await signIn(page, city, "police-chaoyang");
      await page.locator("a[href='/due']").first().click();
      await page.getByRole("heading", { level: 1, name: english ? "Due this week" : "本周期限" }).waitFor();
      await page.getByRole("heading", { name: english ? /overdue$/ : /^已超期 \d+ 项$/ }).waitFor();
      await page.getByRole("heading", { name: english ? /^Today/ : /^今天/ }).waitFor();
      const days = page.getByRole("heading", { level: 2 });
      expect(await days.count()).toBeGreaterThanOrEqual(3);
      if (!("javaScript" in options)) expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }),
  );

  test("a line leads to its case; only one's own leaves the desk's out", () =>
    browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto("/due");
      await page.getByRole("link", { name: "只看我承办的" }).click();
      await page.waitForURL(/own=1/);
      expect(await page.getByRole("link", { name: "只看我承办的" }).getAttribute("aria-current")).toBe("page");
      await page.getByRole("link", { name: "整个部门" }).click();
      const line = page.getByRole("row").getByRole("link").first();
      const number = (await line.textContent()) ?? "";
      await line.click();
      await page.waitForURL(`**/cases/${number}`);
    }));
});
