import { hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { parseKeyRing } from "./key-ring.ts";

const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

/** The login roles of the portal. None owns a table of the portal's database; `portal_queue` owns BullMQ's. */
export const loginRoles = ["portal_web", "portal_worker", "portal_queue"] as const;
export type LoginRole = (typeof loginRoles)[number];

/** A role's password where the operator gives no address of its own: derived from the master key, never stored. */
export function rolePassword(masterKey: Buffer, role: LoginRole): string {
  return Buffer.from(hkdfSync("sha256", masterKey, "", `role:${role}`, 32)).toString("hex");
}

/** The address of a role on the server of `ownerUrl`; `database` defaults to the same one. */
export function roleUrl(ownerUrl: string, role: LoginRole, password: string, database?: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = password;
  if (database !== undefined) url.pathname = `/${encodeURIComponent(database)}`;
  return url.toString();
}

/** BullMQ's own database beside the portal's: `<name>_queue`. */
export function queueDatabaseOf(ownerUrl: string): string {
  return `${decodeURIComponent(new URL(ownerUrl).pathname.slice(1)) || "portal"}_queue`;
}

/** The addresses that web, worker and queue use when only the owner's is given. */
export function derivedUrls(ownerUrl: string, masterKey: Buffer) {
  return {
    web: roleUrl(ownerUrl, "portal_web", rolePassword(masterKey, "portal_web")),
    worker: roleUrl(ownerUrl, "portal_worker", rolePassword(masterKey, "portal_worker")),
    queue: roleUrl(ownerUrl, "portal_queue", rolePassword(masterKey, "portal_queue"), queueDatabaseOf(ownerUrl)),
  };
}

/** Where an operator gives a role's own address. */
const addressOf = {
  portal_web: "DATABASE_WEB_URL",
  portal_worker: "DATABASE_WORKER_URL",
  portal_queue: "QUEUE_DATABASE_URL",
} as const satisfies Record<LoginRole, string>;

export interface MigrationOptions {
  /** A login that may create roles and owns, or will own, the portal's tables. */
  readonly ownerUrl: string;
  /** Passwords are set for these roles; a role that is left out must exist already. */
  readonly passwords: Partial<Record<LoginRole, string>>;
  /** Also create BullMQ's database. Not needed where REDIS_URL is set. */
  readonly withQueueDatabase: boolean;
}

/** Brings roles, the queue's database and the schema up to date. Safe to run again, and by two processes at once. */
export async function migrate({ ownerUrl, passwords, withQueueDatabase }: MigrationOptions): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(hashtext('portal migrations'))`;
    for (const role of loginRoles) await ensureRole(sql, role, passwords[role]);
    if (withQueueDatabase) await ensureQueueDatabase(sql, queueDatabaseOf(ownerUrl));
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function ensureRole(sql: postgres.Sql, role: LoginRole, password: string | undefined): Promise<void> {
  const [known] = await sql`select 1 from pg_roles where rolname = ${role}`;
  if (!known) await sql`create role ${sql(role)} login nosuperuser nocreatedb nocreaterole`.catch(unlessDuplicate);
  if (password === undefined) return;
  await sql.unsafe(`alter role ${role} password '${password.replaceAll("'", "''")}'`).catch((error: unknown) => {
    if (!(error instanceof postgres.PostgresError) || error.code !== "42501") throw error;
    throw new Error(
      `The login in DATABASE_URL may not set the password of ${role}, which another login made. ` +
        `Either "grant ${role} to <that login> with admin option", or give the role's own address in ${addressOf[role]}.`,
    );
  });
}

async function ensureQueueDatabase(sql: postgres.Sql, database: string): Promise<void> {
  const [known] = await sql`select 1 from pg_database where datname = ${database}`;
  if (known) return;
  // Only a member of a role may give it a database; a superuser needs no membership.
  await sql`grant portal_queue to current_user`.catch(unlessDuplicate);
  await sql`create database ${sql(database)} owner portal_queue`.catch(unlessDuplicate);
}

/** Another process made it in the same moment: that is what was wanted. */
function unlessDuplicate(error: unknown): void {
  const code = error instanceof postgres.PostgresError ? error.code : null;
  if (code !== "42710" && code !== "42P04" && code !== "23505") throw error;
}

/** The master key in force as the environment gives it, or null. */
export function masterKeyFrom(env: NodeJS.ProcessEnv): Buffer | null {
  const encoded = env.MASTER_KEY || (env.MASTER_KEY_FILE ? readFileSync(env.MASTER_KEY_FILE, "utf8") : "");
  return encoded.trim() ? (parseKeyRing(encoded)?.current ?? null) : null;
}

/** Migrates the database that the environment names; see the variables in `app/platform/config.ts`. */
export async function migrateAsConfigured(env: NodeJS.ProcessEnv): Promise<void> {
  const ownerUrl = env.DATABASE_URL;
  if (!ownerUrl) throw new Error("DATABASE_URL is missing: the address of the login that owns the portal's tables.");
  const masterKey = masterKeyFrom(env);
  const explicit = env.DATABASE_WEB_URL && env.DATABASE_WORKER_URL;
  if (masterKey === null && !explicit) {
    throw new Error(
      "MASTER_KEY or MASTER_KEY_FILE is missing: without it, give DATABASE_WEB_URL and DATABASE_WORKER_URL.",
    );
  }
  await migrate({
    ownerUrl,
    passwords: Object.fromEntries(
      loginRoles.flatMap((role) =>
        givenUrl(env, role) || masterKey === null ? [] : [[role, rolePassword(masterKey, role)]],
      ),
    ),
    withQueueDatabase: !env.REDIS_URL && !env.QUEUE_DATABASE_URL,
  });
}

/** An operator who gives a role its own address keeps its password too. */
function givenUrl(env: NodeJS.ProcessEnv, role: LoginRole): string | undefined {
  return env[addressOf[role]];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  migrateAsConfigured(process.env).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
