import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import postgres from "postgres";
import type { RunningApp } from "./app.ts";
import type { TestDatabase } from "./postgres.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The people of the demo and the API key, as `demo.json` gives them to scripts. */
export interface DemoCity {
  readonly apiKey: string;
  passwordOf(login: string): string;
}

/** Loads the demo city as the launcher does, into a portal that runs already, and waits until its reports are routed. */
export async function loadDemoCity(database: TestDatabase, app: RunningApp): Promise<DemoCity> {
  const child = spawn(process.execPath, ["--import", "tsx", "db/demo/load.ts"], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production" as const,
      PORTAL_MODE: "demo",
      DATABASE_URL: database.ownerUrl,
      DATABASE_WEB_URL: database.webUrl,
      MASTER_KEY: database.masterKey.toString("base64"),
      SIGNING_KEY_FILE: join(app.dataDir, "signing-key.pem"),
      SESSION_SECRET: "a session secret for tests only, long enough",
      PORTAL_URL: app.url,
      DATA_DIR: app.dataDir,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let told = "";
  child.stderr.on("data", (chunk: Buffer) => {
    told += String(chunk);
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`the demo city was not loaded: ${told}`);
  await untilRouted(database);
  const { apiKey, accounts }: { apiKey: string; accounts: { login: string; password: string }[] } = JSON.parse(
    readFileSync(join(app.dataDir, "demo.json"), "utf8"),
  );
  return {
    apiKey,
    passwordOf(login) {
      const account = accounts.find((candidate) => candidate.login === login);
      if (account === undefined) throw new Error(`nobody in the demo is called ${login}`);
      return account.password;
    },
  };
}

async function untilRouted({ ownerUrl }: TestDatabase): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const giveUpAt = Date.now() + 60_000;
    while ((await sql`select 1 from reports where routed_at is null limit 1`).length > 0) {
      if (Date.now() > giveUpAt) throw new Error("the demo's reports were not routed within a minute");
      await pause(50);
    }
  } finally {
    await sql.end();
  }
}

/** Signs somebody in through the form and waits for their desk. */
export async function signIn(page: Page, city: DemoCity, login: string): Promise<void> {
  await page.goto("/sign-in");
  await page.fill("[name=login]", login);
  await page.fill("[name=password]", city.passwordOf(login));
  await page.click("form[action='/sign-in'] button[type=submit]");
  await page.waitForURL(/\/(triage|overview|unit|audit)/);
}
