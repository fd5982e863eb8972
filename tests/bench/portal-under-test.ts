import { execFileSync } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { openVault } from "#app/platform/crypto.ts";
import { derivedUrls, loginRoles, migrate, rolePassword } from "#db/migrate.ts";
import { startEmbeddedPostgres } from "#scripts/embedded-postgres.mjs";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import type { TestDatabase } from "#tests/support/postgres.ts";

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface PortalUnderTest {
  readonly app: RunningApp;
  readonly database: TestDatabase;
  /** The bare driver as the database's superuser: for floors and for looking. */
  readonly sql: postgres.Sql;
  /** Files one report over the API, as a hospital's system would. */
  file(body: string): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * The real thing on a throw-away server: web, worker, PostgreSQL, and a unit with a key. `root` is another tree of the
 * portal, which then also makes its own tables.
 */
export async function startPortalUnderTest(
  env: Readonly<Record<string, string>> = {},
  root?: string,
): Promise<PortalUnderTest> {
  const dir = mkdtempSync(join(tmpdir(), "portal-bench-"));
  chmodSync(dir, 0o755);
  const server = await startEmbeddedPostgres({ dir, kind: "kept" });
  const masterKey = randomBytes(32);
  if (root === undefined) {
    const passwords = Object.fromEntries(loginRoles.map((role) => [role, rolePassword(masterKey, role)]));
    await migrate({ ownerUrl: server.ownerUrl, passwords, withQueueDatabase: true });
  } else {
    execFileSync(process.execPath, ["--import", "tsx", "db/migrate.ts"], {
      cwd: root,
      env: { ...process.env, DATABASE_URL: server.ownerUrl, MASTER_KEY: masterKey.toString("base64") },
    });
  }
  const { web, worker, queue } = derivedUrls(server.ownerUrl, masterKey);
  const database: TestDatabase = {
    ownerUrl: server.ownerUrl,
    webUrl: web,
    workerUrl: worker,
    queueUrl: queue,
    masterKey,
    drop: server.stop,
  };
  const sql = postgres(server.ownerUrl, { max: 8, onnotice: () => {} });
  const key = randomBytes(24).toString("base64url");
  const unitId = randomUUID();
  await sql`insert into units (id, name, profession, district) values (${unitId}, '示例医院', 'medical', '110105')`;
  await sql`insert into api_keys (id, unit_id, key_hash, label)
    values (${randomUUID()}, ${unitId}, ${openVault(masterKey).token("api key", key)}, 'bench')`;
  const app = await startApp(database, root === undefined ? { env } : { env, root });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    app,
    database,
    sql,
    file: (body) =>
      post(agent, `${app.url}/api/v1/reports`, body, {
        Authorization: `Bearer ${key}`,
        "Idempotency-Key": randomUUID(),
      }),
    stop: async () => {
      agent.destroy();
      await app.stop();
      await sql.end();
      await server.stop();
    },
  };
}

/** One JSON request over a kept connection; the plain client, so that little of the machine goes to the load. */
export function post(
  agent: Agent,
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        agent,
        headers: { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
