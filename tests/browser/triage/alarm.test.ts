import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openBrowser, type TestBrowser } from "#tests/support/browser.ts";
import { someReport } from "#tests/support/builders.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { asOwner } from "#tests/support/owner.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

/** Counts the lines that a page opened and the tones that it played, and lets a test hide it as another tab would. */
const watch = `
  window.lines = 0;
  window.tones = 0;
  window.isHidden = false;
  const Line = window.EventSource;
  window.EventSource = class extends Line { constructor(address) { super(address); window.lines += 1; } };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (at) { window.tones += 1; return start.call(this, at); };
  Object.defineProperty(document, "visibilityState", { get: () => (window.isHidden ? "hidden" : "visible") });
`;
const tonesARing = 2;

describe.skipIf(chromiumAbsence !== null)("critical work is heard", () => {
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

  /** A child in danger, reported by a unit's own system. */
  async function fileCritical(district: string): Promise<void> {
    const { incident } = someReport();
    const report = someReport({ incident: { ...incident, district }, safety: { immediateDanger: true } });
    const answer = await fetch(`${app.url}/api/v1/reports`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${city.apiKey}`,
        "Idempotency-Key": crypto.randomUUID(),
      },
      body: JSON.stringify(report),
    });
    if (answer.status !== 201) throw new Error(`not filed: ${answer.status} ${await answer.text()}`);
  }
  const hide = (page: Page, hidden: boolean) =>
    page.evaluate(`window.isHidden = ${hidden}; document.dispatchEvent(new Event("visibilitychange")); null`);
  const total = async (pages: readonly Page[], what: "lines" | "tones") => {
    const each = await Promise.all(pages.map((page) => page.evaluate<number>(`window.${what}`)));
    return each.reduce((sum, one) => sum + one, 0);
  };
  /** A touched desk: browsers let a page sound only once somebody has used it. */
  async function openDesk(page: Page, path: string): Promise<void> {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).click();
    await expect.poll(() => page.evaluate("navigator.locks.query().then(({ held }) => held.length)")).toBe(2);
  }
  const calm = "待办任务";
  const title = (page: Page) => expect.poll(() => page.title(), { timeout: 20_000 });

  test("on every open desk, once, whatever it shows and though it is hidden; muted is muted; a look at one is a look at all", async () => {
    await browser.withPage({ width: 1440 }, async (hidden) => {
      const context = hidden.context();
      await context.addInitScript(watch);
      await signIn(hidden, city, "police-haidian");
      await openDesk(hidden, "/triage?tab=working&urgency=serious");
      await hide(hidden, true);
      const shown = await context.newPage();
      await openDesk(shown, "/triage?tab=informed");
      const third = await context.newPage();
      await third.goto("/due");
      const all = [hidden, shown, third];
      const quiet = await shown.title();
      expect(quiet).toContain(calm);
      // A browser has six lines for a site: all pages together take one.
      expect(await total(all, "lines")).toBe(1);

      await fileCritical("110108");
      await title(hidden).toContain("（1 条危急）");
      await title(shown).toContain("（1 条危急）");
      await expect.poll(() => total(all, "tones")).toBe(tonesARing);
      await fileCritical("110108");
      await title(hidden).toContain("（2 条危急）");
      await expect.poll(() => total(all, "tones")).toBe(2 * tonesARing);
      // Another district's is not heard here: the next of this one is the third.
      await fileCritical("110105");
      await fileCritical("110108");
      await title(hidden).toContain("（3 条危急）");
      await expect.poll(() => total(all, "tones")).toBe(3 * tonesARing);

      await shown.keyboard.press("Shift");
      await title(shown).toBe(quiet);
      await title(hidden).toBe(quiet);

      await shown.getByRole("button", { name: "危急提示音：已开" }).click();
      await shown.getByRole("button", { name: "危急提示音：已关" }).waitFor();
      await fileCritical("110108");
      await title(hidden).toContain("（1 条危急）");
      await title(shown).toContain("（1 条危急）");
      expect(await total(all, "tones")).toBe(3 * tonesARing);
      await shown.getByRole("button", { name: "危急提示音：已关" }).click();
      await shown.getByRole("button", { name: "危急提示音：已开" }).waitFor();

      // The page that kept the line goes: another one takes it over, and the bell.
      await hidden.close();
      const left = [shown, third];
      await expect.poll(() => total(left, "lines")).toBe(1);
      await hide(shown, true);
      await fileCritical("110108");
      await title(shown).toContain("（1 条危急）");
      await expect.poll(() => total(left, "tones")).toBe(tonesARing);
    });
  });

  test("a desk that the browser keeps silent says so, with one button; not where another open desk may sound", async () => {
    const says = "浏览器还不让这一页出声。";
    await browser.withPage({ width: 1440 }, async (page) => {
      const context = page.context();
      await signIn(page, city, "procuratorate-haidian");
      await openDesk(page, "/triage");
      // Opened by itself, as a browser does that was started again: nobody has touched it.
      const untouched = await context.newPage();
      // What a test asks of a page counts as use of it, unless it asks like this.
      const session = await context.newCDPSession(untouched);
      const ask = async (expression: string): Promise<unknown> =>
        (await session.send("Runtime.evaluate", { expression, userGesture: false, returnByValue: true })).result.value;
      const isTold = (told: boolean) =>
        expect.poll(() => ask(`document.body.innerText.includes("${says}")`), { timeout: 20_000 }).toBe(told);
      await untouched.goto("/triage");
      await isTold(false);
      await page.close();
      await isTold(true);
      const other = await context.newPage();
      await openDesk(other, "/triage");
      await isTold(false);
      await other.close();
      await isTold(true);
      const at = `[...document.querySelectorAll("button")].find((one) => one.textContent === "允许出声").getBoundingClientRect()`;
      await untouched.mouse.click(Number(await ask(`${at}.x + 5`)), Number(await ask(`${at}.y + 20`)));
      await isTold(false);
      const bells =
        "navigator.locks.query().then(({ held }) => held.filter(({ name }) => name.startsWith('desk-bell')).length)";
      await expect.poll(() => untouched.evaluate(bells)).toBe(1);
    });
  });

  test("what came while the line was down is heard when it is back", async () => {
    await browser.withPage({ width: 1440 }, async (page) => {
      await page.context().addInitScript(watch);
      await signIn(page, city, "police-lead-chaoyang");
      await openDesk(page, "/triage?tab=working");
      await hide(page, true);
      await app.kill("worker");
      await fileCritical("110105");
      await app.kill("web");
      await app.revive("worker");
      const unrouted = () => asOwner(database, (sql) => sql`select 1 from reports where routed_at is null limit 1`);
      await expect.poll(async () => (await unrouted()).length, { timeout: 30_000 }).toBe(0);
      await title(page).toContain("（实时更新中断）");
      expect(await page.evaluate("window.tones")).toBe(0);
      await app.revive("web");
      await title(page).toContain("（1 条危急）");
      await expect.poll(() => page.evaluate("window.tones")).toBe(tonesARing);
    });
  });
});
