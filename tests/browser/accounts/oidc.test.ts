import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "#scripts/postgres/server.mjs";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type IdentityProvider, startIdentityProvider } from "#tests/support/identity-provider.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe.skipIf(chromiumAbsence !== null)("signing in through the city's identity provider", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let provider: IdentityProvider;
  beforeAll(async () => {
    database = await freshDatabase();
    const port = await freePort();
    provider = await startIdentityProvider(`http://localhost:${port}`);
    app = await startApp(database, {
      processes: ["web"],
      host: "localhost",
      port,
      env: {
        OIDC_ISSUER: provider.client.issuer,
        OIDC_CLIENT_ID: provider.client.clientId,
        OIDC_CLIENT_SECRET: provider.client.clientSecret,
      },
    });
    browser = await openBrowser(app.url);
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name, external_subject)
      values (${randomUUID()}, 'officer', 'none', 'officer', 'police', ${["110105"]}, '示例值守员', 'city-4711')`;
    await owner.end();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await provider?.stop();
    await database?.drop();
  });

  test.each([true, false])(
    "a registered officer comes back signed in, to the page they wanted; scripts: %s",
    async (javaScript) => {
      provider.signedIn = { subject: "city-4711" };
      await browser.withPage({ javaScript }, async (page) => {
        await page.goto("/triage?tab=all");
        await page.getByRole("link", { name: "用统一身份认证登录" }).click();
        await page.waitForURL("**/triage?tab=all");
        await page.getByText("公安 · 朝阳区").waitFor();
      });
    },
  );

  test("somebody without an account here is told so in words; a provider that is down as well", async () => {
    provider.signedIn = { subject: "city-0815" };
    await browser.withPage({ width: 1440 }, async (page) => {
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "用统一身份认证登录" }).click();
      await page.getByText("这个身份在本平台没有可用的帐号").waitFor();
      const folder = process.env.PICTURES;
      if (folder !== undefined) await page.screenshot({ path: `${folder}/oidc-1440.png`, fullPage: true });
      expect(await overflow(page)).toBe(0);
      expect(await axe(page)).toEqual([]);
      await app.kill("web");
      await provider.stop();
      await app.revive("web");
      await page.goto("/sign-in");
      await page.getByRole("link", { name: "用统一身份认证登录" }).click();
      await page.getByText("统一身份认证现在没有应答").waitFor();
    });
  });
});
