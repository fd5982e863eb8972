import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { settled, walker, walkTo } from "./report-walk.ts";

describe.skipIf(chromiumAbsence !== null)("a form whose page lay open until its cookie was gone", () => {
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

  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("loses nothing that was typed, %s", async (_name, javaScript) => {
    await browser.withPage({ javaScript }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "account");
      await walk.type("incident.narrative", "示例经过：<b>放了一夜</b>的页面");
      await page.context().clearCookies({ name: "form" });
      await walk.press("next");
      await page.getByRole("heading", { name: "这个页面放得太久了" }).waitFor();
      if (javaScript) expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await settled(page, () => page.getByRole("button", { name: "再次提交" }).click());
      await page.goto("/report/account");
      expect(await walk.value("incident.narrative")).toBe("示例经过：<b>放了一夜</b>的页面");
    });
  });
});
