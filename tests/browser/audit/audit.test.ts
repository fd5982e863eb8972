import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("the audit trail", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  /** A case of Chaoyang whose identities the police have opened. */
  let number: string;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    await browser.withPage({ javaScript: false, width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto("/triage?tab=all");
      number = (await page.locator("[data-open]").first().getAttribute("data-open")) ?? "";
      await page.goto(`/cases/${number}`);
      await page.getByRole("button", { name: "打开身份" }).click();
      await page.goto(`/cases/${number}/reports`);
      await page.getByRole("button", { name: /^打开报告人身份/ }).click();
      await page.goto("/cases/BJG-2026-999999-9");
      await page.goto("/audit");
    });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  const wholeText = async (page: Page) => (await page.locator("main").textContent()) ?? "";

  /** Checks a page at both widths with scripts on: nothing sticks out, and axe finds nothing. */
  async function looksWell(login: string, path: string): Promise<void> {
    for (const width of [390, 1440]) {
      await browser.withPage({ width }, async (page) => {
        await signIn(page, city, login);
        await page.goto(path);
        expect(await overflow(page), `${path} at ${width}`).toBe(0);
        expect(await axe(page), `${path} at ${width}`).toEqual([]);
      });
    }
  }

  test("the auditor begins at the trail and reads who did what, and nothing of any case", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "auditor");
      expect(new URL(page.url()).pathname).toBe("/audit");
      const text = await wholeText(page);
      expect(text).toContain("打开了当事人的身份");
      expect(text).toContain("打开了报告人的身份");
      expect(text).toContain("示例值守员（公安朝阳）");
      expect(text).toContain(number);
      expect(text).not.toMatch(/示例儿童|示例教师|13800000/);
      // The page of a case is not the auditor's.
      const answer = await page.goto(`/cases/${number}`);
      expect(answer?.status()).toBe(403);
    });
    await looksWell("auditor", "/audit");
  });

  test("refused attempts stand there with page and reason", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "auditor");
      await page.goto("/audit?refused=1");
      const text = await wholeText(page);
      expect(text).toContain("原因：这个页面不属于该角色");
      expect(text).toContain("页面 /audit");
      expect(text).not.toContain("打开了当事人的身份");
    });
  });

  test("the filter is read without scripts, keeps what was typed and names what it cannot read", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      await signIn(page, city, "auditor");
      await page.getByText("筛选", { exact: true }).click();
      await page.fill("[name=login]", "nobody-here");
      await page.fill("[name=number]", "BJG-1");
      await page.getByRole("button", { name: "查看" }).click();
      await page.getByText("没有这个登录名").first().waitFor();
      const text = await wholeText(page);
      expect(text).toContain("没有这个登录名");
      expect(text).toContain("个案编号不对");
      expect(await page.inputValue("[name=login]")).toBe("nobody-here");
      await page.fill("[name=login]", "police-chaoyang");
      await page.fill("[name=number]", number.toLowerCase());
      await page.selectOption("[name=group]", "identities");
      await page.getByRole("button", { name: "查看" }).click();
      await page.waitForURL(/group=identities/);
      // No login stands in the address.
      expect(page.url()).not.toContain("police");
      const found = await wholeText(page);
      expect(found).toContain("打开了当事人的身份");
      expect(found).not.toContain("访问被拒绝");
      await page.goto("/audit?from=2020-01-02&to=2020-01-01");
      expect(await wholeText(page)).toContain("这个网址里的筛选条件读不懂");
    });
  });

  test("a check of the chain is asked for and comes to its end, with scripts and without", async () => {
    for (const javaScript of [false, true]) {
      await browser.withPage({ javaScript, width: 1440 }, async (page) => {
        await signIn(page, city, "auditor");
        await page.getByRole("button", { name: "现在核对一次" }).click();
        await expect
          .poll(
            async () => {
              if (!javaScript) await page.goto("/audit");
              return (
                (await wholeText(page)).includes("完整：") && page.getByRole("button", { name: "现在核对一次" }).count()
              );
            },
            { timeout: 30_000 },
          )
          .toBe(1);
      });
    }
  });

  test("the trail is exported as filtered, and the export is itself an entry", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "auditor");
      await page.goto("/audit?group=identities");
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "导出 CSV" }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(/^审计记录-\d{4}-\d{2}-\d{2}\.csv$/);
      const chunks: Buffer[] = [];
      for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
      const lines = Buffer.concat(chunks).toString("utf8").split("\r\n").slice(0, -1);
      expect(lines[0]).toMatch(/^\ufeff序号,时间/);
      expect(lines.length).toBeGreaterThanOrEqual(3);
      expect(lines.slice(1).every((line) => /identit/.test(line))).toBe(true);
      await page.goto("/audit");
      expect(await wholeText(page)).toContain("导出了审计记录");
    });
  });

  test("a lead of the case sees who has looked at it; an officer only what they did", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-lead-chaoyang");
      await page.goto(`/cases/${number}`);
      await page.getByRole("link", { name: "谁看过这个个案" }).click();
      await page.waitForURL(`/cases/${number}/audit`);
      await page.getByRole("heading", { name: "谁看过这个个案" }).waitFor();
      const text = await wholeText(page);
      expect(text).toContain("示例值守员（公安朝阳）");
      expect(text).toContain("打开了报告人的身份");
    });
    await browser.withPage({ javaScript: false }, async (page) => {
      await signIn(page, city, "civil-affairs-chaoyang");
      await page.goto(`/cases/${number}/audit`);
      expect(await wholeText(page)).not.toContain("示例值守员（公安朝阳）");
      await page.goto(`/cases/${number}`);
      await page.getByRole("button", { name: "打开身份" }).click();
      await page.goto(`/cases/${number}/audit`);
      expect(await wholeText(page)).toContain("打开了当事人的身份");
    });
    await looksWell("police-lead-chaoyang", `/cases/${number}/audit`);
  });

  test("another district's officer is told that there is no such case, and the attempt is on the trail", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      await signIn(page, city, "police-haidian");
      const answer = await page.goto(`/cases/${number}/audit`);
      expect(answer?.status()).toBe(404);
    });
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "auditor");
      await page.goto(`/audit?number=${number}&refused=1`);
      const text = await wholeText(page);
      expect(text).toContain("示例值守员（公安海淀）");
      expect(text).toContain("个案不存在，或者不对本人开放");
    });
  });

  test("everybody finds their own deeds from their account's page", async () => {
    await browser.withPage({ javaScript: false }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.goto("/account");
      await page.getByRole("link", { name: "我的操作记录" }).click();
      const text = await wholeText(page);
      expect(text).toContain("打开了当事人的身份");
      expect(text).toContain("登录");
    });
    await looksWell("police-chaoyang", "/audit/mine");
  });

  test("the signed heads are there for anybody, and say nothing else", async () => {
    const answer = await fetch(`${app.url}/audit/heads.json`);
    expect(answer.status).toBe(200);
    expect(Object.keys(await answer.json()).sort()).toEqual(["earlier", "heads"]);
    expect((await fetch(`${app.url}/audit/heads.json?before=yesterday`)).status).toBe(400);
  });

  test("it reads in English as well", async () => {
    await browser.withPage({ locale: "en", width: 1440 }, async (page) => {
      await signIn(page, city, "auditor");
      const text = await wholeText(page);
      expect(text).toContain("Opened the identities of the people");
      expect(text.replace(/示例\S*/g, "")).not.toMatch(/\p{Script=Han}/u);
    });
  });
});
