import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { textOfPdf } from "#tests/support/pdf.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("official forms", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  let caseNumber: string;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    // A case that police and civil affairs of Chaoyang work.
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    const [found] = await owner`select c.number from cases c join reports r on r.case_id = c.id
      join assignments a on a.case_id = c.id and a.department = 'police' and a.district = '110105'
      join assignments b on b.case_id = c.id and b.department = 'civil_affairs' and b.district = '110105'
      where 'multiple_injuries' = any (c.situations) and a.state <> 'transferred' and b.state <> 'transferred'
      order by c.number limit 1`;
    await owner.end();
    caseNumber = String(found?.number);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  async function toDocuments(page: Page, login: string): Promise<void> {
    await signIn(page, city, login);
    await page.goto(`/cases/${caseNumber}/documents`);
  }
  const codeOn = async (page: Page) => (await page.locator("[data-verification-code]").textContent()) ?? "";

  test.each([
    [true, 1440],
    [true, 390],
    [false, 390],
  ])(
    "an officer issues, prints, downloads, checks and withdraws; scripts: %s, width: %s",
    async (javaScript, width) => {
      await browser.withPage({ javaScript, width }, async (page) => {
        page.setDefaultTimeout(90_000);
        const look = `${width}-${javaScript}`;
        await toDocuments(page, "police-chaoyang");
        await shoot(page, `tab-${look}`);
        if (javaScript) {
          expect(await axe(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
        }
        await page
          .getByRole("button", { name: /强制报告登记表/ })
          .first()
          .click();
        const sheet = page.locator("[data-sheet]");
        await sheet.waitFor();
        expect(await sheet.textContent()).toContain("示例儿童");
        expect(await sheet.textContent()).toMatch(/朝阳区公安登字〔\d{4}〕\d+号/);
        expect(await sheet.textContent()).toContain("盖章处");
        await shoot(page, `sheet-${look}`);
        if (javaScript) {
          expect(await axe(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
        }
        const code = await codeOn(page);
        const download = page.waitForEvent("download");
        await page.getByRole("link", { name: "下载 PDF" }).click();
        const file = await download;
        expect(file.suggestedFilename()).toMatch(/^强制报告登记表 .+号\.pdf$/);
        const bytes = readFileSync(await file.path());
        if (process.env.SHOTS) writeFileSync(`${process.env.SHOTS}/sheet-${look}.pdf`, bytes);
        expect((await textOfPdf(bytes)).join("")).toContain(code);
        const address = page.url();
        await page.goto("/verify");
        if (javaScript && width === 390) expect(await axe(page)).toEqual([]);
        await page.getByLabel("核验码").fill(code.toLowerCase());
        await page.getByRole("button", { name: "核验" }).click();
        await page.getByText("这份文书由本平台出具，目前有效").waitFor();
        expect(await page.locator("main").textContent()).not.toContain("示例儿童");
        await shoot(page, `verify-${look}`);
        if (javaScript) {
          expect(await axe(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
        }
        await page.goto(address);
        await page.getByText("撤回这份文书").first().click();
        await page.getByRole("button", { name: "撤回这份文书" }).click();
        await page.getByText("请选择撤回的原因。").first().waitFor();
        await shoot(page, `withdraw-${look}`);
        await page.getByLabel("内容有误").check();
        await page.getByRole("button", { name: "撤回这份文书" }).click();
        await page.locator("[data-sheet]", { hasText: "不再有效" }).waitFor();
        await page.goto(`/verify?code=${code}`);
        await page.getByText("这份文书已经撤回，不再有效").waitFor();
        await shoot(page, `verify-withdrawn-${look}`);
      });
    },
  );

  test("a wrong code, a code of nothing and bad input are told in words", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      for (const [typed, says] of [
        ["", "请输入核验码。"],
        ["ABC", "核验码是 16 位"],
        ["<script>", "核验码只有字母和数字"],
        ["ABCD-EFGH-JKMN-PQRS", "有一位不对"],
      ] as const) {
        const answer = await page.goto(`/verify?code=${encodeURIComponent(typed)}`);
        expect(answer?.status()).toBe(422);
        await page.getByText(says).first().waitFor();
      }
    });
  });

  test("guessing codes is slowed down", async () => {
    const answers: number[] = [];
    let right = "";
    // The check character of sixteen noughts is right by chance of arithmetic: found by trying all thirty-two.
    const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const codes = [...alphabet].map((last) => `000000000000000${last}`);
    for (let round = 0; round < 70; round += 1) {
      const statuses = await Promise.all(
        (round === 0 ? codes : [right]).map(async (code) => {
          const answer = await fetch(`${app.url}/verify?code=${code}`);
          return { code, status: answer.status, text: await answer.text() };
        }),
      );
      right = statuses.find(({ text }) => text.includes("没有这样的文书"))?.code ?? right;
      answers.push(statuses[statuses.length - 1]?.status ?? 0);
    }
    expect(answers).toContain(429);
  });

  test("the printed page holds the form alone, on A4", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await toDocuments(page, "civil-affairs-chaoyang");
      await page.getByRole("button", { name: /个案摘要/ }).click();
      await page.locator("[data-sheet]").waitFor();
      await page.emulateMedia({ media: "print" });
      expect(await page.getByRole("link", { name: "下载 PDF" }).isVisible()).toBe(false);
      expect(await page.getByText("撤回这份文书").first().isVisible()).toBe(false);
      if (process.env.SHOTS)
        writeFileSync(`${process.env.SHOTS}/print.pdf`, await page.pdf({ preferCSSPageSize: true }));
    });
  });
});
