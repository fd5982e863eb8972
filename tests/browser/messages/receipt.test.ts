import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readKeptLetters } from "#app/platform/mail.ts";
import { fileReport } from "#app/reports/filing.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { someFiling, someReport } from "#tests/support/builders.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const address = "reporter-inbox@reporter.example";

describe.skipIf(chromiumAbsence !== null)("the receipt, between a reporter and the desks", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  let portals: TestPortals;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database, treeOf(process.env.PORTAL_TREE));
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    portals = openTestPortals(database);
  }, 180_000);
  afterAll(async () => {
    await portals?.close();
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  /** Another tree of the portal, built, for whoever tries one out. */
  const treeOf = (root: string | undefined) => (root === undefined ? {} : { root });

  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, name: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  }

  interface Filed {
    readonly code: string;
    readonly caseNumber: string;
    readonly reportNumber: string;
  }

  /** A report by somebody who left an address, routed at once, with its case. */
  async function filed(): Promise<Filed> {
    const reporter = {
      profession: "teacher",
      unit: "示例小学",
      name: "报告人甲",
      phone: "13800000000",
      email: address,
    };
    const { reportId, receiptCode, number } = await fileReport(
      portals.web,
      someFiling({ report: someReport({ reporter }) }),
    );
    // The portal's own worker may be first: then there is nothing left to route.
    await portals.route(reportId);
    const postgres = (await import("postgres")).default;
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    const [matter] =
      await owner`select c.number from cases c join reports r on r.case_id = c.id where r.id = ${reportId}`;
    await owner.end();
    return { code: receiptCode, caseNumber: matter?.number, reportNumber: number };
  }

  async function openReceipt(page: Page, code: string): Promise<void> {
    await page.goto("/receipt");
    await page.locator("[name=code]").fill(code);
    await page.getByRole("button", { name: "查看进展" }).click();
    await page.locator("[data-report-number]").waitFor();
  }
  const fault = async (page: Page) => ({ axe: await axe(page), overflow: await overflow(page) });
  const clean = { axe: [], overflow: 0 };

  async function accept(page: Page, { caseNumber }: Filed): Promise<void> {
    await page.goto(`/cases/${caseNumber}`);
    await page.getByRole("button", { name: "签收" }).first().click();
    await page.getByText("已签收").first().waitFor();
  }
  async function ask(page: Page, { caseNumber, reportNumber }: Filed, text: string): Promise<void> {
    await page.goto(`/cases/${caseNumber}/messages`);
    await page.getByText(`给报告 ${reportNumber} 的报告人写消息`).click();
    await page.locator("textarea[name^=text-]").first().fill(text);
    await page.getByRole("button", { name: "发出" }).first().click();
    await page.locator("[data-message=question]", { hasText: text }).waitFor();
  }

  test("a question reaches the receipt, is answered there without scripts, and the desk reads the answer", {
    timeout: 180_000,
  }, async () => {
    const report = await filed();
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto(`/cases/${report.caseNumber}/messages`);
      await page.getByText(`给报告 ${report.reportNumber} 的报告人写消息`).click();
      await shoot(page, "officer-asks-1440");
      expect(await fault(page)).toEqual(clean);
      await ask(page, report, "孩子今天由谁接走？");
      expect(await page.locator("main").textContent()).not.toMatch(/报告人甲|13800000000|reporter-inbox/);
    });
    await browser.withPage({ javaScript: false }, async (page) => {
      await openReceipt(page, report.code);
      const messages = page.locator("#messages");
      expect(await messages.textContent()).toContain("有 1 个问题等待答复");
      expect(await page.content()).not.toContain("示例值守员");
      await messages.locator("textarea").fill("   ");
      await page.getByRole("button", { name: "提交答复" }).click();
      expect(await page.locator("#errors").textContent()).toContain("请写下内容");
      await page.locator("textarea[name^=answer-]").fill("由外婆接走。");
      await page.getByRole("button", { name: "提交答复" }).click();
      await page.waitForURL(/\/receipt\?sent/);
      expect(await page.locator("#messages").textContent()).toContain("由外婆接走。");
      expect(await page.locator("#messages").textContent()).toContain("已答复");
    });
    await browser.withPage({}, async (page) => {
      await signIn(page, city, "civil-affairs-chaoyang");
      await page.goto(`/cases/${report.caseNumber}/messages`);
      await page.locator("[data-message=answer]", { hasText: "由外婆接走。" }).waitFor();
      await shoot(page, "officer-thread-390");
      expect(await fault(page)).toEqual(clean);
    });
  });

  test("the reporter writes first, says that a department is wrong, and keeps what was typed when it is not taken", {
    timeout: 180_000,
  }, async () => {
    const report = await filed();
    await browser.withPage({ javaScript: false }, async (page) => {
      await openReceipt(page, report.code);
      await page.getByRole("link", { name: "查看消息、答复或者写一条" }).click();
      await page.locator("textarea[name=message]").fill("今天又看到新的伤。");
      await page.getByRole("button", { name: "发出消息" }).click();
      await page.waitForURL(/\/receipt\?sent/);
      await page.goto("/receipt/messages");
      await page.locator("textarea[name=astray]").fill("事情发生在海淀区。");
      await page.locator("button[value=wrong_department]").click();
      expect(await page.locator("#errors").textContent()).toContain("请选择是哪个部门不对");
      expect(await page.locator("textarea[name=astray]").inputValue()).toBe("事情发生在海淀区。");
      await page.getByLabel("公安", { exact: true }).check();
      await page.locator("button[value=wrong_department]").click();
      await page.waitForURL(/\/receipt\?sent/);
      expect(await page.locator("#messages").textContent()).toContain("不该送公安");
    });
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "coordinator-chaoyang");
      await page.goto("/astray");
      await page.getByText(report.caseNumber).first().waitFor();
      expect(await page.locator("main").textContent()).not.toContain("海淀区");
      await shoot(page, "coordinator-astray-1440");
      expect(await fault(page)).toEqual(clean);
      await page.locator("textarea").first().fill("已请有关部门核对。");
      await page.locator("form[action='/astray'] button").first().click();
      await page.getByText("答复已经发出。").waitFor();
    });
    for (const width of [320, 390, 1440]) {
      await browser.withPage({ width }, async (page) => {
        await openReceipt(page, report.code);
        expect(await page.locator("#messages").textContent()).toContain("已请有关部门核对。");
        expect(await page.locator("script[src*='entry.client']").count()).toBe(0);
        await shoot(page, `receipt-${width}`);
        expect(await fault(page)).toEqual(clean);
        await page.goto("/receipt/messages");
        await shoot(page, `receipt-messages-${width}`);
        expect(await fault(page)).toEqual(clean);
      });
    }
  });

  test("a department tells the filing result; the receipt says it in words, and what comes next", {
    timeout: 180_000,
  }, async () => {
    const report = await filed();
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await accept(page, report);
      await page.goto(`/cases/${report.caseNumber}/result`);
      await shoot(page, "officer-result-1440");
      expect(await fault(page)).toEqual(clean);
      await page.getByRole("button", { name: "告知报告人" }).click();
      await page.locator("#errors", { hasText: "请选择进展或者结果" }).waitFor();
      await page.getByLabel(/^不予立案(?!通知书)/).check();
      await page.getByRole("button", { name: "告知报告人" }).click();
      await page.locator("[data-result=not_filed]").waitFor();
      await page.locator("a[href*='corrects=']").click();
      await page.getByText("正在更正").waitFor();
      await page.getByLabel(/^已立刑事案件/).check();
      await page.getByRole("button", { name: "发出更正" }).click();
      await page.locator("[data-result=case_filed]").waitFor();
      await shoot(page, "officer-results-1440");
      expect(await fault(page)).toEqual(clean);
    });
    for (const width of [390, 1440]) {
      await browser.withPage({ width }, async (page) => {
        await openReceipt(page, report.code);
        const results = page.locator("#results");
        expect(await results.textContent()).toContain("公安机关已经立案，正在侦查。");
        expect(await results.textContent()).toContain("这一条已被更正");
        await shoot(page, `receipt-result-${width}`);
        expect(await fault(page)).toEqual(clean);
      });
    }
  });

  test("retaliation is recorded without scripts, worked by the procuratorate, and answered on the receipt", {
    timeout: 180_000,
  }, async () => {
    const report = await filed();
    await browser.withPage({ javaScript: false }, async (page) => {
      await openReceipt(page, report.code);
      await page.getByRole("link", { name: "记录打击报复" }).click();
      await page.locator("textarea[name=text]").fill("校长要求离职。");
      await page.getByRole("button", { name: "提交给检察机关" }).click();
      const errors = await page.locator("#errors").textContent();
      expect(errors).toContain("请选择是谁做的");
      expect(errors).toContain("请选择遇到了什么");
      expect(await page.locator("textarea[name=text]").inputValue()).toBe("校长要求离职。");
      await page.getByLabel("所在单位或者上级").check();
      await page.getByLabel("被辞退、解除合同").check();
      await page.getByRole("button", { name: "提交给检察机关" }).click();
      await page.getByText("等待受理").waitFor();
    });
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "procuratorate-chaoyang");
      await page.getByRole("link", { name: "报告人保护" }).click();
      await page.getByRole("heading", { name: "报告人保护" }).waitFor();
      await shoot(page, "retaliation-list-1440");
      expect(await fault(page)).toEqual(clean);
      await page.locator("a[href^='/retaliation/B']").first().click();
      await page.getByText("校长要求离职。").waitFor();
      await page.getByRole("button", { name: "受理" }).click();
      await page.getByText("正在办理").waitFor();
      await shoot(page, "retaliation-matter-1440");
      expect(await fault(page)).toEqual(clean);
      await page.locator("textarea[name=answer]").fill("已联系学校主管部门核实。");
      await page.getByRole("button", { name: "发出答复" }).click();
      await page.locator("li", { hasText: "已联系学校主管部门核实。" }).waitFor();
    });
    for (const width of [320, 390, 1440]) {
      await browser.withPage({ width }, async (page) => {
        await openReceipt(page, report.code);
        await page.goto("/receipt/retaliation");
        await page.locator("[data-from=procuratorate]", { hasText: "已联系学校主管部门核实。" }).waitFor();
        await shoot(page, `receipt-retaliation-${width}`);
        expect(await fault(page)).toEqual(clean);
      });
    }
    await browser.withPage({ locale: "en" }, async (page) => {
      await page.goto("/receipt");
      await page.locator("[name=code]").fill(report.code);
      await page.locator("button[type=submit]", { hasText: /progress/i }).click();
      await page.locator("[data-report-number]").waitFor();
      await shoot(page, "receipt-en-390");
      await page.goto("/receipt/retaliation");
      await page.getByRole("heading", { name: "Protection of reporters" }).waitFor();
      await shoot(page, "receipt-retaliation-en-390");
      expect(await fault(page)).toEqual(clean);
    });
    for (const login of ["police-chaoyang", "coordinator-chaoyang"]) {
      await browser.withPage({ width: 1440 }, async (page) => {
        await signIn(page, city, login);
        expect((await page.request.get("/retaliation")).status(), login).toBe(403);
      });
    }
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "procuratorate-haidian");
      await page.goto("/retaliation");
      await page.getByText("没有报告人保护事项").waitFor();
      await shoot(page, "retaliation-empty-1440");
    });
  });

  test("who left an address is told that there is news, and nothing else", { timeout: 120_000 }, async () => {
    const report = await filed();
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await ask(page, report, "孩子今天由谁接走？");
    });
    await expect.poll(async () => (await lettersTo()).length, { timeout: 60_000 }).toBeGreaterThan(0);
    const [letter] = await lettersTo();
    const whole = `${letter?.subject}\n${letter?.text}`;
    expect(whole).toContain("/receipt");
    expect(whole).not.toMatch(/BJ|公安|police|孩子|child|儿童|报告人甲|接走/i);
  });
  const lettersTo = async () => (await readKeptLetters(app.dataDir)).filter(({ to }) => to === address);
});
