import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("a case", () => {
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

  /** The number of the case whose line in the desk's queue holds these words. */
  async function caseWith(page: Page, words: string): Promise<string> {
    await page.goto("/triage?tab=all");
    const line = page.locator("[data-row]", { hasText: words }).first();
    return (await line.locator("[data-open]").getAttribute("href"))?.replace("/cases/", "") ?? "";
  }
  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  async function openCase(page: Page, login: string, words: string): Promise<string> {
    await signIn(page, city, login);
    const number = await caseWith(page, words);
    await page.goto(`/cases/${number}`);
    return number;
  }
  const section = (page: Page, id: string) => page.locator(`#${id}`);
  /** Goes to another part of the case by its tab. */
  async function toTab(page: Page, name: string): Promise<void> {
    await page
      .getByRole("navigation", { name: "个案的各部分" })
      .getByRole("link", { name: new RegExp(`^${name}\\s*\\d*$`) })
      .click();
    await page.locator(`nav [aria-current=page]`, { hasText: name }).waitFor();
  }

  test("says why it came here, by which law, and names nobody until the identities are opened", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await openCase(page, "civil-affairs-chaoyang", "多处受伤");
      await section(page, "routing").getByText("依据（").first().click();
      await section(page, "routing").getByText("未成年人保护法").first().waitFor();
      const masked = await page.locator("main").textContent();
      expect(masked).toContain("示**");
      expect(masked).not.toMatch(/示例儿童甲|示例路1号/);
      await toTab(page, "报告");
      expect(await page.locator("main").textContent()).not.toMatch(/示例儿童甲|示例路1号/);
      await page.getByRole("button", { name: "打开身份" }).click();
      await page.getByText("身份已打开，并已记入时间线。").waitFor();
      expect(await section(page, "reports").textContent()).toContain("示例路1号");
      await toTab(page, "时间线");
      await section(page, "timeline").getByText("打开了当事人的身份").waitFor();
      await toTab(page, "报告");
      expect(await page.locator("main").textContent()).not.toContain("示例路1号");
    });
  });

  test("the identities open without scripts as well, and the timeline says so", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      await openCase(page, "civil-affairs-chaoyang", "多处受伤");
      await toTab(page, "报告");
      await page.getByRole("button", { name: "打开身份" }).click();
      expect(await section(page, "reports").textContent()).toContain("示例路1号");
      await toTab(page, "时间线");
      expect(await section(page, "timeline").textContent()).toContain("打开了当事人的身份");
    });
  });

  test("who reported is opened by police and prosecutors only, apart from the identities of the case", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await openCase(page, "police-chaoyang", "多处受伤");
      await toTab(page, "报告");
      expect(await page.content()).not.toMatch(/示例教师甲|13800000001/);
      await page.getByRole("button", { name: "打开身份" }).click();
      await page.getByText("身份已打开，并已记入时间线。").waitFor();
      expect(await section(page, "reports").textContent()).not.toContain("示例教师甲");
      await page.getByRole("button", { name: /打开报告人身份/ }).click();
      await page.getByText("报告人身份已打开，并已记录。").waitFor();
      expect(await section(page, "reports").textContent()).toContain("示例教师甲");
    });
    await browser.withPage({ width: 1440 }, async (page) => {
      await openCase(page, "education-chaoyang", "多处受伤");
      await toTab(page, "报告");
      await page.getByRole("button", { name: "打开身份" }).click();
      await page.getByText("身份已打开，并已记入时间线。").waitFor();
      await page.getByText("报告人身份已封存").first().waitFor();
      expect(await page.content()).not.toMatch(/示例教师甲|13800000001/);
    });
  });

  test("prosecutors read the whole trace, other departments do not", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await openCase(page, "procuratorate-chaoyang", "多处受伤");
      expect(await section(page, "routing").locator("summary", { hasText: "全部规则（" }).count()).toBe(1);
      await section(page, "routing").getByText("分流之后没有人工改动。").waitFor();
    });
    await browser.withPage({ width: 1440 }, async (page) => {
      await openCase(page, "civil-affairs-chaoyang", "多处受伤");
      expect(await section(page, "routing").locator("summary", { hasText: "全部规则（" }).count()).toBe(0);
    });
  });

  test.each([true, false])(
    "a move from an old page is refused in words, and nothing changes; scripts: %s",
    async (javaScript) => {
      await browser.withPage({ javaScript, width: 768 }, async (page) => {
        const desk = javaScript ? "health-haidian" : "womens-federation-haidian";
        const number = await openCase(page, desk, "隐私部位受伤");
        const old = await page.locator("form[action$='/accept']").evaluate((form) => form.outerHTML);
        await page.getByRole("button", { name: "签收" }).click();
        await page.getByRole("button", { name: "开始办理" }).waitFor();
        // Whole: what still comes would stand behind the old form.
        await page.waitForLoadState();
        await page.evaluate((html) => document.body.insertAdjacentHTML("beforeend", html), old);
        await page.evaluate("document.body.lastElementChild.submit()");
        await page.getByText("页面上的内容已经不是最新的").waitFor();
        await page.getByText("没有任何内容被改动。").waitFor();
        await page.getByRole("link", { name: `回到个案 ${number}` }).click();
        await page.getByRole("button", { name: "开始办理" }).waitFor();
      });
    },
  );

  test("an objection waits with the first desk, is reviewed with a reason, and the work moves in the same step", async () => {
    let number = "";
    await browser.withPage({ javaScript: false, width: 768 }, async (page) => {
      number = await openCase(page, "womens-federation-chaoyang", "不满14岁女孩");
      await page.getByRole("link", { name: "提出分流异议" }).click();
      await page.getByRole("button", { name: "提出异议" }).click();
      await page.getByText("请写明理由。").first().waitFor();
      await page.selectOption("[name=district]", "110108");
      await page.fill("[name=reason]", "孩子实际居住在海淀");
      await page.getByRole("button", { name: "提出异议" }).click();
      await page.getByText("异议正在审核。").waitFor();
      expect(await section(page, "objections").textContent()).toContain("孩子实际居住在海淀");
    });
    await browser.withPage({ javaScript: false, width: 768 }, async (page) => {
      await signIn(page, city, "procuratorate-lead-chaoyang");
      await page.getByRole("link", { name: /异议审核/ }).click();
      await page.getByRole("link", { name: `审核 ${number} 的异议` }).click();
      await page.getByRole("button", { name: "作出决定" }).click();
      await page.getByText("请选择决定。").first().waitFor();
      await page.getByLabel("异议成立", { exact: false }).first().check();
      await page.fill("[name=reason]", "由居住地承办");
      await page.getByRole("button", { name: "作出决定" }).click();
      await page.getByText("已经作出决定。").waitFor();
    });
    await browser.withPage({ javaScript: false, width: 768 }, async (page) => {
      await signIn(page, city, "womens-federation-haidian");
      await page.goto(`/cases/${number}/timeline`);
      expect(await section(page, "timeline").textContent()).toContain("异议成立，转到 妇联（海淀区）");
      await page.goto(`/cases/${number}`);
      // Moved once, it is not offered again; who still has the page open is told why.
      expect(await page.getByRole("link", { name: "移送", exact: true }).count()).toBe(0);
      const objecting = await page.getByRole("link", { name: "提出分流异议" }).getAttribute("href");
      await page.goto(objecting?.replace("/object", "/transfer") ?? "");
      await page.selectOption("[name=district]", "110106");
      await page.fill("[name=reason]", "又要转走");
      await page.getByRole("button", { name: "移送" }).click();
      await page.getByText("这个任务已经转过一次").first().waitFor();
      expect(await page.inputValue("[name=reason]")).toBe("又要转走");
      await page.goto(`/cases/${number}`);
      await page.getByRole("link", { name: "提出分流异议" }).click();
      await page.getByText("审核人：统筹督查员。").waitFor();
      await page.fill("[name=reason]", "仍不属本区");
      await page.getByRole("button", { name: "提出异议" }).click();
      await page.getByText("异议正在审核。").waitFor();
    });
    await browser.withPage({ javaScript: false, width: 1440 }, async (page) => {
      await signIn(page, city, "coordinator-city");
      await page.getByText("等待审核的异议 1 件").waitFor();
      await page.getByRole("link", { name: "去审核" }).click();
      await page.getByRole("link", { name: `审核 ${number} 的异议` }).click();
      await page.getByText("仍不属本区").waitFor();
      await page.getByLabel("异议成立", { exact: false }).first().check();
      await page.fill("[name=reason]", "没有写转到哪里");
      await page.getByRole("button", { name: "作出决定" }).click();
      await page.getByText("请选择要转到的部门或区。").first().waitFor();
      await page.getByLabel("异议不成立", { exact: false }).first().check();
      await page.getByRole("button", { name: "作出决定" }).click();
      await page.getByText("已经作出决定。").waitFor();
    });
  });

  test("police work goes to another district, never to another department", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      const number = await openCase(page, "police-haidian", "来源不明");
      await page.getByRole("link", { name: "移送" }).click();
      await page.selectOption("[name=department]", "education");
      await page.fill("[name=reason]", "示例理由");
      await page.getByRole("button", { name: "移送" }).click();
      await page.getByText("公安和检察对每个个案都负有职责").first().waitFor();
      await page.selectOption("[name=department]", "");
      await page.selectOption("[name=district]", "110105");
      await page.getByRole("button", { name: "移送" }).click();
      await page.waitForURL(`**/cases/${number}`);
      await page.getByText("本部门已经移送，不再承办。").waitFor();
      await page.getByRole("button", { name: "退出" }).click();
      await page.waitForURL("**/sign-in?out=1");
      await signIn(page, city, "police-chaoyang");
      await page.getByRole("link", { name: `查看个案 ${number}` }).waitFor();
    });
  });

  test.each([true, false])(
    "an address from when the page was one leads to its part; scripts: %s",
    async (javaScript) => {
      await browser.withPage({ javaScript, width: 390 }, async (page) => {
        const number = await openCase(page, "police-chaoyang", "多处受伤");
        await page.goto(`/cases/${number}#evidence`);
        if (javaScript) await page.waitForURL(`**/cases/${number}/evidence#evidence`);
        else await page.locator("#evidence").getByRole("link", { name: "证据" }).click();
        await page.getByRole("heading", { name: "证据" }).first().waitFor();
        expect((await page.goto(`/cases/${number}/nothing`))?.status()).toBe(404);
        expect((await page.goto(`/cases/${number}/overview`))?.status()).toBe(404);
      });
    },
  );

  test("on paper everything stands together", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      await openCase(page, "police-chaoyang", "多处受伤");
      await page.getByRole("link", { name: "打印全部" }).click();
      await page.waitForURL("**/print");
      for (const id of ["core", "departments", "routing", "reports", "people", "evidence", "notes", "timeline"]) {
        expect(await section(page, id).count(), id).toBe(1);
      }
      expect(await page.locator("main").textContent()).not.toMatch(/示例儿童甲|示例路1号|示例教师甲/);
    });
  });

  test.each([390, 1440])("axe finds nothing on the pages of a case at %i px", async (width) => {
    await browser.withPage({ width }, async (page) => {
      const number = await openCase(page, "procuratorate-lead-chaoyang", "多处受伤");
      for (const part of ["", "/reports", "/people", "/evidence", "/notes", "/timeline", "/print"]) {
        await page.goto(`/cases/${number}${part}`);
        // Whatever is folded, the outer before the inner; some stand open from the start.
        const folded = page.locator("#content details:not([open]) > summary");
        while ((await folded.count()) > 0) await folded.first().click();
        expect(await axe(page)).toEqual([]);
        expect(await overflow(page), part).toBe(0);
        await shoot(page, `case${part.replace("/", "-")}-${width}`);
      }
      await page.goto("/objections");
      expect(await axe(page)).toEqual([]);
    });
    await browser.withPage({ width }, async (page) => {
      await openCase(page, "justice-chaoyang", "多处受伤");
      for (const name of ["提出分流异议", "移送"]) {
        const back = page.url();
        await page.getByRole("link", { name, exact: true }).click();
        await page.waitForURL("**/assignments/**");
        expect(await axe(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await page.goto(back);
      }
    });
  });

  test.each([
    ["coordinator-city", "/overview"],
    ["admin", "/overview"],
    ["auditor", "/audit"],
    ["school-lead", "/unit"],
  ])("%s has a page of their own, and no case", async (login, home) => {
    await browser.withPage({}, async (page) => {
      await signIn(page, city, login);
      expect(new URL(page.url()).pathname).toBe(home);
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect((await page.goto("/triage"))?.status()).toBe(403);
      expect((await page.goto("/cases/BJG-2026-000001-7"))?.status()).toBe(403);
    });
  });
});
