import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe("a database for one test file", () => {
  let one: TestDatabase;
  let two: TestDatabase;
  beforeAll(async () => {
    one = await freshDatabase();
    two = await freshDatabase();
  });
  afterAll(async () => {
    await one.drop();
    await two.drop();
  });

  it.each([
    ["webUrl", "portal_web"],
    ["workerUrl", "portal_worker"],
    ["queueUrl", "portal_queue"],
  ] as const)("lets the role of %s in, who may not rule", async (address, role) => {
    const sql = postgres(one[address], { max: 1 });
    const [who] = await sql`select current_user as name, rolsuper or rolcreaterole or rolbypassrls as rules
      from pg_roles where rolname = current_user`;
    await sql.end();
    expect(who).toEqual({ name: role, rules: false });
  });

  it("is nobody else's", async () => {
    const first = postgres(one.ownerUrl, { max: 1 });
    const second = postgres(two.ownerUrl, { max: 1 });
    await first`create table only_here (id int)`;
    expect(await second`select 1 from pg_tables where tablename = 'only_here'`).toHaveLength(0);
    expect(await second`select 1 from pg_tables where tablename = 'outbox'`).toHaveLength(1);
    await first.end();
    await second.end();
  });
});
