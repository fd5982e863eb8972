import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { anyone, asActor } from "#db/actor.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { letThrough } from "./matrix/forging.ts";
import { type OneCase, oneCase } from "./matrix/one-case.ts";
import { columnsFor, triedByEverybody } from "./matrix/tried.ts";

const WhoMaySee = z.strictObject({
  people: z.record(z.string(), z.string()),
  groups: z.record(z.string(), z.array(z.string())),
  rows: z.record(z.string(), z.record(z.string(), z.string().regex(/^r?a?c?d?$/))),
  columns: z.record(z.string(), z.strictObject({ web: z.string().optional(), worker: z.string().optional() })),
});
const file = fileURLToPath(new URL("../../../db/who-may-see.yaml", import.meta.url));
const table = WhoMaySee.parse(parse(readFileSync(file, "utf8")));

/** What the table says of one row, group by group; the later line wins, as in the file. */
function expected(row: string): Record<string, string> {
  const said = Object.fromEntries(Object.keys(table.people).map((name) => [name, ""]));
  for (const [name, letters] of Object.entries(table.rows[row] ?? {})) {
    for (const one of table.groups[name] ?? [name]) said[one] = letters;
  }
  return said;
}

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let found: OneCase;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  found = await oneCase(database, portals);
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

describe("who may read, add, change and delete", () => {
  test.each(Object.keys(table.rows))("%s", { timeout: 60_000 }, async (name) => {
    const { letters, lies } = await triedByEverybody(owner, portals, found, name);
    expect(letters).toEqual(expected(name));
    expect(lies, "rows that say what is not true").toEqual(new Set(letThrough[name]));
  });
});

describe("the table", () => {
  test("speaks of everybody and of every table", async () => {
    expect(new Set(Object.keys(found.people))).toEqual(new Set(Object.keys(table.people)));
    const tables =
      await owner`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')`;
    const spokenOf = new Set(Object.keys(table.rows).map((name) => name.split(" ", 1)[0]));
    expect(spokenOf).toEqual(new Set(tables.map(({ relname }) => relname)));
    expect(new Set(Object.keys(table.rows))).toEqual(new Set(Object.keys(found.targets)));
  });

  test("names the columns that may be changed where not all of them may", async () => {
    const granted: Record<string, { web?: string; worker?: string }> = {};
    const tables =
      await owner`select relname, oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`;
    for (const { relname, oid } of tables) {
      for (const [side, role] of [
        ["web", "portal_web"],
        ["worker", "portal_worker"],
      ] as const) {
        const [whole] = await owner`select has_table_privilege(${role}, ${oid}::oid, 'UPDATE') as may`;
        const columns = whole?.may ? [] : await columnsFor(owner, relname, "UPDATE", role);
        if (columns.length > 0) granted[relname] = { ...granted[relname], [side]: columns.join(" ") };
      }
    }
    expect(granted).toEqual(table.columns);
  });
});

describe("whatever the actor", () => {
  test("row-level security is forced on all but the two lists that triggers keep, and the registers without case content", async () => {
    const tables = await owner`select relname, relrowsecurity, relforcerowsecurity from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    const named = (pick: (table: postgres.Row) => boolean) =>
      new Set(tables.filter(pick).map(({ relname }) => relname));
    expect(named((one) => one.relrowsecurity && !one.relforcerowsecurity)).toEqual(
      new Set(["case_access", "personal_access", "accounts", "invitations"]),
    );
    expect(named((one) => !one.relrowsecurity)).toEqual(
      new Set(["units", "api_keys", "sign_in_steps", "rate_limits", "installation_keys", "audit_head"]),
    );
  });

  test("web and worker own no table, and without an actor the web sees nothing at all", async () => {
    const owned = await owner`select tablename from pg_tables where tableowner in ('portal_web', 'portal_worker')`;
    expect(owned).toHaveLength(0);
    for (const name of ["cases", "reports", "assignments", "case_events", "receipts", "audit_entries", "evidence"]) {
      expect(await portals.web.db.sql`select 1 from ${portals.web.db.sql(name)} limit 1`).toHaveLength(0);
    }
  });

  test("the web cannot act as the system", async () => {
    const pretended = await portals.web.db.sql.begin(async (sql) => {
      await sql`select set_config('portal.actor_kind', 'system', true)`;
      return sql`select 1 from cases limit 1`;
    });
    expect(pretended).toHaveLength(0);
  });

  test("an actor does not outlive its transaction", async () => {
    await asActor(portals.web.db, anyone, (tx) => tx.execute("select 1"));
    const left = await Promise.all(
      Array.from({ length: 20 }, () => portals.web.db.sql`select current_setting('portal.actor_kind', true) as kind`),
    );
    expect(left.map(([row]) => row?.kind || null)).toEqual(Array.from({ length: 20 }, () => null));
  });
});

test("that cases were joined or kept apart is read on the timeline by who reads the reports, not by who is informed", async () => {
  for (const kind of ["cases_joined", "kept_apart", "join_undone"]) {
    await owner`insert into case_events (id, case_id, kind, at) values (gen_random_uuid(), ${found.caseId}, ${kind}, now())`;
  }
  const readBy = async (who: string) => {
    const actor = found.people[who];
    if (typeof actor !== "object") throw new Error(`nobody is ${who}`);
    const where = `case_id = '${found.caseId}' and kind in ('cases_joined', 'kept_apart', 'join_undone')`;
    return (await asActor(portals.web.db, actor, (tx) => tx.execute(`select 1 from case_events where ${where}`)))
      .length;
  };
  expect([await readBy("police"), await readBy("police_informed")]).toEqual([3, 0]);
});

describe("with time", () => {
  const reads = async (name: string, who: string): Promise<string> => {
    const target = found.targets[name];
    const actor = found.people[who];
    if (target === undefined || typeof actor !== "object") throw new Error(`nobody to read ${name}`);
    const rows = await asActor(portals.web.db, actor, (tx) =>
      tx.execute(`select 1 from ${target.table} where ${target.where}`),
    );
    return rows.length > 0 ? "r" : "";
  };

  test("an emergency access ends with its hour, and at once when it was found unjustified", async () => {
    expect(await reads("reports", "housing_emergency")).toBe("r");
    await owner`update personal_access set until = now() - interval '1 second' where kind = 'emergency'`;
    for (const row of ["cases", "reports", "parties", "case_notes shared", "data_keys"]) {
      expect(await reads(row, "housing_emergency"), row).toBe("");
    }
    await owner`update personal_access set until = now() + interval '1 hour' where kind = 'emergency'`;
    expect(await reads("reports", "housing_emergency")).toBe("r");
    await owner`update emergency_accesses set outcome = 'unjustified', reviewed_at = now()`;
    expect(await reads("cases", "housing_emergency")).toBe("");
  });

  test("a reporter's identity closes again when its time is over", async () => {
    expect(await reads("reporter_identities", "womens_federation_granted")).toBe("r");
    await owner`update personal_access set until = now() - interval '1 second' where kind = 'reporter_identity'`;
    expect(await reads("reporter_identities", "womens_federation_granted")).toBe("");
  });

  test("a recusal that was ended lets the officer in again", async () => {
    expect(await reads("cases", "police_recused")).toBe("");
    await owner`update recusals set ended_at = now()`;
    expect(await reads("cases", "police_recused")).toBe("r");
  });

  test("a sealed case shows its row and states, and nothing of its contents, to anybody", async () => {
    await owner`update case_holds set released_at = now()`;
    // The way there is tested with retention; here the work is simply over.
    await owner`set session_replication_role = replica`;
    await owner`update assignments set state = 'closed' where case_id = ${found.caseId}`;
    await owner`update interventions set state = 'declined', ended_at = now() where case_id = ${found.caseId}`;
    await owner`set session_replication_role = origin`;
    await owner`update cases set state = 'closed', closed_at = now() where id = ${found.caseId}`;
    await owner`update cases set state = 'sealed', sealed_at = now(), kept_until = now() + interval '1 year' where id = ${found.caseId}`;
    for (const who of ["police", "police_lead", "civil_affairs", "justice", "procuratorate", "procuratorate_lead"]) {
      expect(await reads("cases", who), who).toBe("r");
      for (const row of Object.keys(found.targets).filter((name) => contents.test(name))) {
        expect(await reads(row, who), `${who}: ${row}`).toBe("");
      }
    }
  });
});

const contents =
  /^(interventions|intervention_moves|intervention_secrets|reports|reporter_identities|unit_reports|supplements|parties|case_notes|evidence of the reporter|evidence for)/;
