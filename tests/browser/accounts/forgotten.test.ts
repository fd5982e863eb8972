import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { look } from "../people/look.ts";

const password = "四月的操场上有三棵老槐树和秋千";

describe.skipIf(chromiumAbsence !== null)("a forgotten password", () => {
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

  test.each([
    { javaScript: true, width: 390, dark: true },
    { javaScript: false, width: 1440, dark: false },
  ])("is answered alike for everybody: $width px, scripts $javaScript", async ({ javaScript, width, dark }) => {
    await browser.withPage({ javaScript, width, dark }, async (page) => {
      const answers: string[] = [];
      for (const who of ["police-chaoyang", "nobody-at-all"]) {
        await page.goto("/sign-in");
        await page.getByRole("link", { name: "忘记密码" }).click();
        await page.getByRole("heading", { name: "忘记密码", level: 1 }).waitFor();
        await look(page, `forgotten-${width}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        await page.getByLabel("登录名或电子邮箱").fill(who);
        await page.getByRole("button", { name: "发送链接" }).click();
        await page.getByRole("heading", { name: "请查看邮箱" }).waitFor();
        answers.push(`${page.url()} ${await page.locator("main").textContent()}`);
      }
      expect(answers[0]).toBe(answers[1]);
      await look(page, `asked-${width}`);
      expect(await overflow(page)).toBe(0);
      if (javaScript) expect(await axe(page)).toEqual([]);
    });
  });

  test("asked for without a word is asked again, and too often is slowed down", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      const send = async (who: string) => {
        await page.goto("/sign-in/forgotten");
        await page.getByLabel("登录名或电子邮箱").fill(who);
        await page.getByRole("button", { name: "发送链接" }).click();
      };
      await send("  ");
      await page.getByRole("alert").getByText("请填写登录名或电子邮箱。").waitFor();
      for (let times = 0; times < 5; times += 1) await send("too-often@example.invalid");
      await page.getByRole("alert").getByText("请求次数太多").waitFor();
      expect(await page.getByLabel("登录名或电子邮箱").inputValue()).toBe("too-often@example.invalid");
    });
  });

  test.each([
    { javaScript: true, width: 390 },
    { javaScript: false, width: 1440 },
  ])(
    "is set anew by a link that the lead hands over: $width px, scripts $javaScript",
    async ({ javaScript, width }) => {
      let link = { url: "", code: "" };
      await browser.withPage({ javaScript, width }, async (page) => {
        await signIn(page, city, "police-lead-chaoyang");
        await page.goto("/people");
        await page.locator("main a[href^='/people/0'], main a[href^='/people/']:not([href*=invite])").first().click();
        await page.getByRole("heading", { name: "忘记密码" }).waitFor();
        await look(page, `person-${width}`);
        await page.getByRole("button", { name: "生成链接" }).click();
        await page.getByRole("alert").getByText("请选择原因。").first().waitFor();
        await page.getByLabel("没有登记邮箱").check();
        await page.getByRole("button", { name: "生成链接" }).click();
        await page.getByRole("heading", { name: "链接已生成" }).waitFor();
        await look(page, `handed-${width}`);
        expect(await overflow(page)).toBe(0);
        if (javaScript) expect(await axe(page)).toEqual([]);
        const shown = page.locator("output");
        link = { url: (await shown.nth(0).textContent()) ?? "", code: (await shown.nth(1).textContent()) ?? "" };
        expect(link.url).toBe(`${app.url}/sign-in/new-password#${link.code}`);
      });
      await browser.withPage({ javaScript, width }, async (page) => {
        if (javaScript) await page.goto(link.url);
        else {
          await page.goto("/sign-in/new-password");
          await look(page, `code-${width}`);
          await page.fill("[name=code]", link.url);
          await page.getByRole("button", { name: "打开" }).click();
        }
        await page.locator("[name=chosen]").waitFor();
        expect(page.url()).not.toContain(link.code);
        await look(page, `choose-${width}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        await page.fill("[name=chosen]", password);
        await page.fill("[name=again]", `${password}？`);
        await page.getByRole("button", { name: "设置新密码" }).click();
        await page.getByRole("alert").getByText("两遍密码不一样").waitFor();
        const login = (await page.locator("main form strong").textContent()) ?? "";
        await page.fill("[name=chosen]", password);
        await page.fill("[name=again]", password);
        await page.getByRole("button", { name: "设置新密码" }).click();
        await page.getByRole("heading", { name: "新密码已经设置好" }).waitFor();
        await look(page, `new-password-${width}`);
        await page.getByRole("link", { name: "去登录" }).click();
        await page.fill("[name=login]", login);
        await page.fill("[name=password]", password);
        await page.click("form[action='/sign-in'] button[type=submit]");
        await page.waitForURL(/\/triage/);
      });
      await browser.withPage({ javaScript: false, width }, async (page) => {
        await page.goto("/sign-in/new-password");
        await page.fill("[name=code]", link.code);
        await page.getByRole("button", { name: "打开" }).click();
        await page.getByRole("heading", { name: "这个链接不能用" }).waitFor();
        await look(page, `gone-${width}`);
      });
    },
  );
});
