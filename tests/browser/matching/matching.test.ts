import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinCases } from "#app/matching/joining.ts";
import { undoJoin } from "#app/matching/undoing.ts";
import { matchingDesk, type Told } from "#tests/integration/matching/desk.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("cases that may be one child's", () => {
  let database: TestDatabase;
  let portals: TestPortals;
  let desk: ReturnType<typeof matchingDesk>;
  let app: RunningApp;
  let city: DemoCity;
  let browser: TestBrowser;

  beforeAll(async () => {
    database = await freshDatabase();
    portals = openTestPortals(database);
    desk = matchingDesk(database, portals);
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await portals?.close();
    await database?.drop();
  });

  let serial = 0;
  /** Two cases of this test alone: names that sound the same, one birthday, one house. */
  async function pair(): Promise<readonly [Told, Told]> {
    serial += 1;
    const middle = [..."金木水火土日月星"][serial % 8] ?? "金";
    const child = {
      bornOn: `2015-0${(serial % 9) + 1}-17`,
      address: `示例路${serial}号2号楼301`,
      school: "示例第一小学",
    };
    const suspects = [{ name: "示例父甲", relation: "father", isGuardian: true }];
    const first = await desk.tell({ ...child, name: `例${middle}浩` }, { suspects });
    const second = await desk.tell({ ...child, name: `例${middle}昊`, school: "示例第二小学" }, { suspects });
    return [first, second];
  }
  /** What the worker does with what was decided. */
  async function work(): Promise<void> {
    const waiting = await desk.owner(
      (sql) =>
        sql<{ id: string; state: string }[]>`select id, state from case_joins where state in ('asked', 'undo_asked')`,
    );
    for (const { id, state } of waiting) {
      if (state === "asked") await desk.system("join-cases", (tx) => joinCases(tx, portals.worker, id, new Date()));
      else await desk.system("undo-join", (tx) => undoJoin(tx, portals.worker, id, new Date()));
    }
  }

  test.each([
    ["at a desk", { width: 1440 }],
    ["on a tablet", { width: 768 }],
    ["on a phone", { width: 390 }],
    ["on a phone, in English", { width: 390, locale: "en" as const }],
    ["at night", { width: 1440, dark: true }],
  ])("list, notice and comparison are readable, %s", (how, options) =>
    browser.withPage(options, async (page) => {
      const [first, second] = await pair();
      await signIn(page, city, "procuratorate-chaoyang");
      const shot = async (name: string) => {
        if (process.env.SHOTS !== undefined) {
          await page.screenshot({
            path: `${process.env.SHOTS}/${name}-${how.replaceAll(/\W+/g, "-")}.png`,
            fullPage: true,
          });
        }
        expect(await axe(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      };
      await page.goto("/matches");
      await page.getByText(first.number).first().waitFor();
      await shot("list");
      await page.goto(`/cases/${second.number}`);
      await shot("case");
      await page.goto(`/cases/${second.number}/matches`);
      await shot("matches");
      await page.locator(`a[href*='/matches/']`).first().click();
      await page.waitForURL(/\/matches\/[0-9a-f-]{36}$/);
      expect(await page.getByText("示例第一小学").count()).toBe(0);
      await shot("compare");
      await page.locator("button[name='act'][value='open']").click();
      await page.getByText("示例第一小学").first().waitFor();
      await shot("opened");
    }),
  );

  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("a prosecutor joins two cases, and undoes it; both receipts stay byte for byte, %s", (_how, javaScript) =>
    browser.withPage({ width: 390, javaScript }, async (page) => {
      const [first, second] = await pair();
      const receipts = [await desk.receipt(first), await desk.receipt(second)];
      const proposal = await desk.proposalOf(first, second);
      await signIn(page, city, "procuratorate-chaoyang");
      await page.goto(`/cases/${second.number}/matches/${proposal?.id}`);
      await page.locator("button[value='join']").click();
      await page.waitForURL(/decided=join/);
      await work();
      expect([await desk.receipt(first), await desk.receipt(second)]).toEqual(receipts);
      await page.goto(`/cases/${second.number}`);
      await page.locator(`main a[href='/cases/${first.number}']`).first().click();
      await page.waitForURL(`**/cases/${first.number}`);
      await page.goto(`/cases/${first.number}/matches`);
      await page.locator("details summary").first().click();
      await page.locator("button[name='join']").click();
      await page.waitForURL(/decided=undo/);
      await work();
      expect([await desk.receipt(first), await desk.receipt(second)]).toEqual(receipts);
      await page.goto(`/cases/${second.number}/matches`);
      expect(await page.locator("button[name='proposal']").count()).toBe(1);
    }),
  );

  test("keeping apart asks why, and is remembered", () =>
    browser.withPage({ width: 1440 }, async (page) => {
      const [first, second] = await pair();
      const proposal = await desk.proposalOf(first, second);
      await signIn(page, city, "police-chaoyang");
      await page.goto(`/cases/${second.number}/matches/${proposal?.id}`);
      await page.locator("button[value='apart']").click();
      await page.getByRole("alert").or(page.locator("[role='group'][aria-labelledby], #f-reason")).first().waitFor();
      expect(await axe(page)).toEqual([]);
      await page.locator("input[value='twin_or_sibling']").check();
      await page.locator("button[value='apart']").click();
      await page.waitForURL(/decided=apart/);
      await page.locator("button[name='proposal']").click();
      await page.waitForURL(/decided=again/);
      expect(await desk.proposalOf(first, second)).toMatchObject({ state: "open" });
    }));

  test("whoever reads one of the two cases only finds nothing", () =>
    browser.withPage({ width: 1440 }, async (page) => {
      const [first, second] = await pair();
      const proposal = await desk.proposalOf(first, second);
      await signIn(page, city, "police-haidian");
      expect((await page.goto(`/cases/${second.number}/matches/${proposal?.id}`))?.status()).toBe(404);
      expect((await page.goto(`/cases/${first.number}/matches`))?.status()).toBe(404);
      await page.goto("/matches");
      expect(await page.getByText(first.number).count()).toBe(0);
    }));
});
