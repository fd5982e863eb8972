import { hkdfSync } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v5 as idFrom } from "uuid";
import { hashPassword } from "#app/accounts/passwords.ts";
import { type Config, readConfig } from "#app/platform/config.ts";
import { openLog } from "#app/platform/log.ts";
import { openPortal, type Portal } from "#app/platform/portal.ts";
import { FilingConflict, fileReport } from "#app/reports/filing.ts";
import { type Db, openDatabase } from "#db/connection.ts";
import { accounts, apiKeys, units } from "#db/schema/index.ts";
import { checkReport } from "#guidelines/report.ts";
import { apiUnit, type DemoAccount, demoAccounts, demoUnits } from "./city.ts";
import { demoReports } from "./reports.ts";

/** The same city has the same ids everywhere, so that loading it twice changes nothing. */
const namespace = "6f5d1b0e-8a34-5a7c-9d5e-2f7b6c1a9e10";
const id = (kind: string, key: string): string => idFrom(`${kind}:${key}`, namespace);

/** Invented for this installation alone, and the same each time: nothing has to be kept. */
function secretFor(config: Config, what: string): string {
  return Buffer.from(hkdfSync("sha256", config.keyRing.current, "", `demo:${what}`, 15)).toString("base64url");
}

/**
 * Loads the demo city where nobody can sign in yet: units, people, an API key and a dozen invented reports, which the
 * worker then routes. Always writes `demo.json`, for scripts. Never in production.
 */
async function loadDemoCity(env: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(env, "web");
  if (config.mode === "production") throw new Error("The demo city is never loaded in production mode.");
  const portal = openPortal(config, openLog({ level: "silent", process: "demo" }));
  try {
    const people = demoAccounts(portal.edition);
    if (env.DATABASE_URL) {
      const owner = openDatabase(env.DATABASE_URL, { max: 2, name: "portal demo" });
      try {
        await settle(owner, portal, await whoIsMissing(owner, people));
      } finally {
        await owner.close();
      }
    }
    if (await isSettled(portal, people)) {
      await fileDemoReports(portal);
      writeDemoFile(portal, people);
    }
  } finally {
    await portal.close();
  }
}

/**
 * Whom of the demo's people the database does not have yet: all where nobody can sign in, those whom a later release
 * added where the demo's administrator is there, and nobody in somebody else's database.
 */
async function whoIsMissing({ orm }: Db, people: readonly DemoAccount[]): Promise<readonly DemoAccount[]> {
  const known = new Set((await orm.select({ id: accounts.id }).from(accounts)).map((account) => account.id));
  if (known.size > 0 && !known.has(id("account", "admin"))) return [];
  return people.filter(({ login }) => !known.has(id("account", login)));
}

/** Whether the people in the database are those of the demo: somebody else's database is left alone. */
async function isSettled({ db }: Portal, people: readonly DemoAccount[]): Promise<boolean> {
  const known = await db.orm.select({ id: accounts.id }).from(accounts);
  const ids = new Set(known.map((account) => account.id));
  return people.every(({ login }) => ids.has(id("account", login)));
}

/** Units, the API key, and last the accounts: while there are none, loading begins again. */
async function settle({ sql, orm }: Db, { config, vault }: Portal, people: readonly DemoAccount[]): Promise<void> {
  if (people.length === 0) return;
  const hashed = await Promise.all(
    people.map(async (person) => ({ person, hash: await hashPassword(secretFor(config, person.login)) })),
  );
  await orm
    .insert(units)
    .values(demoUnits.map(({ key, ...unit }) => ({ id: id("unit", key), ...unit })))
    .onConflictDoNothing();
  await orm
    .insert(apiKeys)
    .values({
      id: id("api-key", apiUnit),
      unitId: id("unit", apiUnit),
      keyHash: vault.token("api key", secretFor(config, "api-key")),
      label: "demo",
    })
    .onConflictDoNothing();
  await orm.insert(accounts).values(
    hashed.map(({ person, hash }) => ({
      id: id("account", person.login),
      login: person.login,
      passwordHash: hash,
      role: person.role,
      department: person.department,
      districts: [...person.districts],
      unitId: person.unit === null ? null : id("unit", person.unit),
      displayName: person.displayName,
      email: `${person.login}@portal.example`,
    })),
  );
  await sql`analyze accounts, units`;
}

/** Filed like any other report, so that the worker routes them; filing one again finds the same report. */
async function fileDemoReports(portal: Portal): Promise<void> {
  const now = Date.now();
  for (const { key, minutesAgo, unit, report } of demoReports) {
    const at = new Date(now - minutesAgo * 60_000);
    const checked = checkReport({ ...report, edition: portal.edition.id }, { at, purpose: "filing" });
    if (!checked.ok) throw new Error(`demo report ${key}: ${JSON.stringify(checked.problems)}`);
    const filing = {
      reportId: id("report", key),
      report: checked.report,
      channel: "web" as const,
      unitId: unit === null ? null : id("unit", unit),
      idempotencyKey: `demo:${key}`,
      draft: null,
      at,
    };
    // An earlier release told this report otherwise; what was filed then stays.
    await fileReport(portal, filing).catch((error: unknown) => {
      if (!(error instanceof FilingConflict)) throw error;
    });
  }
}

/** For scripts and for the launcher's table of log-ins: `report-contract.md`. */
function writeDemoFile({ config }: Portal, people: readonly DemoAccount[]): void {
  const file = join(config.dataDir, "demo.json");
  // After a rotation the key in force is no longer the one from which these people's passwords were made.
  if (config.keyRing.tokens !== null && existsSync(file)) return;
  const content = {
    url: config.portalUrl,
    apiKey: secretFor(config, "api-key"),
    accounts: people.map(({ role, department, districts, login }) => ({
      role,
      department,
      districts,
      login,
      password: secretFor(config, login),
    })),
  };
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(content, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

loadDemoCity(process.env).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
