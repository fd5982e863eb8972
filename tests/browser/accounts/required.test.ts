import { randomUUID } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "#app/accounts/passwords.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const password = "示例口令，足够长的一句话";

describe.skipIf(chromiumAbsence !== null)("signing in where a second factor is required", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let owner: postgres.Sql;
  beforeAll(async () => {
    database = await freshDatabase();
    owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    // A browser takes this machine's own name for safe, so that the cookies of a portal under https reach it.
    app = await startApp(database, {
      processes: ["web"],
      host: "localhost",
      env: { PORTAL_MODE: "production", PORTAL_URL: "https://localhost", SMTP_URL: "smtp://127.0.0.1:1" },
    });
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await owner?.end();
    await database?.drop();
  });

  async function somebody(role: "officer" | "unit_reporter"): Promise<string> {
    const login = `${role}-${randomUUID().slice(0, 8)}`;
    const department = role === "officer" ? "police" : null;
    await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name)
      values (${randomUUID()}, ${login}, ${await hashPassword(password)}, ${role}, ${department}, ${["110105"]}, '示例人员')`;
    return login;
  }

  async function givePassword(page: Page, login: string, path = "/sign-in"): Promise<void> {
    await page.goto(path);
    await page.fill("[name=login]", login);
    await page.fill("[name=password]", password);
    await page.getByRole("button", { name: "登录", exact: true }).click();
  }

  test.each([
    ["with scripts, on a wide screen", true, 1440],
    ["without scripts, on a phone", false, 390],
  ])("an officer sets one up before anything else opens, %s", async (_name, javaScript, width) => {
    const login = await somebody("officer");
    await browser.withPage({ javaScript, width }, async (page) => {
      await givePassword(page, login, "/triage?tab=all");
      await page.waitForURL("**/account/second-factor?next=*");
      for (const shut of ["/triage", "/account", "/account/password", "/account/recovery-codes", "/sign-in/confirm"]) {
        await page.goto(shut);
        expect(new URL(page.url()).pathname, shut).toBe("/account/second-factor");
      }
      expect((await page.request.get("/events")).status()).toBe(401);
      await page.goto("/account/second-factor?next=/triage?tab=all");
      await page.getByRole("button", { name: "开始设置" }).click();
      await page.getByRole("button", { name: "完成设置" }).waitFor();
      const folder = process.env.PICTURES;
      if (folder !== undefined) await page.screenshot({ path: `${folder}/required-${width}.png`, fullPage: true });
      expect(await overflow(page)).toBe(0);
      if (javaScript) expect(await axe(page)).toEqual([]);
      const key = (await page.locator(".font-code.select-all").textContent()) ?? "";
      const totp = new TOTP({ secret: Secret.fromBase32(key.replace(/ /g, "")) });
      await page.fill("[name=code]", totp.generate());
      await page.getByRole("button", { name: "完成设置" }).click();
      await page.getByText("请现在保存这十个恢复码").waitFor();
      await page.getByRole("link", { name: "已保存，继续" }).click();
      await page.waitForURL("**/triage?tab=all");
      // The only one cannot be taken away.
      await page.goto("/account/second-factor");
      await page.getByRole("button", { name: "移除“验证器应用”" }).click();
      await page.getByText("这是最后一种验证方式").first().waitFor();
    });
  });

  test("somebody of a unit may go without", async () => {
    const login = await somebody("unit_reporter");
    await browser.withPage({}, async (page) => {
      await givePassword(page, login);
      await page.waitForURL("**/unit");
    });
  });
});
