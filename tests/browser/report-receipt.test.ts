import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyFor } from "#app/copy/index.ts";
import { checkDigit } from "#app/reports/numbers.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { tokenOn } from "#tests/support/form-token.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { file, settled, walker, walkTo } from "./report-walk.ts";

const { receipt } = copyFor("zh-CN");

const fifteen = "123456789012345";
const rightDigit = checkDigit(fifteen);
const wrongDigit = String((Number(rightDigit) + 1) % 10);

describe.skipIf(chromiumAbsence !== null)("the receipt", () => {
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
    ["", receipt.enter.missing],
    ["1234", receipt.enter.length],
    ["1234 5678 9012 34a6", receipt.enter.characters],
    [`${fifteen}${wrongDigit}`, receipt.enter.check_digit],
    [`${fifteen}${rightDigit}`, receipt.enter.unknown],
  ])("a code like %j is told what is wrong with it", (typed, words) =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/receipt");
      await walk.type("code", typed);
      await walk.press("look");
      expect(await page.locator("#errors").textContent()).toContain(words);
      expect(await walk.value("code")).toBe(typed);
    }),
  );

  test("guessing is slowed down in words, with the time to wait", { timeout: 120_000 }, () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const headers = { Origin: app.url };
      await page.goto("/receipt");
      const form_token = await tokenOn(page);
      const statuses: number[] = [];
      for (let guess = 0; guess < 62; guess += 1) {
        const form = { code: `${fifteen}${rightDigit}`, go: "look", form_token };
        statuses.push((await page.request.post("/receipt", { form, headers })).status());
      }
      expect(new Set(statuses.slice(0, 50))).toEqual(new Set([422]));
      expect(statuses.at(-1)).toBe(429);
    }),
  );

  test(
    "its proof verifies here and with the published key, and not when a letter was changed",
    { timeout: 120_000 },
    () =>
      browser.withPage({}, async (page) => {
        const walk = walker(page);
        await page.goto("/report");
        await walkTo(walk, "check");
        await file(walk);
        const proof = ((await page.locator("[data-proof]").textContent()) ?? "").trim();
        const number = (await page.locator("[data-report-number]").textContent()) ?? "";
        expect(await page.getByRole("img", { name: receipt.proof.qr }).count()).toBe(1);

        await page.goto("/proof");
        expect(await axe(page)).toEqual([]);
        await walk.type("proof", `${proof.slice(0, 40)}\n  ${proof.slice(40)}`);
        await settled(page, () => page.locator("main form button").click());
        expect(await page.locator("main").textContent()).toContain(receipt.verify.valid);
        expect(await page.locator("main").textContent()).toContain(number);
        await walk.type("proof", proof.replace(/^(.{10})./, "$1A"));
        await settled(page, () => page.locator("main form button").click());
        expect(await page.locator("#errors").textContent()).toContain(receipt.verify.invalid);
        expect(await (await page.request.get("/proof/key.pem")).text()).toMatch(/^-----BEGIN PUBLIC KEY-----/);
      }),
  );

  test("after 完成 this device opens the report no longer", { timeout: 120_000 }, () =>
    browser.withPage({ javaScript: false }, async (page) => {
      const walk = walker(page);
      await page.goto("/report");
      await walkTo(walk, "check");
      await file(walk);
      await walk.press("finish");
      expect(walk.path()).toBe("/");
      await page.goto("/report/receipt");
      expect(walk.path()).toBe("/receipt");
      await page.goto("/report");
      expect(await page.locator('[name="safety.immediateDanger"]').count()).toBe(3);
    }),
  );

  test("a cookie that somebody made opens nothing and breaks nothing", () =>
    browser.withPage({ javaScript: false }, async (page) => {
      for (const value of ["x", "AQ", Buffer.from(`\u0001${"0".repeat(60)}`).toString("base64url")]) {
        await page.context().addCookies([
          { name: "receipt", value, url: app.url },
          { name: "draft", value, url: app.url },
        ]);
        expect((await page.goto("/receipt"))?.status()).toBe(200);
        expect((await page.goto("/report"))?.status()).toBe(200);
      }
    }));
});
