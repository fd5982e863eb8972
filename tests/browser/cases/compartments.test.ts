import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("compartments and recusal on the case page", () => {
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

  const section = (page: Page, id: string) => page.locator(`#${id}`);
  async function openCase(page: Page, login: string, words: string): Promise<string> {
    await signIn(page, city, login);
    await page.goto("/triage?tab=all");
    const line = page.locator("[data-row]", { hasText: words }).first();
    const number = (await line.locator("[data-open]").getAttribute("href"))?.replace("/cases/", "") ?? "";
    await page.goto(`/cases/${number}`);
    return number;
  }
  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }
  async function expectFit(page: Page): Promise<void> {
    expect((await axe(page)).join("\n")).toBe("");
    expect(await overflow(page)).toBe(0);
  }

  test.each([
    [true, 1440, "police-chaoyang", "示例侦查记录甲"],
    [false, 390, "police-lead-chaoyang", "示例侦查记录乙"],
  ] as const)("a note for one's own department; scripts: %s, %i px", async (javaScript, width, login, text) => {
    let number = "";
    await browser.withPage({ javaScript, width }, async (page) => {
      number = await openCase(page, login, "多处受伤");
      await page.goto(`/cases/${number}/notes`);
      await section(page, "notes").getByText("写一条记录").click();
      await section(page, "notes").getByRole("button", { name: "写入记录" }).click();
      await page.getByText("请选择给谁看。").first().waitFor();
      await page.getByLabel("部门内部记录").check();
      await page.getByRole("button", { name: "写入记录" }).click();
      await page.getByText("请写下内容。").first().waitFor();
      // What was chosen stays.
      expect(await page.getByLabel("部门内部记录").isChecked()).toBe(true);
      if (javaScript) await expectFit(page);
      await shoot(page, `note-refused-${width}`);
      await page.fill("[name=noteText]", text);
      await page.getByRole("button", { name: "写入记录" }).click();
      await page.waitForURL(`**/cases/${number}/notes`);
      await section(page, "notes").getByText(text).waitFor();
      await page.goto(`/cases/${number}/timeline`);
      expect(await section(page, "timeline").locator("ol").textContent()).not.toContain("记录");
    });
    await browser.withPage({}, async (page) => {
      await signIn(page, city, "civil-affairs-chaoyang");
      await page.goto(`/cases/${number}/notes`);
      expect(await page.content()).not.toContain(text);
      expect(await section(page, "notes").locator("[data-compartment=department]").count()).toBe(0);
    });
  });

  test("a placement address is shown to one department, and taken back", async () => {
    let number = "";
    await browser.withPage({ width: 390 }, async (page) => {
      number = await openCase(page, "civil-affairs-chaoyang", "多处受伤");
      await page.goto(`/cases/${number}/notes`);
      await section(page, "notes").getByText("写一条记录").click();
      await page.getByLabel("安置地址").check();
      await page.fill("[name=noteText]", "示例安置地址 9 号");
      await page.getByRole("button", { name: "写入记录" }).click();
      await section(page, "notes").getByText("示例安置地址 9 号").waitFor();
      await shoot(page, "notes-390");
      await section(page, "notes").getByRole("link", { name: "告知其他部门" }).first().click();
      await page.waitForURL("**/notes/*");
      await expectFit(page);
      await page.getByRole("button", { name: "告知", exact: true }).click();
      await page.getByText("请选择要告知的部门。").first().waitFor();
      await page.getByLabel("公安").check();
      await page.getByRole("button", { name: "告知", exact: true }).click();
      await page.getByRole("button", { name: "收回对公安的告知" }).waitFor();
      await shoot(page, "share-390");
    });
    const readsIt = async () => {
      let reads = false;
      await browser.withPage({ width: 1440 }, async (page) => {
        await signIn(page, city, "police-chaoyang");
        await page.goto(`/cases/${number}/notes`);
        reads = (await page.content()).includes("示例安置地址 9 号");
        if (reads) {
          await section(page, "notes").getByText("民政告知本部门").waitFor();
          await expectFit(page);
          await shoot(page, "case-shown-1440");
        }
      });
      return reads;
    };
    expect(await readsIt()).toBe(true);
    await browser.withPage({ javaScript: false, width: 1440 }, async (page) => {
      await signIn(page, city, "civil-affairs-chaoyang");
      await page.goto(`/cases/${number}/notes`);
      await section(page, "notes").getByRole("link", { name: "告知其他部门" }).first().click();
      await shoot(page, "share-1440");
      await page.getByRole("button", { name: "收回对公安的告知" }).click();
      expect(await page.getByRole("button", { name: "收回对公安的告知" }).count()).toBe(0);
    });
    expect(await readsIt()).toBe(false);
  });

  test.each([
    [true, 390],
    [true, 1440],
    [false, 390],
  ])("an informed desk reads the case without its reports; scripts: %s, %i px", async (javaScript, width) => {
    const [matter] = await owner`select id, number from cases where district = '110105' order by number limit 1`;
    await owner`insert into case_access (case_id, department, district, kind)
      values (${matter?.id}, 'womens_federation', '110108', 'informed') on conflict do nothing`;
    await browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, "womens-federation-haidian");
      await page.goto(`/cases/${matter?.number}`);
      await page.getByText("知悉：可以看到基本情况和办理进度").waitFor();
      for (const id of ["reports", "notes", "evidence"]) expect(await section(page, id).count(), id).toBe(0);
      expect(await page.locator("main").textContent()).not.toContain("无法打开");
      expect(await section(page, "core").textContent()).not.toMatch(/被怀疑的人|监护情况|发生地点|危险/);
      for (const id of ["core", "routing", "departments"]) expect(await section(page, id).count(), id).toBe(1);
      const tabs = page.getByRole("navigation", { name: "个案的各部分" }).getByRole("link");
      expect(await tabs.allTextContents()).toEqual(["概要", "当事人", "时间线"]);
      for (const part of ["reports", "notes", "evidence"]) {
        const asked = await page.request.get(`${app.url}/cases/${matter?.number}/${part}`);
        expect(asked.status(), part).toBe(404);
      }
      await shoot(page, `informed-${width}-${javaScript}`);
      if (javaScript) await expectFit(page);
      await page.goto(`/cases/${matter?.number}/people`);
      await page.getByRole("button", { name: "打开身份" }).click();
      await page.getByText("身份已打开，并已记入时间线。").waitFor();
      expect(await section(page, "people").textContent()).toContain("示例儿童");
    });
  });

  test.each([
    [true, 1440],
    [false, 390],
  ])("an officer steps out, a colleague has the work; scripts: %s, %i px", async (javaScript, width) => {
    const [login, lead] = javaScript
      ? ["civil-affairs-chaoyang", "civil-affairs-lead-chaoyang"]
      : ["womens-federation-chaoyang", "womens-federation-lead-chaoyang"];
    let number = "";
    await browser.withPage({ javaScript, width }, async (page) => {
      number = await openCase(page, login, "多处受伤");
      const accept = page.getByRole("button", { name: "签收" });
      if ((await accept.count()) > 0) await accept.first().click();
      await page.getByRole("button", { name: "开始办理" }).first().waitFor();
      await section(page, "recusals").getByRole("link", { name: "申请回避" }).click();
      await page.waitForURL("**/recusal");
      await page.getByRole("button", { name: "确认回避" }).click();
      await page.getByText("请选择原因。").first().waitFor();
      await page.getByLabel("与当事人有亲属关系").check();
      await page.fill("[name=words]", "示例说明");
      await page.getByRole("button", { name: "确认回避" }).click();
      await page.getByText("请选择由谁接办。").first().waitFor();
      expect(await page.inputValue("[name=words]")).toBe("示例说明");
      if (javaScript) await expectFit(page);
      await shoot(page, `recusal-${width}`);
      await page.selectOption("[name=successor]", { index: 2 });
      await page.getByRole("button", { name: "确认回避" }).click();
      await page.waitForURL("**/triage?tab=working");
      await page.reload();
      expect(await page.content()).not.toContain(number);
      expect((await page.goto(`/cases/${number}`))?.status()).toBe(404);
    });
    await browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, lead);
      await page.goto(`/cases/${number}/timeline`);
      await section(page, "timeline").getByText("一名承办人回避").first().waitFor();
      await page.goto(`/cases/${number}`);
      await section(page, "recusals").getByText("本人回避").first().waitFor();
      if (javaScript) await expectFit(page);
      await shoot(page, `recused-lead-${width}`);
      await section(page, "recusals").getByRole("link", { name: "安排回避" }).click();
      await page.getByText("示例说明").waitFor();
      if (javaScript) await expectFit(page);
      await shoot(page, `recusal-lead-${width}`);
      await page.getByRole("button", { name: "解除回避" }).first().click();
      await page.waitForURL(`**/cases/${number}#recusals`);
    });
    await browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, login);
      expect((await page.goto(`/cases/${number}`))?.status()).toBe(200);
    });
  });

  test.each([390, 1440])("a sealed case says so and names nobody, at %i px", async (width) => {
    const [matter] = await owner`select id, number from cases where district = '110108' order by number limit 1`;
    await owner.begin(async (sql) => {
      // What years do, at once: the work is done, the case is closed and sealed, the desks are informed only.
      await sql`set local session_replication_role = replica`;
      await sql`update assignments set state = 'closed', closed_at = now() where case_id = ${matter?.id}`;
      await sql`update cases set state = 'sealed', closed_at = now(), sealed_at = now(),
        kept_until = now() + interval '5 years' where id = ${matter?.id}`;
      await sql`update case_access set kind = 'informed' where case_id = ${matter?.id}`;
    });
    await browser.withPage({ width }, async (page) => {
      await signIn(page, city, "police-haidian");
      await page.goto(`/cases/${matter?.number}`);
      await page.getByText("封存").first().waitFor();
      expect(await page.locator("main").getByRole("link", { name: "紧急调阅" }).first().getAttribute("href")).toBe(
        `/emergency?case=${matter?.number}`,
      );
      for (const id of ["people", "reports", "notes", "evidence"]) {
        expect(await section(page, id).count(), id).toBe(0);
      }
      expect(await page.locator("main").textContent()).not.toMatch(/示\*\*|示例儿童/);
      await expectFit(page);
      await shoot(page, `sealed-${width}`);
    });
  });

  test("in English too", async () => {
    await browser.withPage({ width: 1440, locale: "en" }, async (page) => {
      const number = await openCase(page, "justice-chaoyang", "injur");
      await page.goto(`/cases/${number}/notes`);
      await section(page, "notes").getByText("Write a note").click();
      await expectFit(page);
      await shoot(page, "case-en-1440");
    });
  });
});
