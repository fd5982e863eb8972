import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { openTestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { look } from "../people/look.ts";

describe.skipIf(chromiumAbsence !== null)("meetings and visits on a case", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  const matters: TestCase[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    // Before the portal runs: its worker would route them first.
    const portals = openTestPortals(database);
    for (let count = 0; count < 2; count += 1) {
      const matter = await someCase(portals);
      for (const department of ["police", "civil_affairs"]) await bringIn(portals, matter.caseId, department);
      matters.push(matter);
    }
    await portals.close();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

  test.each([
    { javaScript: true, width: 1440, which: 0 },
    { javaScript: false, width: 390, which: 1 },
  ])(
    "a meeting from its call to its task, and a child in the register: $width px, scripts $javaScript",
    async ({ javaScript, width, which }) => {
      const number = matters[which]?.number ?? "";
      const shot = `${width}-${javaScript ? "on" : "off"}`;
      await browser.withPage({ javaScript, width }, async (page) => {
        await signIn(page, city, "civil-affairs-chaoyang");
        await page.goto(`/cases/${number}/meetings`);
        await look(page, `meetings-empty-${shot}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);

        await page.getByRole("link", { name: "召集会商" }).click();
        await page.getByRole("button", { name: "召集" }).click();
        await page.getByRole("link", { name: "请写明议题。" }).waitFor();
        await look(page, `meeting-plan-${shot}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        await page.fill('[name="topic"]', "示例议题：孩子今晚住在哪里");
        await page.fill('[name="day"]', today);
        await page.fill('[name="time"]', "00:01");
        await page.check('[name="departments"][value="police"]');
        await page.getByRole("button", { name: "召集" }).click();
        await page.getByText("示例议题：孩子今晚住在哪里").waitFor();

        await page.getByRole("link", { name: "记录或取消" }).click();
        await page.fill('[name="decision"]', "");
        await page.fill('[name="tasks[0].what"]', "示例任务：落实临时照料");
        await page.getByRole("button", { name: "保存会商记录" }).click();
        await page.getByRole("link", { name: "请选择负责部门。" }).waitFor();
        expect(await page.inputValue('[name="tasks[0].what"]')).toBe("示例任务：落实临时照料");
        await look(page, `meeting-record-${shot}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);
        await page.fill('[name="decision"]', "示例决定：由民政安排临时照料");
        await page.selectOption('[name="tasks[0].department"]', "civil_affairs");
        await page.fill('[name="tasks[0].until"]', today);
        await page.getByRole("button", { name: "保存会商记录" }).click();
        await page.getByText("示例决定：由民政安排临时照料").waitFor();

        await page.getByText("登记办理结果").click();
        await page.fill('[name="result"]', "示例结果：已落实");
        await page.getByRole("button", { name: "任务完成" }).click();
        await page.getByText("示例结果：已落实").waitFor();

        await page.getByRole("button", { name: "登记入台账" }).click();
        await page.getByRole("button", { name: "移出台账" }).waitFor();
        await page.getByRole("button", { name: "移出台账" }).click();
        await page.getByRole("link", { name: "请选择移出原因。" }).waitFor();
        await page.goto(`/cases/${number}/visit`);
        await page.getByRole("button", { name: "登记走访" }).click();
        await page.getByRole("link", { name: "请选择走访方式。" }).waitFor();
        await look(page, `visit-refused-${shot}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        await page.check('[name="kind"][value="monthly"]');
        await page.fill('[name="day"]', today);
        await page.fill('[name="time"]', "00:02");
        await page.fill('[name="visitors"]', "示例儿童主任");
        await page.check('[name="childSeen"][value="true"]');
        await page.check('[name="concern"][value="watch"]');
        await page.fill('[name="schooling"]', "示例：正常上学");
        await page.fill('[name="next"]', "示例：下周再去一次");
        await page.getByRole("button", { name: "登记走访" }).click();
        await page.getByText("示例：下周再去一次").waitFor();
        await look(page, `meetings-full-${shot}`);
        if (javaScript) expect(await axe(page)).toEqual([]);
        expect(await overflow(page)).toBe(0);

        await page.goto(`/cases/${number}/timeline`);
        for (const line of ["召集会商", "会商已召开，记录已保存", "会后任务完成", "登记入困境儿童台账", "登记走访"])
          await page.getByText(line, { exact: true }).first().waitFor();
      });
    },
  );
});
