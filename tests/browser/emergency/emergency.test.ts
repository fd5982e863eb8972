import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("opening a case in an emergency, and knowing who reported", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  const caseOf = async (login: string, words: string): Promise<string> => {
    let number = "";
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, login);
      await page.goto("/triage?tab=all");
      const line = page.locator("[data-row]", { hasText: words }).first();
      number = (await line.locator("[data-open]").getAttribute("data-open")) ?? "";
    });
    return number;
  };
  /** Looks at the page when asked to, and holds it to the rules of every page. */
  async function hold(page: Page, name: string, javaScript: boolean) {
    const folder = process.env.SCREENSHOTS;
    if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    expect(await overflow(page), name).toBe(0);
    if (javaScript) expect(await axe(page), name).toEqual([]);
  }

  test.each([
    [true, 1440, "民政"],
    [false, 390, "妇联"],
  ] as const)("the whole way of an emergency access; scripts %s at %i px", async (javaScript, width, department) => {
    const number = await caseOf("police-chaoyang", "多处受伤");
    const login = department === "民政" ? "civil-affairs-haidian" : "womens-federation-haidian";
    const options = { javaScript, width };
    const tag = `${javaScript}-${width}`;

    await browser.withPage(options, async (page) => {
      await signIn(page, city, login);
      expect((await page.goto(`/cases/${number}`))?.status()).toBe(404);
      await hold(page, `absent-${tag}`, javaScript);
      await page.getByRole("main").getByRole("link", { name: "紧急调阅" }).click();
      expect(await page.inputValue("[name=number]")).toBe(number);
      await hold(page, `emergency-${tag}`, javaScript);
      await page.fill("[name=words]", "示例：孩子在海淀走失");
      await page.getByRole("button", { name: "打开个案" }).click();
      await page.getByText("请选择理由。").first().waitFor();
      expect(await page.inputValue("[name=words]")).toBe("示例：孩子在海淀走失");
      await hold(page, `emergency-refused-${tag}`, javaScript);
      await page.getByLabel("孩子在本地被发现或求助").check();
      await page.getByLabel("我已了解").check();
      await page.getByRole("button", { name: "打开个案" }).click();
      await page.getByText("紧急调阅中").waitFor();
      await page.goto(`/cases/${number}/reports`);
      await page.getByText("报告人身份已封存").first().waitFor();
      expect(await page.getByRole("link", { name: /申请查看/ }).count()).toBe(0);
      expect(await page.content()).not.toMatch(/示例教师甲|13800000001/);
      await hold(page, `case-${tag}`, javaScript);
    });

    await browser.withPage(options, async (page) => {
      await signIn(page, city, "police-lead-chaoyang");
      await page.getByRole("link", { name: /调阅复核/ }).click();
      await page.getByText("示例：孩子在海淀走失").first().waitFor();
      expect(await page.getByRole("link", { name: `复核 ${number} 的紧急调阅` }).count()).toBe(0);
      await hold(page, `oversight-lead-${tag}`, javaScript);
    });

    await browser.withPage(options, async (page) => {
      await signIn(page, city, "auditor");
      await page.goto("/oversight");
      await hold(page, `oversight-${tag}`, javaScript);
      await page
        .getByRole("link", { name: `复核 ${number} 的紧急调阅` })
        .first()
        .click();
      await page.getByRole("button", { name: "保存复核" }).click();
      await page.getByText("请选择复核结论。").first().waitFor();
      await page.getByLabel("没有正当理由").check();
      await page.fill("[name=words]", "示例：可以先打电话");
      await hold(page, `review-${tag}`, javaScript);
      await page.getByRole("button", { name: "保存复核" }).click();
      await page.getByText("复核已保存。").waitFor();
      await hold(page, `reviewed-${tag}`, javaScript);
    });

    await browser.withPage(options, async (page) => {
      await signIn(page, city, login);
      expect((await page.goto(`/cases/${number}`))?.status()).toBe(404);
    });
  });

  test.each([
    [true, 1440, "civil-affairs-chaoyang"],
    [false, 390, "education-chaoyang"],
  ] as const)("asking who reported, deciding, opening; scripts %s at %i px", async (javaScript, width, login) => {
    const options = { javaScript, width };
    const tag = `${javaScript}-${width}`;
    const number = await caseOf(login, "多处受伤");
    await browser.withPage(options, async (page) => {
      await signIn(page, city, login);
      await page.goto(`/cases/${number}/reports`);
      await page
        .getByRole("link", { name: /申请查看/ })
        .first()
        .click();
      await page.getByRole("button", { name: "提交申请" }).click();
      await page.getByText("请选择理由。").first().waitFor();
      await page.getByLabel("保护报告人").check();
      await page.fill("[name=words]", "示例：有人打听是谁报告的");
      await hold(page, `ask-${tag}`, javaScript);
      await page.getByRole("button", { name: "提交申请" }).click();
      await page.getByText("正在等待决定").waitFor();
    });
    await browser.withPage(options, async (page) => {
      await signIn(page, city, "procuratorate-lead-chaoyang");
      await page.getByRole("link", { name: /身份申请/ }).click();
      await page.getByText("示例：有人打听是谁报告的").first().waitFor();
      await hold(page, `requests-${tag}`, javaScript);
      await page
        .getByRole("link", { name: `作出决定：${number} 的申请` })
        .first()
        .click();
      await page.locator("[name=outcome][value=granted]").check();
      await page.fill("[name=words]", "示例：同意");
      await hold(page, `decide-${tag}`, javaScript);
      await page.getByRole("button", { name: "保存决定" }).click();
      await page.getByText("决定已保存。").waitFor();
    });
    await browser.withPage(options, async (page) => {
      await signIn(page, city, login);
      await page.goto(`/cases/${number}/reports`);
      expect(await page.content()).not.toMatch(/示例教师甲|13800000001/);
      await page.getByText("只对您本人开放").waitFor();
      await page.getByRole("button", { name: /打开报告人身份/ }).click();
      await page.getByText("报告人身份已打开，并已记录。").waitFor();
      expect(await page.locator("#reports").textContent()).toContain("示例教师甲");
      expect(await page.locator("main").textContent()).not.toContain("示例儿童甲");
      await hold(page, `opened-${tag}`, javaScript);
    });
  });
});
