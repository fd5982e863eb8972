import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const shots = process.env.SHOTS ?? "";

describe.skipIf(chromiumAbsence !== null)("what an officer keeps, sets and finds at the desk", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    if (shots !== "") mkdirSync(shots, { recursive: true });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });
  const shot = async (page: Page, name: string) => {
    if (shots !== "") await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
  };
  const numbers = (page: Page) =>
    page.locator("[data-open]").evaluateAll((links) => links.map((link) => link.getAttribute("data-open") ?? ""));

  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("filters are kept as a view, opened with the desk, and deleted, %s", async (_name, javaScript) => {
    await browser.withPage({ javaScript, width: 1440 }, async (page) => {
      await signIn(page, city, javaScript ? "police-city" : "police-chaoyang");
      await page.goto("/triage?tab=all&urgency=critical");
      await page.locator("summary", { hasText: "保存和管理视图" }).click();
      await page.getByRole("button", { name: "保存当前筛选" }).click();
      await page.getByText("请给视图起一个名称。").first().waitFor();
      await page.fill("[name=name]", "全部危急");
      await page.getByRole("button", { name: "保存当前筛选" }).click();
      await page.getByRole("link", { name: /^全部危急/ }).waitFor();
      await page.locator("summary", { hasText: "保存和管理视图" }).click();
      await page.getByRole("button", { name: "打开任务单时先看“全部危急”" }).click();
      await page.getByText("默认", { exact: true }).first().waitFor({ state: "attached" });
      await page.goto("/triage");
      expect(new URL(page.url()).search).toBe("?tab=all&urgency=critical");
      await page.getByRole("link", { name: /^待签收/ }).click();
      await page.waitForURL("**/triage?urgency=critical");
      await page.locator("summary", { hasText: "保存和管理视图" }).click();
      await page.getByRole("button", { name: "删除视图“全部危急”" }).click();
      await expect.poll(() => page.getByRole("link", { name: /^全部危急/ }).count()).toBe(0);
    });
  });

  test("keys select tasks and accept them together; one that changed meanwhile is told beside those that were accepted", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "womens-federation-city");
      const [first = "", second = ""] = await numbers(page);
      await expect
        .poll(async () => {
          await page.keyboard.press("k");
          return page.evaluate("document.activeElement.dataset.open");
        })
        .toBe(first);
      await page.keyboard.press("w");
      await page.locator("[data-row]").first().locator("details[open]").waitFor();
      await page.keyboard.press("x");
      await page.getByRole("button", { name: "签收选中的 1 条" }).waitFor();
      await page.getByRole("checkbox", { name: `选中 ${second}` }).check();
      await page.evaluate(`document.querySelectorAll("[data-select]")[1].value =
        document.querySelectorAll("[data-select]")[1].value.replace(/\\d+$/, "77")`);
      await shot(page, "desk-selected-1440");
      await page.keyboard.press("b");
      await page.getByText("选中 2 条，已签收 1 条，其余 1 条没有签收。").waitFor();
      await page.getByText("有同事刚刚处理过这个任务").waitFor();
      expect(await axe(page)).toEqual([]);
      await shot(page, "bulk-result-1440");
    });
  });

  test("without scripts tasks are selected and accepted, settings hold, and the keys stand on the page", async () => {
    await browser.withPage({ width: 390, javaScript: false }, async (page) => {
      await signIn(page, city, "womens-federation-city");
      await page.getByRole("button", { name: "行距：宽松" }).click();
      await page.getByRole("button", { name: "行距：紧凑" }).waitFor();
      await page.getByRole("button", { name: "危急提示音：已开" }).click();
      await page.getByRole("button", { name: "危急提示音：已关" }).waitFor();
      await page.getByRole("button", { name: "签收选中的" }).click();
      await page.getByText("没有选中任务").waitFor();
      await page.getByRole("link", { name: "回到任务单" }).click();
      await page.locator("[data-select]").first().check();
      await page.getByRole("button", { name: "签收选中的" }).click();
      await page.getByText("选中的 1 条已经全部签收。").waitFor();
      await page.goto("/triage#keys");
      await page.getByRole("heading", { name: "键盘操作" }).waitFor();
    });
  });

  test("on paper the queue and what is due stand in rows under their headings, without buttons", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "police-chaoyang");
      await page.emulateMedia({ media: "print" });
      // As wide as the text of an A4 sheet.
      await page.setViewportSize({ width: 673, height: 952 });
      await page.goto("/triage?tab=all");
      const row = page.locator("[data-row]").first();
      const tops = await row.locator(":scope > div").evaluateAll((cells) => {
        const shown = cells.filter((cell) => cell.checkVisibility());
        return new Set(shown.map((cell) => Math.round(cell.getBoundingClientRect().top))).size;
      });
      expect(tops).toBe(1);
      expect(await page.getByText("承办", { exact: true }).first().isVisible()).toBe(true);
      expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
      expect(await overflow(page)).toBe(0);
      await page.goto("/due");
      expect(
        await page
          .locator("tbody tr")
          .first()
          .evaluate((line) => getComputedStyle(line).display),
      ).toBe("table-row");
      expect(
        await page
          .locator("thead")
          .first()
          .evaluate((line) => line.getBoundingClientRect().height),
      ).toBeGreaterThan(10);
      expect(await overflow(page)).toBe(0);
    });
  });

  test.each([true, false])(
    "whoever is signed in meets a page that is not there in their own frame, scripts %s",
    async (javaScript) => {
      await browser.withPage({ javaScript, width: 390 }, async (page) => {
        await page.goto("/nowhere");
        await page.getByRole("link", { name: "快速离开" }).waitFor();
        await signIn(page, city, "police-chaoyang");
        for (const path of ["/nowhere", "/cases/BJG-2026-999999-9"]) {
          await page.goto(path);
          expect(await page.getByRole("link", { name: "快速离开" }).count()).toBe(0);
          await page.getByRole("link", { name: "回到我的工作台" }).click();
          await page.waitForURL("**/triage");
        }
        // Whoever reports, though signed in, leaves as quickly as anybody.
        await page.goto("/report/nowhere");
        await page.getByRole("link", { name: "快速离开" }).waitFor();
      });
    },
  );

  test("a lead assigns, a colleague takes over; work is sent, taken back, and another department brought in", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "civil-affairs-lead-chaoyang");
      const [number = ""] = await numbers(page);
      await page.getByRole("link", { name: `指派 ${number} 的承办人` }).click();
      await page.selectOption("[name=officer]", { index: 1 });
      expect(await axe(page)).toEqual([]);
      await shot(page, "assign-1440");
      await page.getByRole("button", { name: "指派", exact: true }).click();
      await page.waitForURL(`**/cases/${number}`);
      await page.getByRole("button", { name: "签收", exact: true }).first().click();
      await page.getByRole("link", { name: "联合办理" }).click();
      await page.selectOption("[name=department]", "housing");
      await page.fill("[name=reason]", "示例：需要解决临时住处。");
      await shot(page, "joint-1440");
      await page.getByRole("button", { name: "请求联合办理" }).click();
      await page.waitForURL(`**/cases/${number}`);
      await page.getByRole("link", { name: "移送", exact: true }).click();
      await page.selectOption("[name=district]", "110108");
      await page.fill("[name=reason]", "示例：送错了。");
      await page.getByRole("button", { name: "移送", exact: true }).click();
      await page.getByRole("link", { name: "撤回移送" }).click();
      await page.fill("[name=reason]", "示例：其实在本区。");
      await page.getByRole("button", { name: "撤回", exact: true }).click();
      await page.waitForURL(`**/cases/${number}`);
      await page.getByRole("link", { name: "移送", exact: true }).waitFor();
      await page.getByText("示例：需要解决临时住处。").waitFor();
      await shot(page, "case-moved-1440");
    });
  });

  test.each([
    ["with scripts", true],
    ["without scripts", false],
  ])("a case is found by its number, nothing of it stands in the address, %s", async (_name, javaScript) => {
    await browser.withPage({ javaScript, width: 1440 }, async (page) => {
      await signIn(page, city, "police-city");
      const [number = ""] = await numbers(page);
      if (javaScript) {
        await expect
          .poll(async () => {
            await page.keyboard.press("/");
            return new URL(page.url()).pathname;
          })
          .toBe("/search");
        await expect.poll(() => page.evaluate("document.activeElement.name")).toBe("number");
        // A key that was pressed once more on the way is a letter in the field.
        await page.fill("[name=number]", "");
      } else await page.getByRole("link", { name: "查找（/）" }).click();
      await page.getByRole("button", { name: "查找", exact: true }).click();
      await page.getByText("请至少填写一个条件。").first().waitFor();
      await page.fill("[name=number]", `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`);
      await page.getByRole("button", { name: "查找", exact: true }).click();
      await page.getByText("编号不对").first().waitFor();
      await page.fill("[name=number]", number);
      await page.getByRole("button", { name: "查找", exact: true }).click();
      await page.getByRole("link", { name: number }).waitFor();
      expect(new URL(page.url()).search).toBe("");
      expect(await page.inputValue("[name=number]")).toBe(number);
    });
  });

  test("the coordinator sees what nobody holds, by number and desk", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await signIn(page, city, "coordinator-city");
      await page.goto("/unheld");
      await page.getByRole("heading", { name: "无人承接" }).waitFor();
      expect(await page.locator("table tbody tr").count()).toBeGreaterThan(0);
      expect(await axe(page)).toEqual([]);
      await shot(page, "unheld-1440");
    });
  });

  test.each([390, 768, 1440])("axe finds nothing at %i px, and nothing reaches beyond the edge", async (width) => {
    await browser.withPage({ width }, async (page) => {
      await signIn(page, city, "police-lead-chaoyang");
      for (const path of ["/triage", "/triage?tab=working", "/search"]) {
        await page.goto(path);
        expect(await axe(page), path).toEqual([]);
        expect(await overflow(page), path).toBe(0);
        await shot(page, `${path.replaceAll(/\W/g, "-")}-${width}`);
      }
      await page.selectOption("[name=district]", "110105");
      await page.getByRole("button", { name: "查找", exact: true }).click();
      await page.getByText(/^找到 \d+ 个个案$/).waitFor();
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await shot(page, `found-${width}`);
    });
  });
});
