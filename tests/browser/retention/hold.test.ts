import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("what is kept and held", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let city: DemoCity;
  let browser: TestBrowser;
  let number: string;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    // Some cases whose work ended five months ago, and one that was sealed nearly twenty years ago.
    const closing = await sql<{ id: string; number: string }[]>`
      select c.id, c.number from cases c join assignments a on a.case_id = c.id
      where c.district = '110105' and c.joined_into_id is null and a.department = 'police' order by c.number limit 3`;
    const ids = closing.map(({ id }) => id);
    for (const [from, to] of [
      ["new", "accepted"],
      ["accepted", "working"],
      ["working", "closed"],
    ] as const) {
      await sql`update assignments set state = ${to}, closed_at = now() where case_id = any(${ids}) and state = ${from}`;
    }
    await sql`update cases set state = 'closed', closed_at = now() - interval '5 months' where id = any(${ids})`;
    await sql`update cases set state = 'sealed', closed_at = now() - interval '238 months', sealed_at = now() - interval '232 months',
      kept_until = now() + interval '30 days' where id = ${ids[2] ?? ""}`;
    number = closing[0]?.number ?? "";
    await sql.end();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  const list = "/retention";
  test.each([
    ["at a desk", { width: 1440 }],
    ["on a phone", { width: 390 }],
    ["on a phone, in English", { width: 390, locale: "en" as const }],
    ["at night", { width: 1440, dark: true }],
  ])("a lead sees what will be sealed and destroyed, %s", (_how, options) =>
    browser.withPage(options, async (page) => {
      await signIn(page, city, "police-lead-chaoyang");
      await page.goto(list);
      await page.getByText(number).first().waitFor();
      expect(await page.getByRole("table").count()).toBe(2);
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
    }),
  );

  test("prosecutors see the list", () =>
    browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "procuratorate-chaoyang");
      expect((await page.goto(list))?.status()).toBe(200);
    }));

  test("an officer of another department does not, and has no link to it", () =>
    browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      expect(await page.locator(`a[href='${list}']`).count()).toBe(0);
      expect((await page.goto(list))?.status()).toBe(403);
    }));

  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("an officer holds a case, says why, and lets it go again, %s", (_how, javaScript) =>
    browser.withPage({ width: 390, javaScript }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto(`/cases/${number}`);
      const section = page.locator("#hold");
      await section.locator("summary").click();
      await section.locator("[name=holdWords]").fill("示例二审尚未开庭。");
      await section.getByRole("button", { name: "留置", exact: true }).click();
      await page.waitForURL(/\/hold/);
      await page.getByText("请选择留置的理由").first().waitFor();
      expect(await page.inputValue("[name=holdWords]")).toBe("示例二审尚未开庭。");
      if (javaScript) expect(await axe(page)).toEqual([]);
      await page.check("[name=holdReason][value=court_case]");
      await page.getByRole("button", { name: "留置", exact: true }).click();
      await page.waitForURL(/\/cases\/[^/]+#hold$/);
      await page.getByText("留置中：诉讼或者执行程序需要").waitFor();
      expect(await overflow(page)).toBe(0);
      if (javaScript) expect(await axe(page)).toEqual([]);
      await page.getByRole("button", { name: "解除本部门的留置" }).click();
      await page.getByText("已解除：诉讼或者执行程序需要").first().waitFor();
    }),
  );
});
