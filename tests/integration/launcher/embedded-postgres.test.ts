import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "#scripts/embedded-postgres.mjs";

type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>;

const open = 0o755;
/** Only the owner may enter, as with a clone in /root. */
const closed = 0o700;
const asRoot = process.getuid?.() === 0;
const folders: string[] = [];
const servers: Server[] = [];

function folder(mode: number): string {
  const made = mkdtempSync(join(tmpdir(), "portal-cluster-"));
  folders.push(made);
  chmodSync(made, open);
  mkdirSync(join(made, "below"), { mode });
  return join(made, "below", "postgres");
}

async function started(dir: string): Promise<{ server: Server; told: string[] }> {
  const told: string[] = [];
  const server = await startEmbeddedPostgres({ dir, tell: (event) => told.push(event) });
  servers.push(server);
  if (server.folder !== dir) folders.push(server.folder);
  return { server, told };
}

async function ask(server: Server, question: string): Promise<unknown> {
  const sql = postgres(server.ownerUrl, { max: 1 });
  const rows = await sql.unsafe(question);
  await sql.end();
  return rows[0] ? Object.values(rows[0])[0] : undefined;
}

describe("the embedded PostgreSQL", () => {
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop().catch(() => {});
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  });

  it.each([
    ["a folder that everybody may enter", open],
    ["a folder that only its owner may enter", closed],
  ])("keeps what it was given, in %s", async (_, mode) => {
    const dir = folder(mode);
    const first = await started(dir);
    expect(first.server.fresh).toBe(true);
    await ask(first.server, "create table kept as select 42 as answer");
    await first.server.stop();
    const second = await started(dir);
    expect(second.server.fresh).toBe(false);
    expect(await ask(second.server, "select answer from kept")).toBe(42);
    expect(second.server.folder === dir).toBe(!asRoot || mode === open);
  });

  it("commits for good, listens to this machine alone, and asks for a password", async () => {
    const { server } = await started(folder(open));
    expect(await ask(server, "show synchronous_commit")).toBe("on");
    expect(await ask(server, "show fsync")).toBe("on");
    expect(await ask(server, "show listen_addresses")).toBe("127.0.0.1");
    const stranger = new URL(server.ownerUrl);
    stranger.password = "wrong";
    const sql = postgres(stranger.toString(), { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "28P01" });
    await sql.end();
  });

  it("clears away what was never finished, and makes it anew", async () => {
    const dir = folder(open);
    mkdirSync(join(dir, "cluster.unfinished-abc", "base"), { recursive: true });
    writeFileSync(join(dir, "cluster.unfinished-abc", "PG_VERSION"), "17\n");
    const { server, told } = await started(dir);
    expect(server.fresh).toBe(true);
    expect(told).toContain("half_made");
    expect(readdirSync(dir).filter((name) => name.includes("unfinished"))).toEqual([]);
  });

  it("leaves a damaged cluster alone", async () => {
    const dir = folder(open);
    const { server } = await started(dir);
    await server.stop();
    const control = join(server.folder, "cluster", "global", "pg_control");
    rmSync(control);
    await expect(startEmbeddedPostgres({ dir })).rejects.toMatchObject({ code: "damaged_cluster" });
    expect(existsSync(join(server.folder, "cluster", "PG_VERSION"))).toBe(true);
  });

  it("is not started twice in one folder", async () => {
    const dir = folder(open);
    await started(dir);
    await expect(startEmbeddedPostgres({ dir })).rejects.toMatchObject({ code: "cluster_in_use" });
  });

  it("starts beside a pid file whose number now belongs to somebody else", async () => {
    const dir = folder(open);
    const { server } = await started(dir);
    const file = join(server.folder, "cluster", "postmaster.pid");
    const text = readFileSync(file, "utf8");
    await server.stop();
    writeFileSync(file, text.replace(/^\d+/, String(process.ppid)));
    const again = await started(dir);
    expect(await ask(again.server, "select 1")).toBe(1);
  });

  it("does not share a database with a copy of its folder", async () => {
    const dir = folder(closed);
    const { server } = await started(dir);
    await ask(server, "create table kept as select 1 as one");
    await server.stop();
    // A database beside the copy is copied with it; one that lies elsewhere must not be shared.
    const copy = folder(open);
    cpSync(dir, copy, { recursive: true });
    const original = await started(dir);
    const { server: other } = await started(copy);
    await ask(other, "create table only_in_the_copy (id int)");
    expect(await ask(original.server, "select count(*)::int from pg_tables where tablename = 'only_in_the_copy'")).toBe(
      0,
    );
  });
});
