import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { file, walker, walkTo } from "../report-walk.ts";
import { type BusyCity, makeBusy } from "./busy-city.ts";
import { foreignWords, headFaults, keyboardFaults, overhangs } from "./faults.ts";
import { type Entry, type PageOf, pagesIn, people, type Somebody, walkOf } from "./pages.ts";

describe.skipIf(chromiumAbsence !== null)("every page", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  let busy: BusyCity;
  let entries: Readonly<Record<string, Entry>>;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
    busy = await makeBusy(database, app, city, browser);
    entries = pagesIn(busy);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  /** For whoever wants to see what the test saw: SHOTS names a folder. */
  async function shoot(page: Page, by: Somebody, path: string, how: string): Promise<void> {
    const folder = process.env.SHOTS;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    const known = Object.entries(busy).reduce((name, [key, value]) => name.replaceAll(value, key), path);
    const name = `${by} ${known}`.replaceAll(/[^\w]+/g, "-");
    await page.screenshot({ path: join(folder, `${how}-${name}.png`), fullPage: true });
  }

  const reading = (page: Page, locale: "zh-CN" | "en") =>
    page.context().addCookies([{ name: "lang", value: locale, url: app.url }]);
  /** By night, once every colour has changed: halfway through they are neither one nor the other. */
  async function atNight(page: Page): Promise<void> {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.evaluate(`{
      scrollTo({ top: 0, behavior: "instant" });
      void document.body.offsetWidth;
      for (const change of document.getAnimations()) change.finish();
    }`);
  }
  async function open(page: Page, { path, status = 200 }: PageOf): Promise<string[]> {
    const answer = await page.goto(path);
    const { pathname } = new URL(page.url());
    return [
      ...(answer?.status() === status ? [] : [`answers ${answer?.status()}`]),
      ...(pathname === path.replace(/\?.*$/, "") ? [] : [`leads to ${pathname}`]),
    ];
  }
  /** Who may open what is tested elsewhere: whoever is led away or told why looks at a page as well. */
  async function openOrBeTold(page: Page, { path }: PageOf): Promise<string[]> {
    const answer = await page.goto(path);
    return answer === null || answer.status() >= 500 ? [`answers ${answer?.status()}`] : [];
  }
  async function tooWide(page: Page): Promise<string[]> {
    const wide = await overflow(page);
    const lang = await page.locator("html").getAttribute("lang");
    const where = `at ${page.viewportSize()?.width} in ${lang}`;
    return [
      ...(wide === 0 ? [] : [`${wide} px too wide ${where}`]),
      ...(await overhangs(page)).map((one) => `${one} ${where}`),
    ];
  }
  const wide = (page: Page, width: number) => page.setViewportSize({ width, height: 844 });

  async function glanceAt(page: Page, one: PageOf, come = openOrBeTold): Promise<string[]> {
    await wide(page, 390);
    return [
      ...(await come(page, one)),
      ...(await headFaults(page, "zh-CN")),
      ...(await foreignWords(page, "zh-CN")),
      ...(await tooWide(page)),
    ];
  }
  async function lookClosely(page: Page, by: Somebody, one: PageOf): Promise<string[]> {
    const found = await glanceAt(page, one, open);
    await shoot(page, by, one.path, "390-zh");
    found.push(...(await axe(page)), ...(await keyboardFaults(page)));
    await wide(page, 768);
    found.push(...(await tooWide(page)));
    await wide(page, 1440);
    await atNight(page);
    found.push(...(await tooWide(page)), ...(await axe(page)));
    await shoot(page, by, one.path, "1440-dark-zh");
    await page.emulateMedia({ colorScheme: "light" });
    await reading(page, "en");
    found.push(...(await open(page, one)), ...(await headFaults(page, "en")), ...(await foreignWords(page, "en")));
    found.push(...(await tooWide(page)));
    await shoot(page, by, one.path, "1440-en");
    await wide(page, 390);
    found.push(...(await tooWide(page)));
    await reading(page, "zh-CN");
    return found;
  }
  /** All that is wrong with all that somebody can open. */
  async function walk(page: Page, by: Somebody): Promise<string[]> {
    const { closely, glance } = walkOf(entries, by);
    const found: string[] = [];
    for (const one of closely)
      found.push(...(await lookClosely(page, by, one)).map((fault) => `${one.path}: ${fault}`));
    for (const one of glance) found.push(...(await glanceAt(page, one)).map((fault) => `${one.path}: ${fault}`));
    return found;
  }

  test("is no page where the table says so", async () => {
    for (const [pattern, entry] of Object.entries(entries)) {
      if (entry !== "leads on") continue;
      const answer = await fetch(`${app.url}${pattern}`, { redirect: "manual", headers: { Accept: "text/html" } });
      expect([301, 302, 303, 404], pattern).toContain(answer.status);
    }
  });

  test("of the public and of a reporter is whole, readable and reachable", { timeout: 240_000 }, async () => {
    await browser.withPage({}, async (page) => {
      await page.goto("/report");
      await walkTo(walker(page), "check");
      await page.goto("/receipt");
      await page.fill("[name=code]", busy.receiptCode);
      await page.getByRole("button", { name: "查看进展" }).click();
      await page.locator("[data-report-number]").waitFor();
      const found = await walk(page, "public");
      await page.goto("/report/check");
      await file(walker(page));
      const receipt = { by: "public", path: "/report/receipt" } as const;
      found.push(...(await lookClosely(page, "public", receipt)).map((fault) => `${receipt.path}: ${fault}`));
      expect(found).toEqual([]);
    });
  });

  const staff = Object.entries(people).filter(([, login]) => login !== null);
  test.each(staff)("of %s is whole, readable and reachable", { timeout: 300_000 }, async (name, login) => {
    const by = Object.keys(people).find((one): one is Somebody => one === name);
    if (by === undefined || login === null) throw new Error(`nobody is ${name}`);
    await browser.withPage({}, async (page) => {
      await signIn(page, city, login);
      expect(await walk(page, by)).toEqual([]);
    });
  });
});
