import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyFor } from "#app/copy/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { tokenOn } from "#tests/support/form-token.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { file, receiptCode, settled, walker, walkTo } from "./report-walk.ts";

const zh = copyFor("zh-CN");

describe.skipIf(chromiumAbsence !== null)("the guided report", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  test.each([
    { javaScript: true, width: 390 },
    { javaScript: false, width: 390 },
    { javaScript: true, width: 1440, locale: "en" as const, dark: true },
    { javaScript: true, width: 320 },
  ])("leads to a receipt whose code opens the progress: %j", { timeout: 180_000 }, (options) =>
    browser.withPage(options, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      const pages: string[] = [];
      const look = async (name: string): Promise<void> => {
        pages.push(name);
        expect(await overflow(page), `${name} reaches beyond its edge`).toBe(0);
        if (options.javaScript) expect(await axe(page), name).toEqual([]);
      };
      await walkTo(walk, "check", look);
      expect(pages).toEqual([
        "safety",
        "emergency",
        "reporter",
        "children",
        "situation",
        "account",
        "people",
        "steps",
        "contact",
        "check",
      ]);
      expect(await page.locator("main").textContent()).toContain("示例儿童甲");
      await file(walk);
      expect(walk.path()).toBe("/report/receipt");
      await look("receipt");
      const code = await receiptCode(walk);
      expect(code).toMatch(/^(\d{4} ){3}\d{4}$/);
      const number = await page.locator("[data-report-number]").textContent();
      expect(await page.locator("body").textContent()).not.toContain("示例儿童");

      await walk.press("saved");
      expect(await receiptCode(walk)).toBeNull();
      await page.goto("/receipt");
      await look("receipt code");
      await walk.type("code", code ?? "");
      await walk.press("look");
      expect(await page.locator("[data-report-number]").textContent()).toBe(number);
      expect(page.url()).not.toContain((code ?? "").slice(0, 4));
      await expect.poll(() => delivered(page), { timeout: 20_000 }).toBeGreaterThan(1);
      expect(await page.locator("body").textContent()).not.toContain("示例儿童");
      await look("progress");

      await walk.type("supplement", "示例补充：今天又看到新的淤青。");
      await walk.press("add");
      expect(await page.locator("main").textContent()).toContain(copyFor(options.locale ?? "zh-CN").receipt.add.done);
      await walk.press("close");
      expect(await page.locator('[name="code"]').count()).toBe(1);
    }),
  );

  /** Departments on the page, looked at afresh. */
  async function delivered(page: Parameters<typeof walker>[0]): Promise<number> {
    await page.reload();
    return page.locator(`[aria-label="${zh.receipt.status.departments}"] li, [aria-label="Departments"] li`).count();
  }

  test("a draft goes on in another browser with its code", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "account");
      await walk.type("incident.narrative", "写到一半的话");
      await walk.press("back");
      const code = (await page.locator("[data-draft-code]").textContent()) ?? "";
      await browser.withPage({ javaScript: true }, async (elsewhere) => {
        const there = walker(elsewhere);
        await elsewhere.goto("/report/resume");
        await there.type("code", "AAAA AAAA");
        await settled(elsewhere, () => elsewhere.locator("main form button").click());
        expect(await elsewhere.locator("#errors").textContent()).toContain(zh.report.resume.unknown);
        await there.type("code", code.toLowerCase());
        await settled(elsewhere, () => elsewhere.locator("main form button").click());
        expect(await elsewhere.locator("main").textContent()).toContain(zh.report.start.unfinished.title);
        await elsewhere.goto("/report/account");
        expect(await there.value("incident.narrative")).toBe("写到一半的话");
      });
    }));

  test.each([true, false])("the quick report takes one page (scripts: %s)", (javaScript) =>
    browser.withPage({ javaScript }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "reporter");
      await walk.pick("reporter.profession", "medical");
      await walk.press("quick");
      expect(walk.path()).toBe("/report/urgent");
      expect(await page.locator('[name="reporter.profession"][value="medical"]').isChecked()).toBe(true);
      await walk.press("next");
      const errors = await page.locator("#errors li").count();
      expect(errors).toBeGreaterThan(2);
      if (javaScript) expect(await axe(page)).toEqual([]);
      await walk.pick("children[0].sex", "unknown");
      await walk.pick("incident.situations", "abandoned_or_unattended");
      await walk.choose("incident.district", "110108");
      await walk.type("reporter.phone", "13800000000");
      await walk.press("next");
      expect(walk.path()).toBe("/report/receipt");
      expect(await receiptCode(walk)).not.toBeNull();
      expect(await page.locator("main").textContent()).toContain(zh.receipt.add.urgent);
    }),
  );

  test("going back keeps what was typed, also what cannot be filed", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "children");
      await walk.type("children[0].age", "三十");
      await walk.type("children[0].name", "示例儿童乙");
      await walk.press("back");
      expect(walk.path()).toBe("/report/reporter");
      await walk.press("next");
      expect(await walk.value("children[0].age")).toBe("三十");
      await walk.press("next");
      expect(walk.path()).toBe("/report/children");
      expect(await page.locator("#errors a").first().getAttribute("href")).toBe("#f-children-0-sex");
      expect(await walk.value("children[0].name")).toBe("示例儿童乙");
    }));

  test("what must be changed is said on top, in focus, with a link to each field", () =>
    browser.withPage({}, async (page) => {
      await page.goto("/report");
      await walker(page).press("next");
      expect(await page.evaluate("document.activeElement?.id")).toBe("errors");
      for (const link of await page.locator("#errors a").all()) {
        const target = await link.getAttribute("href");
        expect(await page.locator(target ?? "none").count()).toBe(1);
      }
    }));

  test("children and persons are added and removed without scripts", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "children");
      await walk.type("children[0].name", "甲");
      await walk.press("add:children");
      await walk.type("children[1].name", "乙");
      await walk.press("add:children");
      await walk.type("children[2].name", "丙");
      await walk.press("remove:children:1");
      expect(await walk.value("children[1].name")).toBe("丙");
      expect(await page.locator('[name="children[2].name"]').count()).toBe(0);
    }));

  test("an answer changed from the check leads back to it", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "check");
      await settled(page, () =>
        page.locator('a[href^="/report/children?from=check#f-children-0-name"]').first().click(),
      );
      await walk.type("children[0].name", "改过的示例");
      await walk.press("next");
      expect(walk.path()).toBe("/report/check");
      expect(await page.locator("main").textContent()).toContain("改过的示例");
    }));

  test("a draft outlives the web process between two pages", { timeout: 120_000 }, () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "situation");
      await app.kill("web");
      await app.revive("web");
      await walk.pick("incident.situations", "other_serious");
      await walk.press("next");
      expect(walk.path()).toBe("/report/account");
      await page.goto("/report/children");
      expect(await walk.value("children[0].name")).toBe("示例儿童甲");
    }),
  );

  test("two windows with different words show both and lose neither", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const first = walker(page);
      await page.goto("/report");
      await walkTo(first, "account");
      const second = walker(await page.context().newPage());
      await second.page.goto("/report/account");
      await first.choose("incident.district", "110105");
      await first.type("incident.narrative", "第一个窗口写的");
      await first.press("next");
      await second.type("incident.narrative", "第二个窗口写的");
      await second.press("next");
      expect(await second.page.locator("main").textContent()).toContain("第一个窗口写的");
      expect(await second.value("incident.narrative")).toBe("第二个窗口写的");
      expect(await second.value("incident.district")).toBe("");
      await second.choose("incident.district", "110105");
      await second.press("next");
      await first.page.goto("/report/account");
      expect(await first.value("incident.narrative")).toBe("第二个窗口写的");
    }));

  test("pressed in two windows, a report is filed once", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const first = walker(page);
      await page.goto("/report");
      await walkTo(first, "check");
      const second = walker(await page.context().newPage());
      await second.page.goto("/report/check");
      await Promise.all([file(first), file(second)]);
      expect(await receiptCode(first)).not.toBeNull();
      expect(await receiptCode(second)).toBe(await receiptCode(first));
    }));

  test("a page saves itself while it is filled in, and says so", () =>
    browser.withPage({}, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "account");
      const saved = page.waitForResponse((response) => response.url().endsWith("/report/account/save"));
      await walk.type("incident.narrative", "还没有按任何按钮");
      expect((await saved).status()).toBe(204);
      await page.goto("/report/account");
      expect(await walk.value("incident.narrative")).toBe("还没有按任何按钮");
    }));

  test("nothing sent to a page brings it down", { timeout: 120_000 }, () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "children");
      const headers = { Origin: app.url };
      const form_token = await tokenOn(page);
      const send = (path: string, form: Record<string, string>) =>
        page.request.post(path, { form: { ...form, form_token }, headers, maxRedirects: 0 });
      const everywhere = [
        "safety",
        "children",
        "situation",
        "account",
        "people",
        "check",
        "urgent",
        "emergency",
        "receipt",
        "resume",
      ];
      for (const name of everywhere) {
        for (const [key, value] of [
          ["__proto__", "x"],
          ["constructor[prototype]", "x"],
          ["children[0].name", "\u0000\ufffe"],
          ["children[99].name", "x"],
          ["incident.narrative", "字".repeat(60_000)],
          ["go", "remove:children:99"],
        ] as const) {
          const { status } = { status: (await send(`/report/${name}`, { [key]: value })).status() };
          expect(status, `${name} ${key}`).toBeLessThan(500);
        }
      }
      expect((await send("/report/nowhere", {})).status()).toBe(404);
      expect((await page.request.get("/report/nowhere")).status()).toBe(404);
      const raw = await page.request.post("/report/children", {
        headers: { ...headers, "Content-Type": "application/json" },
        data: "{",
      });
      expect(raw.status()).toBe(400);
    }),
  );
});
