import { readFile } from "node:fs/promises";
import type { Page, Request } from "playwright-core";
import postgres from "postgres";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyFor } from "#app/copy/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { file, settled, walker, walkTo } from "../report-walk.ts";
import { type SomeFile, someFile, someFilm, somePdf, somePhoto } from "./files.ts";

const { evidence: words } = copyFor("zh-CN");
const MEGABYTE = 1_048_576;

describe.skipIf(chromiumAbsence !== null)("evidence", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  const list = (page: Page) => page.locator("[data-evidence-list]");
  const rows = (page: Page) => page.locator("[data-upload-rows] > li");
  const choose = (page: Page, ...files: readonly SomeFile[]) =>
    page.locator("input[type=file]").setInputFiles(files.map(({ path }) => path));

  /** The page that asks for evidence, its questions answered by nobody yet. */
  async function atSteps(page: Page) {
    const walk = walker(page);
    await page.goto("/report");
    await walkTo(walk, "steps");
    return walk;
  }
  /** Files what is being written; the number of the case that it became. */
  async function fileIt(page: Page): Promise<string> {
    const walk = walker(page);
    if (walk.path() !== "/report/check") {
      await page.goto("/report/steps");
      await walkTo(walk, "check");
    }
    await file(walk);
    const number = (await page.locator("[data-report-number]").first().textContent()) ?? "";
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    try {
      const [row] = await sql`
        select c.number from cases c join reports r on r.case_id = c.id where r.number = ${number.trim()}`;
      return String(row?.number);
    } finally {
      await sql.end();
    }
  }
  /** The case's page before an officer's eyes, once the report has reached that desk. */
  async function openCase(page: Page, login: string, number: string): Promise<void> {
    await signIn(page, city, login);
    await expect
      .poll(async () => (await page.goto(`/cases/${number}/evidence`))?.status(), { timeout: 20_000 })
      .toBe(200);
  }
  async function download(page: Page, link: string): Promise<Buffer> {
    const arriving = page.waitForEvent("download");
    await page.locator(link).first().click();
    return readFile(await (await arriving).path());
  }

  test("a large file goes on after the connection was cut, and arrives whole", { timeout: 180_000 }, () =>
    browser.withPage({}, async (page) => {
      const film = someFilm("示例录像.mp4", 14);
      await atSteps(page);
      const offsets: number[] = [];
      let cut = false;
      await page.route("**/evidence/uploads/*", async (route) => {
        const request = route.request();
        if (request.method() === "PATCH") {
          offsets.push(Number(request.headers()["upload-offset"]));
          if (offsets.length === 3) {
            cut = true;
            await page.context().setOffline(true);
            await route.abort("internetdisconnected");
            return;
          }
        }
        await route.continue();
      });
      await page.locator('[name="steps.told"]').fill("示例：告诉了校长");
      await choose(page, film);
      await rows(page).getByText("连接断了").waitFor();
      expect(cut).toBe(true);
      expect(await list(page).getByText(film.name).count()).toBe(0);
      await page.context().setOffline(false);
      await list(page).getByText(film.name).first().waitFor({ timeout: 60_000 });
      expect(offsets[0]).toBe(0);
      expect(offsets.slice(1).every((offset) => offset >= MEGABYTE)).toBe(true);
      expect(await rows(page).count()).toBe(0);
      // What was being typed beside it is untouched.
      expect(await page.locator('[name="steps.told"]').inputValue()).toBe("示例：告诉了校长");

      const number = await fileIt(page);
      await browser.withPage({ width: 1440 }, async (desk) => {
        await openCase(desk, "police-chaoyang", number);
        const digest = await desk.locator(`#evidence [data-copy="${film.sha256}"]`).count();
        expect(digest).toBe(1);
      });
    }),
  );

  test("a file that was interrupted by a reload goes on when it is chosen again", { timeout: 120_000 }, () =>
    browser.withPage({}, async (page) => {
      const film = someFilm("示例中断.mp4", 9);
      await atSteps(page);
      let held = 0;
      const hold = (request: Request) => request.method() === "PATCH" && ++held === 3;
      await page.route("**/evidence/uploads/*", (route) => (hold(route.request()) ? undefined : route.continue()));
      await choose(page, film);
      await expect.poll(() => held, { timeout: 30_000 }).toBe(3);
      await page.unroute("**/evidence/uploads/*");
      await page.reload();
      await list(page).getByText("未传完").first().waitFor();
      const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
      expect(stored).toContain("/evidence/uploads/");
      expect(stored).not.toContain("示例");

      const resumed: { method: string; offset: string | undefined }[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/evidence/uploads"))
          resumed.push({ method: request.method(), offset: request.headers()["upload-offset"] });
      });
      await choose(page, film);
      await list(page).getByText("收到").first().waitFor({ timeout: 60_000 });
      expect(resumed.map(({ method }) => method)).not.toContain("POST");
      expect(resumed.find(({ method }) => method === "PATCH")?.offset).not.toBe("0");
      expect(await list(page).locator("li").count()).toBe(1);
    }),
  );

  test("paused by hand it stays paused, and goes on when it is told to", { timeout: 120_000 }, () =>
    browser.withPage({}, async (page) => {
      const film = someFilm("示例暂停.mp4", 9);
      await atSteps(page);
      let patches = 0;
      let release = (): void => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route("**/evidence/uploads/*", async (route) => {
        if (route.request().method() === "PATCH" && ++patches === 2) await released;
        await route.continue().catch(() => {});
      });
      await choose(page, film);
      await expect.poll(() => patches, { timeout: 30_000 }).toBe(2);
      await rows(page).getByRole("button", { name: "暂停：" }).click();
      release();
      await rows(page).getByText("已暂停").waitFor();
      expect(await axe(page)).toEqual([]);
      expect(patches).toBe(2);
      await rows(page).getByRole("button", { name: "继续：" }).click();
      await list(page).getByText(film.name).first().waitFor({ timeout: 60_000 });
    }),
  );

  test("what cannot be taken is told in words, and nothing else on the page changes", { timeout: 120_000 }, () =>
    browser.withPage({}, async (page) => {
      await atSteps(page);
      await page.locator('[name="steps.told"]').fill("示例：还没有告诉别人");
      await choose(page, someFile("示例网页.html", Buffer.from("<!doctype html><p>示例</p>")));
      await rows(page).getByText("不能接收这种类型的文件").waitFor();
      await choose(page, someFile("示例空白.txt", Buffer.alloc(0)));
      await rows(page).getByText("这个文件是空的").waitFor();
      // A photograph larger than photographs may be; a page dressed as a photograph, which only the server can tell.
      await choose(page, someFile("示例大图.jpg", Buffer.alloc(51 * MEGABYTE, 0xff)));
      await rows(page).getByText("超过了上限 50 MB").waitFor();
      await choose(page, someFile("示例伪装.jpg", Buffer.from("<!doctype html><script>1</script>".repeat(40))));
      await expect.poll(() => rows(page).locator("[data-problem]:visible").count(), { timeout: 30_000 }).toBe(4);
      expect(await rows(page).last().locator("[data-problem]").textContent()).toMatch(/类型|格式/);
      expect(await page.locator('[name="steps.told"]').inputValue()).toBe("示例：还没有告诉别人");
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      for (const left of [3, 2, 1, 0]) {
        await rows(page).first().getByRole("button", { name: "知道了" }).click();
        expect(await rows(page).count()).toBe(left);
      }
      expect(await list(page).getByText(words.list.none).count()).toBe(1);
    }),
  );

  test("more files than a report may have are told apart from those that are taken", { timeout: 180_000 }, () =>
    browser.withPage({}, async (page) => {
      await atSteps(page);
      const notes = Array.from({ length: 21 }, (_, index) =>
        someFile(`示例记录${index + 1}.txt`, Buffer.from(`示例：第 ${index + 1} 页\n`.repeat(20))),
      );
      await choose(page, ...notes);
      await rows(page).getByText(words.sending.tooMany).waitFor();
      await expect.poll(() => list(page).locator("li").count(), { timeout: 90_000 }).toBe(20);
      await rows(page).getByRole("button", { name: "知道了" }).click();
      await settled(page, () => page.reload());
      expect(await page.locator("input[type=file]").count()).toBe(0);
      await page.getByText(words.choose.full).waitFor();
      await list(page).getByRole("button", { name: "移除：示例记录1.txt" }).click();
      await expect.poll(() => list(page).locator("li").count(), { timeout: 30_000 }).toBe(19);
    }),
  );

  test(
    "without scripts: answers are saved, several files are sent, and an officer gets the same bytes",
    {
      timeout: 180_000,
    },
    () =>
      browser.withPage({ javaScript: false }, async (page) => {
        const photo = await somePhoto();
        const pdf = somePdf();
        const walk = await atSteps(page);
        expect(await page.locator("input[type=file]").isVisible()).toBe(false);
        await walk.type("steps.told", "示例：告诉了班主任");
        await walk.press("files");
        expect(walk.path()).toBe("/report/files");
        await walk.type("note", "示例：左臂的照片和病历");
        await choose(page, photo, pdf);
        await settled(page, () => page.getByRole("button", { name: words.choose.go }).click());
        expect(walk.path()).toBe("/report/files");
        expect(await list(page).locator("li").allTextContents()).toEqual([
          expect.stringContaining(photo.name),
          expect.stringContaining(pdf.name),
        ]);
        await choose(page, somePdf("示例多余.pdf"));
        await settled(page, () => page.getByRole("button", { name: words.choose.go }).click());
        await settled(page, () => list(page).getByRole("button", { name: "移除：示例多余.pdf" }).click());
        expect(await list(page).locator("li").count()).toBe(2);
        await settled(page, () => page.getByRole("link", { name: words.page.back }).click());
        expect(await walk.value("steps.told")).toBe("示例：告诉了班主任");

        const number = await fileIt(page);
        await browser.withPage({ javaScript: false, width: 1440 }, async (desk) => {
          await openCase(desk, "police-chaoyang", number);
          const section = desk.locator("#evidence");
          expect(await section.textContent()).toContain("示例：左臂的照片和病历");
          const [first = "", second = ""] = await section
            .locator("a[download]")
            .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
          expect((await download(desk, `a[href="${first}"]`)).equals(photo.bytes)).toBe(true);
          expect((await download(desk, `a[href="${second}"]`)).equals(pdf.bytes)).toBe(true);
        });
      }),
  );

  test("the preview of a photograph tells nothing of the camera or the place", { timeout: 180_000 }, () =>
    browser.withPage({}, async (page) => {
      const photo = await somePhoto("示例定位.jpg");
      expect(photo.bytes.includes("ExampleCamera")).toBe(true);
      await atSteps(page);
      await choose(page, photo);
      await list(page).getByText(photo.name).first().waitFor();
      await expect
        .poll(
          async () => {
            await page.reload();
            return list(page).locator("img").count();
          },
          { timeout: 60_000, interval: 1_000 },
        )
        .toBe(1);
      const source = (await list(page).locator("img").getAttribute("src")) ?? "";
      const preview = await (await page.request.get(source)).body();
      const { exif, xmp, iptc, width } = await sharp(preview).metadata();
      expect({ exif, xmp, iptc, width }).toEqual({ exif: undefined, xmp: undefined, iptc: undefined, width: 800 });
      expect(preview.includes("ExampleCamera")).toBe(false);
    }),
  );

  test("the check names what is not complete and lets the report go on without it", { timeout: 180_000 }, () =>
    browser.withPage({}, async (page) => {
      const film = someFilm("示例未完.mp4", 6);
      const pdf = somePdf("示例已到.pdf");
      const walk = await atSteps(page);
      await choose(page, pdf);
      await list(page).getByText(pdf.name).first().waitFor();
      let patches = 0;
      await page.route("**/evidence/uploads/*", (route) =>
        route.request().method() === "PATCH" && ++patches > 1 ? undefined : route.continue(),
      );
      await choose(page, film);
      await expect.poll(() => patches, { timeout: 30_000 }).toBe(2);
      await page.unroute("**/evidence/uploads/*");
      await walk.press("next");
      await walkTo(walk, "check");
      const main = await page.locator("main").textContent();
      expect(main).toContain(pdf.name);
      expect(main).toContain(words.check.openTitle(1));
      expect(main).toContain(film.name);
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      await file(walk);
      const receipt = list(page);
      expect(await receipt.textContent()).toContain(pdf.name);
      expect(await receipt.textContent()).not.toContain("收到未传完");
      expect(await axe(page)).toEqual([]);
      // The rest follows by the receipt.
      await page.locator("[data-refresh]").waitFor({ state: "detached", timeout: 30_000 });
      await choose(page, film);
      await expect.poll(() => receipt.getByText("收到").count(), { timeout: 60_000 }).toBe(2);
      expect(await receipt.getByRole("button").count()).toBe(0);
    }),
  );

  test.each([true, false])(
    "an officer adds for their own department only: others see neither the file nor that there is one; scripts: %s",
    { timeout: 180_000 },
    async (javaScript) => {
      let number = "";
      await browser.withPage({}, async (page) => {
        await atSteps(page);
        number = await fileIt(page);
      });
      const pdf = somePdf(`示例笔录${javaScript}.pdf`);
      await browser.withPage({ javaScript, width: 1440 }, async (page) => {
        await openCase(page, "police-chaoyang", number);
        const section = page.locator("#evidence");
        await section.locator("summary", { hasText: words.case.add }).click();
        await section.getByText(words.case.readers.department).click();
        await choose(page, pdf);
        if (!javaScript) await settled(page, () => section.getByRole("button", { name: words.choose.go }).click());
        await section.getByRole("heading", { name: pdf.name }).waitFor({ timeout: 30_000 });
        expect(await section.textContent()).toContain("与检察机关可见");
        if (javaScript) expect(await axe(page)).toEqual([]);
        expect((await download(page, "#evidence a[download]")).equals(pdf.bytes)).toBe(true);
      });
      await browser.withPage({ width: 1440 }, async (page) => {
        await openCase(page, "procuratorate-chaoyang", number);
        expect(await page.locator("#evidence").textContent()).toContain(pdf.name);
      });
      await browser.withPage({ width: 390 }, async (page) => {
        await openCase(page, "civil-affairs-chaoyang", number);
        const content = await page.content();
        expect(content).not.toContain("示例笔录");
        expect(await page.locator("#evidence").textContent()).toContain(words.case.none);
        expect(content).not.toContain("evidence_added");
        expect(await overflow(page)).toBe(0);
      });
    },
  );

  test("a reporter's page with files ships at most 90 kB of scripts", { timeout: 60_000 }, () =>
    browser.withPage({}, async (page) => {
      const sizes = new Map<string, number>();
      page.on("response", async (answer) => {
        if (answer.request().resourceType() !== "script") return;
        const { responseBodySize } = await answer.request().sizes();
        sizes.set(answer.url(), responseBodySize);
      });
      await atSteps(page);
      await page.waitForLoadState("networkidle");
      const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      expect(sizes.size).toBe(2);
      expect(total).toBeLessThan(90_000);
    }),
  );
});
