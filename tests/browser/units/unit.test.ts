import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, type Walker, walker, walkTo } from "#tests/browser/report-walk.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { look } from "../people/look.ts";

describe.skipIf(chromiumAbsence !== null)("a unit's own page", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  let owner: postgres.Sql;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await owner?.end();
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  /** Writes a whole report from the page that is open to the check; `reporterPage` looks at the page about oneself. */
  const writeReport = (walk: Walker, reporterPage: () => Promise<void> = async () => {}) =>
    walkTo(walk, "check", async (page) => {
      if (page === "reporter") await reporterPage();
    });

  const filedFor = async (number: string) =>
    owner`select u.account_id, n.name from reports r left join unit_reports u on u.report_id = r.id
      left join units n on n.id = u.unit_id where r.number = ${number}`;
  const numberOn = async (walking: Walker) =>
    /BJ-\d{4}-\d{6}-\d/.exec((await walking.page.locator("main").textContent()) ?? "")?.[0] ?? "";

  test.each([
    { javaScript: true, width: 390 },
    { javaScript: false, width: 1440 },
  ])(
    "a reporter files for the unit and finds the report; the lead sees its number: $width px, scripts $javaScript",
    async ({ javaScript, width }) => {
      const shot = `${width}-${javaScript ? "on" : "off"}`;
      let number = "";
      await browser.withPage({ javaScript, width }, async (page) => {
        await signIn(page, city, "school-reporter");
        expect(new URL(page.url()).pathname).toBe("/unit");
        await page.getByRole("heading", { name: "示例小学" }).waitFor();
        await look(page, `unit-reporter-${shot}`);
        await page.getByRole("button", { name: "开始报告" }).click();
        await page.waitForURL(/\/report\/safety/);
        const walking = walker(page);
        await writeReport(walking, async () => {
          expect(await page.locator('[name="reporter.profession"][value="teacher"]').isChecked()).toBe(true);
          expect(await walking.value("reporter.unit")).toBe("示例小学");
        });
        await look(page, `check-unit-${shot}`);
        expect(await page.locator("main").textContent()).toContain("这份报告会记在示例小学名下");
        await page.locator("[name=declaration]").check();
        await page.getByRole("button", { name: "提交", exact: false }).last().click();
        await page.waitForURL(/\/report\/receipt/);
        number = await numberOn(walking);
        await page.goto("/unit");
        await page.getByText(number).waitFor();
        await look(page, `unit-reporter-filed-${shot}`);
      });
      expect(await filedFor(number)).toMatchObject([{ account_id: expect.any(String), name: "示例小学" }]);
      await browser.withPage({ javaScript, width }, async (page) => {
        await signIn(page, city, "school-lead");
        await page.getByText(number).waitFor();
        const told = (await page.locator("main").textContent()) ?? "";
        expect(told).toContain("公安");
        for (const secret of ["示例儿童", "淤青", "女", "岁", "报告人甲"]) expect(told).not.toContain(secret);
        await look(page, `unit-lead-${shot}`);
      });
    },
  );

  test("whoever keeps it from the unit, from the beginning or at the last page, leaves nothing on its page", async () => {
    const numbers: string[] = [];
    await browser.withPage({}, async (page) => {
      await signIn(page, city, "school-reporter");
      await page.getByLabel("不告诉单位").check();
      await page.getByRole("button", { name: "开始报告" }).click();
      await page.waitForURL(/\/report\/safety/);
      const walking = walker(page);
      await writeReport(walking, async () => expect(await walking.value("reporter.unit")).toBe(""));
      expect(await page.locator("main").textContent()).toContain("这份报告不告诉单位");
      await file(walking);
      await page.waitForURL(/\/report\/receipt/);
      numbers.push(await numberOn(walking));
    });
    await browser.withPage({ javaScript: false }, async (page) => {
      await page.goto("/report/safety");
      const walking = walker(page);
      await writeReport(walking);
      await page.getByLabel("不告诉单位").check();
      await page.locator('main form:has([name="declaration"]) button').click();
      await page.locator("#errors").waitFor();
      expect(await page.getByLabel("不告诉单位").isChecked()).toBe(true);
      await look(page, "check-withheld-390-off");
      await file(walking);
      await page.waitForURL(/\/report\/receipt/);
      numbers.push(await numberOn(walking));
    });
    for (const number of numbers) {
      expect(number).not.toBe("");
      expect(await filedFor(number)).toMatchObject([{ account_id: null, name: null }]);
    }
    await browser.withPage({}, async (page) => {
      await signIn(page, city, "school-lead");
      const told = (await page.locator("main").textContent()) ?? "";
      for (const number of numbers) expect(told).not.toContain(number);
    });
  });

  test("people of a unit get no case, no queue and no event", async () => {
    const [matter] = await owner`select number from cases limit 1`;
    for (const login of ["school-lead", "school-reporter"]) {
      await browser.withPage({}, async (page) => {
        await signIn(page, city, login);
        for (const path of [`/cases/${matter?.number}`, "/cases/BJG-2026-999999-9", "/triage", "/events"]) {
          expect((await page.request.get(path)).status(), `${login} ${path}`).toBe(403);
        }
        const overview = await page.request.get("/overview", { maxRedirects: 0 });
        expect(overview.headers().location).toBe("/unit");
      });
    }
    for (const login of ["police-chaoyang", "admin", "auditor", "coordinator-city"]) {
      await browser.withPage({}, async (page) => {
        await signIn(page, city, login);
        expect((await page.request.get("/unit")).status(), login).toBe(403);
      });
    }
  });

  test("axe finds nothing, and nothing is scrolled sideways", async () => {
    for (const width of [390, 1440]) {
      for (const login of ["school-lead", "school-reporter"]) {
        await browser.withPage({ width }, async (page) => {
          await signIn(page, city, login);
          for (const path of login === "school-lead" ? ["/unit", "/people", "/people/invite"] : ["/unit"]) {
            await page.goto(path);
            expect(await axe(page), path).toEqual([]);
            expect(await overflow(page), path).toBe(0);
          }
          await page.goto("/unit");
          await look(page, `${login}-${width}`);
        });
      }
    }
  });
});
