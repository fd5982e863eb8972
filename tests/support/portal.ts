import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import type { Config } from "#app/platform/config.ts";
import { openPortal, type Portal } from "#app/platform/portal.ts";
import { routeReport } from "#app/triage/routing.ts";
import { asSystem } from "#db/actor.ts";
import type { TestDatabase } from "./postgres.ts";

export interface TestPortals {
  /** As the web process has it: role portal_web. */
  readonly web: Portal;
  /** As the worker has it: role portal_worker. */
  readonly worker: Portal;
  /** Does what the routing job does, at once. */
  route(reportId: string, now?: Date): ReturnType<typeof routeReport>;
  close(): Promise<void>;
}

/** Both processes' portals on one test database, with a key pair of their own. */
export function openTestPortals(database: TestDatabase): TestPortals {
  const dataDir = mkdtempSync(join(tmpdir(), "portal-test-"));
  const { privateKey } = generateKeyPairSync("ed25519");
  const config = (process: "web" | "worker", databaseUrl: string): Config => ({
    mode: "demo",
    process,
    databaseUrl,
    queueDatabaseUrl: null,
    redisUrl: null,
    keyRing: { current: database.masterKey, former: [], tokens: null },
    sealSuite: "aes-256-gcm",
    storage: { kind: "disk", folder: join(dataDir, "evidence") },
    clamd: null,
    oidc: null,
    trustedProxies: [],
    signingKey: privateKey,
    formerSigningKeys: [],
    sessionSecret: "a session secret for tests only, long enough",
    smtpUrl: null,
    port: 1,
    host: "127.0.0.1",
    portalUrl: "http://localhost",
    logLevel: "silent",
    dataDir,
  });
  const log = pino({ level: "silent" });
  const web = openPortal(config("web", database.webUrl), log);
  const worker = openPortal(config("worker", database.workerUrl), log);
  return {
    web: { ...web, publicKey: createPublicKey(privateKey) },
    worker,
    route: (reportId, now = new Date()) =>
      asSystem(worker.db, "route-report", (tx) => routeReport(tx, worker, reportId, now)),
    close: async () => {
      await web.close();
      await worker.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
