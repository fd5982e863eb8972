import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { derivedUrls } from "#db/migrate.ts";

export interface TestDatabase {
  readonly ownerUrl: string;
  readonly webUrl: string;
  readonly workerUrl: string;
  /** BullMQ's database beside it, empty. */
  readonly queueUrl: string;
  /** The key from which the roles' passwords were derived; also a master key for what the test encrypts. */
  readonly masterKey: Buffer;
  drop(): Promise<void>;
}

/**
 * A database of its own with the schema in place, cloned from a template: call it once a test file and `drop` it
 * at the end. The login roles are shared by the whole server and have the same passwords everywhere.
 */
export function freshDatabase(): Promise<TestDatabase> {
  return cloned(inject("postgres").template);
}

/** A second database with the same rows, ids and sessions. Nobody may be connected to the first meanwhile. */
export function twinOf({ ownerUrl }: TestDatabase): Promise<TestDatabase> {
  return cloned(new URL(ownerUrl).pathname.slice(1));
}

async function cloned(template: string): Promise<TestDatabase> {
  const { adminUrl, masterKey: encoded } = inject("postgres");
  const masterKey = Buffer.from(encoded, "base64");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const queueName = `${name}_queue`;
  await withAdmin(adminUrl, async (sql) => {
    await sql`create database ${sql(name)} template ${sql(template)}`;
    await sql`create database ${sql(queueName)} owner portal_queue`;
  });
  const ownerUrl = withDatabase(adminUrl, name);
  const { web, worker, queue } = derivedUrls(ownerUrl, masterKey);
  return {
    ownerUrl,
    webUrl: web,
    workerUrl: worker,
    queueUrl: queue,
    masterKey,
    drop: () =>
      withAdmin(adminUrl, async (sql) => {
        await sql`drop database if exists ${sql(name)} with (force)`;
        await sql`drop database if exists ${sql(queueName)} with (force)`;
      }),
  };
}

async function withAdmin(adminUrl: string, act: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    await act(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
