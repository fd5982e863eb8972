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

/** Keeps a picture of the page where somebody wants to look at it. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function isFit(page: Page, name: string): Promise<void> {
  await picture(page, name);
  expect(await overflow(page), name).toBe(0);
  expect(await axe(page), name).toEqual([]);
}

describe.skipIf(chromiumAbsence !== null)("signing in and one's own account", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let owner: postgres.Sql;
  beforeAll(async () => {
    database = await freshDatabase();
    owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    app = await startApp(database, { processes: ["web"], host: "localhost" });
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await owner?.end();
    await database?.drop();
  });

  /** An officer of the police in Chaoyang who can sign in. */
  async function somebody(): Promise<string> {
    const login = `officer-${randomUUID().slice(0, 8)}`;
    await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name)
      values (${randomUUID()}, ${login}, ${await hashPassword(password)}, 'officer', 'police', ${["110105"]}, '示例值守员')`;
    return login;
  }

  async function givePassword(page: Page, login: string, typed = password): Promise<void> {
    await page.goto("/sign-in");
    await page.fill("[name=login]", login);
    await page.fill("[name=password]", typed);
    await page.getByRole("button", { name: "登录", exact: true }).click();
  }

  const signOut = async (page: Page): Promise<void> => {
    await page.getByRole("button", { name: "退出", exact: true }).click();
    await page.waitForURL("**/sign-in?out=1");
  };

  /** The code that an authenticator app would show, some steps of thirty seconds from now. */
  const codeOf = (key: string, steps = 0): string =>
    new TOTP({ secret: Secret.fromBase32(key.replace(/ /g, "")) }).generate({ timestamp: Date.now() + steps * 30_000 });

  test.each([
    ["with scripts, on a wide screen", true, 1440],
    ["without scripts, on a phone", false, 390],
  ])("an authenticator app is set up and asked for from then on, %s", async (_name, javaScript, width) => {
    const login = await somebody();
    await browser.withPage({ javaScript, width }, async (page) => {
      await givePassword(page, login);
      await page.waitForURL("**/triage");
      await page.goto("/account");
      await page.getByText("建议设置第二验证方式").waitFor();
      await page.getByRole("link", { name: "管理第二验证方式" }).click();
      await page.getByRole("button", { name: "开始设置" }).click();
      const key = (await page.locator(".font-code.select-all").textContent()) ?? "";
      await page.fill("[name=code]", "000000");
      await page.fill("[name=label]", "办公手机");
      await page.getByRole("button", { name: "完成设置" }).click();
      await page.getByText("验证码不对").first().waitFor();
      expect(await page.inputValue("[name=label]")).toBe("办公手机");
      await page.fill("[name=code]", codeOf(key, -1));
      await page.getByRole("button", { name: "完成设置" }).click();
      await page.getByText("请现在保存这十个恢复码").waitFor();
      const codes = await page.getByRole("list", { name: "十个恢复码" }).getByRole("listitem").allTextContents();
      expect(codes).toHaveLength(10);
      await page.goto("/account/second-factor");
      await page.getByText("办公手机").first().waitFor();
      await signOut(page);

      await givePassword(page, login);
      await page.waitForURL("**/sign-in/confirm");
      // Half the way in is not in.
      await page.goto("/triage");
      expect(new URL(page.url()).pathname).toBe("/sign-in/confirm");
      await page.fill("[name=code]", codeOf(key, -1));
      await page.getByRole("button", { name: "验证", exact: true }).click();
      await page.getByText("或者已经用过").first().waitFor();
      await page.fill("[name=code]", codeOf(key));
      await page.getByRole("button", { name: "验证", exact: true }).click();
      await page.waitForURL("**/triage");
      await signOut(page);

      await givePassword(page, login);
      await page.getByText("使用恢复码", { exact: false }).first().click();
      await page.fill("[name=recovery]", codes[0]?.toLowerCase().replace("-", " ") ?? "");
      await page.getByRole("button", { name: "用恢复码验证" }).click();
      await page.waitForURL("**/triage");
      await page.goto("/account");
      await page.getByText("还剩 9 个").waitFor();
    });
  });

  interface Authenticator {
    /** Whether it says from now on that its owner was verified. */
    verifies(owner: boolean): Promise<void>;
  }

  /** An authenticator in the browser that knows its owner. */
  async function authenticator(page: Page): Promise<Authenticator> {
    const session = await page.context().newCDPSession(page);
    await session.send("WebAuthn.enable");
    const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    return {
      verifies: async (owner) => {
        await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: owner });
      },
    };
  }

  test("a passkey is made, confirms a password, and later signs in alone", async () => {
    const login = await somebody();
    await browser.withPage({ width: 1440 }, async (page) => {
      await authenticator(page);
      await givePassword(page, login);
      await page.waitForURL("**/triage");
      await page.goto("/account/second-factor");
      await page.getByRole("button", { name: "添加通行密钥" }).click();
      await page.getByText("请现在保存这十个恢复码").waitFor();
      await page.getByRole("link", { name: "已保存，继续" }).click();
      await page.waitForURL("**/triage");
      await signOut(page);

      await givePassword(page, login);
      await page.getByRole("button", { name: "用通行密钥验证" }).click();
      await page.waitForURL("**/triage");
      await signOut(page);

      await page.goto("/sign-in?next=%2Faccount");
      await page.getByRole("button", { name: "用通行密钥登录" }).click();
      await page.waitForURL("**/account");
      await page.getByText("已设置 1 种").waitFor();
    });
  });

  test("a passkey's answer counts once, and without its owner verified it does not sign in alone", async () => {
    const login = await somebody();
    await browser.withPage({}, async (page) => {
      const key = await authenticator(page);
      await givePassword(page, login);
      await page.waitForURL("**/triage");
      await page.goto("/account/second-factor");
      await page.getByRole("button", { name: "添加通行密钥" }).click();
      await page.getByText("请现在保存这十个恢复码").waitFor();
      await signOut(page);

      let sent = "";
      page.on("request", (request) => {
        if (request.method() === "POST" && new URL(request.url()).pathname === "/sign-in") {
          sent = request.postData() ?? "";
        }
      });
      await page.getByRole("button", { name: "用通行密钥登录" }).click();
      await page.waitForURL("**/triage");
      await signOut(page);
      const again = await page.evaluate(
        async (body) => (await fetch("/sign-in", { method: "POST", body: new URLSearchParams(body) })).status,
        sent,
      );
      expect(sent).toContain("response=");
      expect(again).toBe(422);

      await key.verifies(false);
      // A page that was tampered with asks the authenticator for less than the portal did.
      await page.route("**/sign-in/passkey", async (route) => {
        const answer = await route.fetch();
        const { step, options } = await answer.json();
        await route.fulfill({ json: { step, options: { ...options, userVerification: "discouraged" } } });
      });
      await page.goto("/sign-in");
      await page.getByRole("button", { name: "用通行密钥登录" }).click();
      await page.getByText("通行密钥没有通过验证").first().waitFor();
    });
  });

  test("a cancelled passkey is answered in words and another way stays open", async () => {
    const login = await somebody();
    await browser.withPage({}, async (page) => {
      await givePassword(page, login);
      await page.waitForURL("**/triage");
      const session = await page.context().newCDPSession(page);
      await session.send("WebAuthn.enable");
      await page.goto("/sign-in");
      await page.goto("/account/second-factor");
      await page.route("**/account/second-factor/passkey", (route) => route.fulfill({ status: 404, body: "" }));
      await page.getByRole("button", { name: "添加通行密钥" }).click();
      await page.getByText("没有完成。").waitFor();
      expect(await page.getByRole("button", { name: "开始设置" }).isEnabled()).toBe(true);
    });
  });

  test("one's sessions: another browser is named and signed out from here, and its next page is the sign-in", async () => {
    const login = await somebody();
    await browser.withPage({ width: 1440 }, async (here) => {
      await browser.withPage({}, async (there) => {
        await givePassword(there, login);
        await there.waitForURL("**/triage");
        await givePassword(here, login);
        await here.waitForURL("**/triage");
        await here.goto("/account");
        expect(await here.getByRole("row").count()).toBe(3);
        await here.getByRole("button", { name: /^在.*上退出登录$/ }).click();
        await here.getByText("已在那台设备上退出登录。").waitFor();
        await there.goto("/triage");
        expect(new URL(there.url()).pathname).toBe("/sign-in");
      });
      await here.goto("/account");
      expect(await here.getByRole("row").count()).toBe(2);
    });
  });

  test.each([true, false])(
    "a password is changed, with every fault named at its field; scripts: %s",
    async (javaScript) => {
      const login = await somebody();
      await browser.withPage({ javaScript }, async (page) => {
        await givePassword(page, login);
        await page.waitForURL("**/triage");
        await page.goto("/account/password");
        const change = async (current: string, chosen: string, again = chosen) => {
          await page.fill("[name=current]", current);
          await page.fill("[name=chosen]", chosen);
          await page.fill("[name=again]", again);
          await page.getByRole("button", { name: "修改密码" }).click();
        };
        await change("不是这个", "全新的示例口令，也足够长");
        await page.locator("#f-current-error").getByText("现在的密码不对。").waitFor();
        await change(password, "短");
        await page.locator("#f-chosen-error").getByText("新密码太短").waitFor();
        await change(password, "qwerty123456");
        await page.locator("#f-chosen-error").getByText("太常见").waitFor();
        await change(password, "全新的示例口令，也足够长", "另外一个口令，也足够长的");
        await page.locator("#f-again-error").getByText("不一样").waitFor();
        await change(password, "全新的示例口令，也足够长");
        await page.getByText("密码已修改").waitFor();
        await signOut(page);
        await givePassword(page, login, "全新的示例口令，也足够长");
        await page.waitForURL("**/triage");
      });
    },
  );

  test.each([390, 1440])("every page stands at %i px and axe finds nothing", async (width) => {
    const login = await somebody();
    await browser.withPage({ width }, async (page) => {
      await page.goto("/sign-in");
      await isFit(page, `sign-in-${width}`);
      await givePassword(page, login);
      await page.waitForURL("**/triage");
      await page.goto("/account");
      await isFit(page, `account-bare-${width}`);
      await page.goto("/account/password");
      await isFit(page, `password-${width}`);
      await page.goto("/account/recovery-codes");
      await isFit(page, `codes-none-${width}`);
      await page.goto("/account/second-factor");
      await isFit(page, `factors-none-${width}`);
      await page.getByRole("button", { name: "开始设置" }).click();
      await page.getByText("完成设置").waitFor();
      const key = (await page.locator(".font-code.select-all").textContent()) ?? "";
      await page.getByRole("button", { name: "完成设置" }).click();
      await page.getByText("请填写验证器应用显示的验证码。").first().waitFor();
      await isFit(page, `factors-setting-up-${width}`);
      await page.fill("[name=code]", codeOf(key, -1));
      await page.getByRole("button", { name: "完成设置" }).click();
      await page.getByText("请现在保存这十个恢复码").waitFor();
      await isFit(page, `codes-fresh-${width}`);
      await page.goto("/account/second-factor");
      await page.getByText("改名", { exact: true }).click();
      await isFit(page, `factors-one-${width}`);
      await page.goto("/account/recovery-codes");
      await isFit(page, `codes-left-${width}`);
      await page.goto("/account");
      await isFit(page, `account-${width}`);
      await signOut(page);
      await givePassword(page, login);
      await page.waitForURL("**/sign-in/confirm");
      await page.getByText("使用恢复码", { exact: false }).first().click();
      await page.fill("[name=recovery]", "AAAAA-AAAAA");
      await page.getByRole("button", { name: "用恢复码验证" }).click();
      await page.getByText("恢复码不对").first().waitFor();
      await isFit(page, `confirm-${width}`);
    });
  });
});
