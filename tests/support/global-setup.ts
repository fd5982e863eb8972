import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { loginRoles, migrate, rolePassword } from "#db/migrate.ts";
import { startEmbeddedPostgres } from "#scripts/embedded-postgres.mjs";
import type { ProvidedPostgres } from "./provided.ts";

interface Shared {
  readonly provided: ProvidedPostgres;
  stop(): Promise<void>;
}

/**
 * Each project loads this file for itself, but all run in one process: the first starts the server, the last stops
 * it, and they find each other under this name.
 */
interface Meeting {
  readonly server: Promise<Shared>;
  users: number;
}
declare global {
  var portalTestServer: Meeting | undefined;
}

/** One throw-away PostgreSQL for all test files of a run, with a migrated template that each file clones. */
export default async function provideDatabase(project: TestProject): Promise<() => Promise<void>> {
  const meeting = globalThis.portalTestServer ?? { server: start(), users: 0 };
  globalThis.portalTestServer = meeting;
  meeting.users += 1;
  const { provided, stop } = await meeting.server;
  project.provide("postgres", provided);
  return async () => {
    meeting.users -= 1;
    if (meeting.users > 0) return;
    globalThis.portalTestServer = undefined;
    await stop();
  };
}

async function start(): Promise<Shared> {
  const dir = mkdtempSync(join(tmpdir(), "portal-tests-"));
  chmodSync(dir, 0o755);
  const server = await startEmbeddedPostgres({ dir, kind: "throwaway" });
  try {
    const masterKey = randomBytes(32);
    const passwords = Object.fromEntries(loginRoles.map((role) => [role, rolePassword(masterKey, role)]));
    await migrate({ ownerUrl: server.ownerUrl, passwords, withQueueDatabase: false });
    const template = new URL(server.ownerUrl);
    const admin = new URL(server.ownerUrl);
    admin.pathname = "/postgres";
    return {
      provided: {
        adminUrl: admin.toString(),
        template: template.pathname.slice(1),
        masterKey: masterKey.toString("base64"),
      },
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
