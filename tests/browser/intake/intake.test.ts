import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { walker, walkTo } from "#tests/browser/report-walk.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { look } from "../people/look.ts";

describe.skipIf(chromiumAbsence !== null)("a report taken down for a caller", () => {
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

  test.each([
    { javaScript: true, width: 1440 },
    { javaScript: false, width: 390 },
  ])("from the call to the receipt: $width px, scripts $javaScript", async ({ javaScript, width }) => {
    const shot = `${width}-${javaScript ? "on" : "off"}`;
    await browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto("/intake");
      await look(page, `intake-start-${shot}`);
      if (javaScript) expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);

      await page.fill('[name="remarks"]', "示例：通话断断续续");
      await page.getByRole("button", { name: "开始录入" }).click();
      await page.getByRole("link", { name: "请选择报告是怎么来的。" }).waitFor();
      expect(await page.inputValue('[name="remarks"]')).toBe("示例：通话断断续续");
      await look(page, `intake-refused-${shot}`);

      await page.check('[name="channel"][value="hotline"]');
      await page.fill('[name="heardDay"]', "2026-01-05");
      await page.fill('[name="heardHour"]', "09:30");
      await page.fill('[name="heardBy"]', "示例接线员");
      await page.fill('[name="ticket"]', "示例工单 1");
      await page.getByRole("button", { name: "开始录入" }).click();
      await page.waitForURL(/\/report\/safety/);
      await page.getByText("代录中：12345 热线").waitFor();

      const walking = walker(page);
      await walkTo(walking, "check");
      await look(page, `intake-check-${shot}`);
      await page.check('[name="declaration"]');
      await page.getByRole("button", { name: "提交报告" }).click();
      await page.getByRole("link", { name: "请选择是否已向报告人复述。" }).waitFor();
      if (javaScript) expect(await axe(page)).toEqual([]);
      await page.check('[name="declaration"]');
      await page.check('[name="readBack"][value="confirmed"]');
      await page.getByRole("button", { name: "提交报告" }).click();
      await page.waitForURL(/\/report\/receipt/);
      await page.getByText("请告诉报告人").waitFor();
      await look(page, `intake-receipt-${shot}`);
      const number = /BJ-\d{4}-\d{6}-\d/.exec((await page.locator("main").textContent()) ?? "")?.[0] ?? "";
      const [row] =
        await owner`select i.channel, i.read_back, i.heard_at, i.department, r.channel as filed_by, i.sealed_record
        from intakes i join reports r on r.id = i.report_id where i.number = ${number}`;
      expect(row).toMatchObject({
        channel: "hotline",
        read_back: "confirmed",
        department: "police",
        filed_by: "operator",
      });
      expect(row?.heard_at).toEqual(new Date("2026-01-05T01:30:00Z"));
      expect(String(row?.sealed_record)).not.toContain("示例");

      await page.getByRole("button", { name: "完成，清除这台设备上的记录" }).click();
      await page.waitForURL(/\/intake$/);
      await page.getByText(number).waitFor();
      await look(page, `intake-list-${shot}`);
      if (javaScript) expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await page.goto("/report/receipt");
      expect(new URL(page.url()).pathname).toBe("/receipt");

      await expect
        .poll(
          async () => (await owner`select 1 from reports where number = ${number} and routed_at is not null`).length,
          {
            timeout: 20_000,
          },
        )
        .toBe(1);
      const [matter] =
        await owner`select c.number from cases c join reports r on r.case_id = c.id where r.number = ${number}`;
      await page.goto(`/cases/${matter?.number}/reports`);
      await page.getByText("工作人员代录").first().waitFor();
      await page.getByText("已逐项复述，报告人确认无误").waitFor();
      expect(await page.content()).not.toContain("示例接线员");
    });
  });

  test("other desks learn that it was taken down, not by whom it was heard", async () => {
    await browser.withPage({}, async (page) => {
      await signIn(page, city, "civil-affairs-chaoyang");
      const [matter] =
        await owner`select c.number from cases c join reports r on r.case_id = c.id where r.channel = 'operator' limit 1`;
      await page.goto(`/cases/${matter?.number}/reports`);
      await page.getByText("工作人员代录").first().waitFor();
      expect(await page.getByText("代录记录").count()).toBe(0);
    });
  });
});
