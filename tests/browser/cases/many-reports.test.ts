import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { addFiles, addToTimeline, reportsOfOneChild } from "#tests/support/large-case.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const widths = [390, 768, 1440];

describe.skipIf(chromiumAbsence !== null)("a case of many reports", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  let sql: postgres.Sql;
  let large: { number: string; reportIds: readonly string[] };
  let pair: { number: string; reportIds: readonly string[] };
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    sql = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
    pair = await caseOf(2);
    large = await caseOf(13);
    const [matter] = await sql<{ id: string }[]>`select id from cases where number = ${large.number}`;
    const officers = await sql<{ id: string; department: string }[]>`
      select id, department from accounts where department is not null and '110105' = any(districts) order by login limit 6`;
    await addToTimeline(sql, matter?.id ?? "", officers, 200);
    await addFiles(sql, database.masterKey, { caseId: matter?.id ?? "", reportId: large.reportIds[0] ?? "" }, 60);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await sql?.end();
    await database?.drop();
  });

  /** Files so many reports about one child, one after the other, and waits until they are routed; the oldest first. */
  async function caseOf(count: number) {
    for (const report of reportsOfOneChild(count)) {
      const answer = await fetch(`${app.url}/api/v1/reports`, {
        method: "POST",
        headers: {
          "Content-Type": "application/json",
          Authorization: `Bearer ${city.apiKey}`,
          "Idempotency-Key": randomUUID(),
        },
        body: JSON.stringify(report),
      });
      expect(answer.status, await answer.text()).toBe(201);
      await untilRouted();
    }
    const filed = await sql<{ id: string; number: string }[]>`
      select r.id, c.number from reports r join cases c on c.id = r.case_id
      where r.case_id = (select case_id from reports order by filed_at desc limit 1) order by r.filed_at`;
    expect(filed).toHaveLength(count);
    return { number: filed[0]?.number ?? "", reportIds: filed.map(({ id }) => id) };
  }

  async function untilRouted(): Promise<void> {
    const giveUpAt = Date.now() + 30_000;
    while ((await sql`select 1 from reports where routed_at is null limit 1`).length > 0) {
      if (Date.now() > giveUpAt) throw new Error("a report was not routed within half a minute");
      await pause(50);
    }
  }

  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  /** Waits for a sentence of an answer and for all of the answer: without scripts it is drawn while it still arrives. */
  async function answered(page: Page, sentence: string): Promise<void> {
    await page.getByText(sentence).waitFor();
    await page.waitForLoadState();
  }
  const comparison = (page: Page) => page.locator("#comparison");
  const full = (page: Page) => page.locator("#reports article");

  test.each([true, false])("two reports stand side by side; scripts: %s", async (javaScript) => {
    await browser.withPage({ javaScript, width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto(`/cases/${pair.number}/reports`);
      const differing = comparison(page).getByRole("table", { name: /说法不一致/ });
      const row = differing.getByRole("row", { name: /孩子现在有危险吗/ });
      expect(await row.locator("td > span:last-child").allTextContents()).toEqual(["否", "是"]);
      // Masked answers are compared by what they say, and stay masked.
      const masked = await differing
        .getByRole("row", { name: /住址/ })
        .locator("td > span:last-child")
        .allTextContents();
      expect(masked).toEqual(["●●●●", "●●●●"]);
      expect(await comparison(page).textContent()).not.toMatch(/示例路|示例报告人|示例经过/);
      const agreed = comparison(page).locator("details", { hasText: "项一致" });
      expect(await agreed.getByText("有没有受伤").isVisible()).toBe(false);
      await agreed.locator("summary").click();
      await agreed.getByText("有没有受伤").waitFor();
      await page.getByRole("button", { name: "打开身份" }).click();
      await answered(page, "身份已打开，并已记入时间线。");
      const opened = await differing
        .getByRole("row", { name: /住址/ })
        .locator("td > span:last-child")
        .allTextContents();
      expect(opened).toEqual(["示例路1号", "示例路2号"]);
    });
  });

  test.each([true, false])(
    "many are read a page at a time, and which are compared is chosen; scripts: %s",
    async (javaScript) => {
      await browser.withPage({ javaScript, width: 1440 }, async (page) => {
        await signIn(page, city, "police-chaoyang");
        await page.goto(`/cases/${large.number}/reports`);
        expect(await full(page).count()).toBe(10);
        await page.getByText("13 份报告，最近的在前").waitFor();
        expect(await comparison(page).getByRole("table").first().getByRole("columnheader").count()).toBe(1 + 6);
        await page.getByText("选择对照哪些报告").click();
        for (const box of await comparison(page).getByRole("checkbox").all()) await box.uncheck();
        await comparison(page)
          .getByRole("checkbox", { name: /^第1份/ })
          .check();
        await comparison(page).getByRole("button", { name: "对照所选" }).click();
        await answered(page, "至少选择 2 份才能对照。");
        await page.goto(`/cases/${large.number}/reports?${large.reportIds.map((id) => `compare=${id}`).join("&")}`);
        await page.getByText("一次最多对照 6 份。").waitFor();
        const [first, last] = [large.reportIds[0], large.reportIds[12]];
        await page.goto(`/cases/${large.number}/reports?compare=${first}&compare=${last}`);
        const heads = comparison(page).getByRole("table").first().getByRole("columnheader");
        expect((await heads.allTextContents()).map((text) => text.slice(0, 4))).toEqual(["问题", "第1份B", "第13份"]);
        await page.getByRole("link", { name: /下一页/ }).click();
        await answered(page, "第 2 页，共 2 页");
        expect(await full(page).count()).toBe(3);
        expect(await heads.count()).toBe(3);
        // Opened in place, the page stays the same, and so does what is compared.
        await page.getByRole("button", { name: "打开身份" }).click();
        await answered(page, "身份已打开，并已记入时间线。");
        expect(await full(page).count()).toBe(3);
        await full(page)
          .last()
          .getByRole("button", { name: /打开报告人身份/ })
          .click();
        await answered(page, "报告人身份已打开，并已记录。");
        expect(await full(page).count()).toBe(3);
        expect(await full(page).last().textContent()).toContain("示例报告人0");
        expect(await heads.count()).toBe(3);
      });
    },
  );

  test("the child is named once, and why the reports came is told a page at a time", async () => {
    await browser.withPage({ javaScript: false, width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto(`/cases/${large.number}`);
      expect(await page.locator("#content header").getByText(/9岁/).count()).toBe(1);
      const told = new Set<string>();
      for (;;) {
        const lines = await page
          .locator("#routing")
          .getByText(/^报告 BJ-.*自动分流$/)
          .allTextContents();
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) told.add(line);
        const later = page.locator("#routing").getByRole("link", { name: /下一页/ });
        if ((await later.count()) === 0) break;
        await page.goto((await later.getAttribute("href")) ?? "");
      }
      expect(told.size).toBe(large.reportIds.length);
    });
  });

  test.each([true, false])(
    "a prosecutor asks for the whole trace of one decision, and it alone is told; scripts: %s",
    async (javaScript) => {
      await browser.withPage({ javaScript, width: 1440 }, async (page) => {
        await signIn(page, city, "procuratorate-chaoyang");
        await page.goto(`/cases/${large.number}?routing=2`);
        const routing = page.locator("#routing");
        expect(await routing.getByRole("table").count()).toBe(0);
        const ways = routing.getByRole("link", { name: /全部规则/ });
        expect(await ways.count()).toBe(3);
        await ways.nth(1).click();
        await page.waitForURL(/trace=5/);
        await routing.getByRole("table").waitFor();
        expect(await page.locator("#routing-5").getByRole("table").count()).toBe(1);
        expect(await ways.count()).toBe(2);
        if (javaScript) expect(await axe(page)).toEqual([]);
        await shoot(page, `many-trace-${javaScript ? "scripts" : "plain"}-1440`);
      });
    },
  );

  test("a timeline of hundreds is read a page at a time and narrowed", async () => {
    await browser.withPage({ javaScript: false, width: 390 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto(`/cases/${large.number}/timeline`);
      const entries = page.locator("#timeline ol > li");
      let seen = 0;
      for (;;) {
        seen += await entries.count();
        expect(await overflow(page)).toBe(0);
        // Who and when, on each.
        expect(await entries.locator("time").count()).toBe(await entries.count());
        expect(await entries.locator("p + div").count()).toBe(await entries.count());
        const older = page.getByRole("link", { name: /下一页/ });
        if ((await older.count()) === 0) break;
        await page.goto((await older.getAttribute("href")) ?? "");
      }
      const [stored] = await sql<{ count: number }[]>`
        select count(*)::int from case_events e join cases c on c.id = e.case_id where c.number = ${large.number}`;
      expect(seen).toBe(stored?.count);
    });
  });

  const parts = {
    reports: () => ({
      pair: `${pair.number}/reports`,
      large: `${large.number}/reports`,
      "large-2": `${large.number}/reports?page=2`,
    }),
    "what else there is": () => ({
      timeline: `${large.number}/timeline`,
      evidence: `${large.number}/evidence`,
      overview: large.number,
    }),
  };
  test.each(
    widths.flatMap((width) => [
      { width, part: "reports" as const },
      { width, part: "what else there is" as const },
    ]),
  )("axe finds nothing and nothing scrolls sideways at $width px: $part", async ({ width, part }) => {
    await browser.withPage({ width }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      for (const [name, path] of Object.entries(parts[part]())) {
        await page.goto(`/cases/${path}`);
        await shoot(page, `many-${name}-${width}`);
        expect(await overflow(page), name).toBe(0);
        await page.evaluate(`for (const folded of document.querySelectorAll("#content details")) folded.open = true`);
        expect(await axe(page), name).toEqual([]);
        if (name === "pair") await shoot(page, `many-pair-open-${width}`);
      }
    });
  });
});
