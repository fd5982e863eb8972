import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { tokenOn } from "#tests/support/form-token.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { look } from "./look.ts";

const password = "四月的操场上有三棵老槐树和秋千";

describe.skipIf(chromiumAbsence !== null)("the people one manages", () => {
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

  /** Invites somebody from the page on which the form stands, and gives what the page shows once. */
  async function send(page: Page, name: string): Promise<{ link: string; code: string }> {
    await page.getByLabel("姓名", { exact: true }).fill(name);
    await page.getByRole("button", { name: "生成邀请" }).click();
    await page.getByRole("heading", { name: "邀请已生成" }).waitFor();
    const shown = page.locator("output");
    return { link: (await shown.nth(0).textContent()) ?? "", code: (await shown.nth(1).textContent()) ?? "" };
  }

  async function become(page: Page, login: string): Promise<void> {
    await page.fill("[name=login]", login);
    await page.fill("[name=password]", password);
    await page.fill("[name=passwordAgain]", password);
    await page.getByRole("button", { name: "建立帐号" }).click();
    await page.getByRole("heading", { name: "帐号已经建好" }).waitFor();
  }

  async function enter(page: Page, login: string): Promise<void> {
    await page.goto("/sign-in");
    await page.fill("[name=login]", login);
    await page.fill("[name=password]", password);
    await page.click("form[action='/sign-in'] button[type=submit]");
    await page.waitForURL(/\/(triage|overview|unit)/);
  }

  test.each([
    { javaScript: true, width: 390 },
    { javaScript: true, width: 1440 },
    { javaScript: false, width: 390 },
    { javaScript: false, width: 1440 },
  ])("a lead invites an officer, who becomes one: $width px, scripts $javaScript", async ({ javaScript, width }) => {
    const login = `new-${width}-${javaScript ? "script" : "plain"}`;
    const shot = `${width}-${javaScript ? "on" : "off"}`;
    let invited = { link: "", code: "" };
    await browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, "police-lead-chaoyang");
      await page.getByRole("link", { name: "人员", exact: true }).click();
      await page.getByRole("heading", { name: "人员与邀请" }).waitFor();
      await look(page, `people-${shot}`);
      await page.getByRole("link", { name: "邀请", exact: true }).click();
      await page.getByRole("heading", { name: "邀请一名值守员" }).waitFor();
      expect(await page.locator("[name=districts]").count()).toBe(1);
      await look(page, `invite-${shot}`);
      invited = await send(page, "示例新值守员");
      await look(page, `invited-${shot}`);
      expect(await overflow(page)).toBe(0);
      expect(invited.link).toBe(`${app.url}/invitation#${invited.code}`);
    });
    await browser.withPage({ javaScript, width }, async (page) => {
      if (javaScript) await page.goto(invited.link);
      else {
        await page.goto("/invitation");
        await look(page, `code-${shot}`);
        await page.fill("[name=code]", invited.code.toLowerCase().replaceAll("-", " "));
        await page.getByRole("button", { name: "打开邀请" }).click();
      }
      await page.getByRole("heading", { name: "邀请您担任值守员" }).waitFor();
      await page.getByText("示例负责人（公安朝阳）（公安部门负责人）").waitFor();
      expect(page.url()).not.toContain(invited.code);
      await look(page, `choose-${shot}`);
      await page.fill("[name=login]", "a");
      await page.fill("[name=password]", "password1234");
      await page.getByRole("button", { name: "建立帐号" }).click();
      await page.locator("#errors").waitFor();
      expect(await page.locator("#errors").textContent()).toContain("登录名要有 3 到 40 个字符");
      expect(await page.locator("#errors").textContent()).toContain("这个密码太常见");
      expect(await page.inputValue("[name=login]")).toBe("a");
      await become(page, login);
      await look(page, `joined-${shot}`);
      await enter(page, login);
      expect(new URL(page.url()).pathname).toBe("/triage");
      await page.goto("/invitation");
      await page.fill("[name=code]", invited.code);
      await page.getByRole("button", { name: "打开邀请" }).click();
      await page.getByRole("heading", { name: "这份邀请不能用" }).waitFor();
      await look(page, `gone-${shot}`);
    });
    expect(app.output("web")).not.toContain(invited.code);
  });

  test("switching an officer off ends their session in another browser at once; switched on again they come back", async () => {
    await browser.withPage({ width: 1440 }, async (officer) => {
      await signIn(officer, city, "police-chaoyang");
      await browser.withPage({ width: 1440 }, async (lead) => {
        await signIn(lead, city, "police-lead-chaoyang");
        await lead.goto("/people?q=police-chaoyang");
        await lead.getByRole("link", { name: "示例值守员（公安朝阳）" }).click();
        await lead.getByRole("heading", { name: "停用帐号" }).waitFor();
        await look(lead, "person-1440");
        await lead.getByRole("button", { name: "停用" }).click();
        await lead.locator("#errors").waitFor();
        expect(await lead.locator("#errors").textContent()).toContain("请选择原因");
        await lead.getByLabel("离职或退休").check();
        await lead.getByRole("button", { name: "停用" }).click();
        await lead.getByText("帐号已停用：所有登录已经结束").waitFor();
        await look(lead, "person-off-1440");
        // The open page hears that its line has ended and asks again by itself; nobody touches it.
        await officer.waitForURL(/\/sign-in/);
        await officer.goto("/triage");
        expect(new URL(officer.url()).pathname).toBe("/sign-in");
        await lead.getByLabel("误停用").check();
        await lead.getByRole("button", { name: "重新启用" }).click();
        await lead.getByText("帐号已重新启用").waitFor();
      });
      await signIn(officer, city, "police-chaoyang");
      expect(new URL(officer.url()).pathname).toBe("/triage");
    });
  });

  test("an administrator chooses a role first, names a unit from the register, and takes an invitation back", async () => {
    await browser.withPage({ width: 390 }, async (page) => {
      await signIn(page, city, "admin");
      await page.goto("/people/invite");
      await look(page, "roles-390");
      await page.getByRole("link", { name: /单位强制报告负责人/ }).click();
      await page.getByRole("heading", { name: "邀请一名单位强制报告负责人" }).waitFor();
      await page.getByLabel("姓名", { exact: true }).fill("示例单位负责人");
      await page.getByLabel("单位", { exact: true }).fill("没有这个单位");
      await page.getByRole("button", { name: "生成邀请" }).click();
      await page.locator("#errors").waitFor();
      expect(await page.locator("#errors").textContent()).toContain("请从名册中选择单位");
      expect(await page.inputValue("[name=unit]")).toBe("没有这个单位");
      await look(page, "invite-unit-390");
      await page.getByLabel("单位", { exact: true }).fill("示例医院");
      await send(page, "示例单位负责人");
      await page.goto("/people");
      await page.getByRole("button", { name: "撤回对示例单位负责人的邀请" }).click();
      await page.getByText("邀请已撤回").waitFor();
      await look(page, "people-admin-390");
      await page.goto("/people/invite?role=lead");
      await page.getByRole("heading", { name: "邀请一名部门负责人" }).waitFor();
      await look(page, "invite-lead-390");
    });
  });

  test("what is not given cannot be forged into the form, and whoever is not managed is not there", async () => {
    await browser.withPage({}, async (page) => {
      await signIn(page, city, "police-lead-chaoyang");
      const token = await tokenOn(page);
      const post = (path: string, fields: Record<string, string>) =>
        page.request.post(path, { form: { form_token: token, ...fields }, maxRedirects: 0 });
      const forged = await post("/people/invite", {
        displayName: "示例",
        role: "admin",
        department: "procuratorate",
        districts: "*",
      });
      expect(forged.status()).toBe(422);
      expect(await forged.text()).toContain("选了职责范围以外的区");
      const officer = await post("/people/invite", {
        displayName: "示例",
        role: "admin",
        department: "procuratorate",
        districts: "110105",
      });
      expect(await officer.text()).toContain("邀请示例担任值守员");
      const strangers = await page.request.get("/people/00000000-0000-4000-8000-000000000000");
      expect(strangers.status()).toBe(404);
      for (const bad of ["x", "%00", "1;drop"])
        expect((await page.request.get(`/people/${bad}`)).status()).toBe(bad === "%00" ? 400 : 404);
      expect((await post("/people?index", { invitation: "x" })).status()).toBe(400);
      expect((await page.request.get("/people?q=%00&role=x&state=y&after=%01")).status()).toBe(200);
      const noToken = await page.request.post("/people/invite", { form: { displayName: "示例" }, maxRedirects: 0 });
      expect(noToken.status()).toBe(403);
    });
    for (const login of ["police-chaoyang", "coordinator-city", "auditor", "school-reporter"]) {
      await browser.withPage({}, async (page) => {
        await signIn(page, city, login);
        for (const path of ["/people", "/people/invite"])
          expect((await page.request.get(path)).status(), login).toBe(403);
      });
    }
  });

  test("axe finds nothing, and nothing is scrolled sideways", async () => {
    for (const width of [390, 1440]) {
      await browser.withPage({ width }, async (page) => {
        for (const [login, paths] of [
          ["admin", ["/people", "/people/invite", "/people/invite?role=lead", "/people/invite?role=unit_lead"]],
          ["police-lead-city", ["/people", "/people/invite"]],
        ] as const) {
          await signIn(page, city, login);
          for (const path of paths) {
            await page.goto(path);
            expect(await axe(page), path).toEqual([]);
            expect(await overflow(page), path).toBe(0);
          }
          await page.goto("/people");
          await page.locator("tbody a").first().click();
          await page.waitForURL(/\/people\/[0-9a-f-]{36}/);
          expect(await axe(page)).toEqual([]);
          expect(await overflow(page)).toBe(0);
          await page.context().clearCookies();
        }
        await page.goto("/invitation");
        expect(await axe(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
      });
    }
  });

  test("the pages stand in English too", async () => {
    await browser.withPage({ width: 1440, locale: "en" }, async (page) => {
      await signIn(page, city, "admin");
      await page.goto("/people");
      await page.getByRole("heading", { name: "People and invitations" }).waitFor();
      await look(page, "people-en-1440");
    });
  });
});
