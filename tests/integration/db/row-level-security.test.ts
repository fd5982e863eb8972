import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileReport } from "#app/reports/filing.ts";
import { receiptCodeHash } from "#app/reports/receipt-code.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { addSupplement } from "#app/reports/supplements.ts";
import { raiseObjection } from "#app/triage/objections.ts";
import { type Actor, asActor } from "#db/actor.ts";
import { someAccount, someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let actors: Record<ActorName, Actor>;
let presented: Buffer;

/** Who may read how much of one routed case, with a supplement and an objection: "Who sees what" of the domain. */
const columns = [
  "police_on_case",
  "civil_affairs_on_case",
  "prosecutor",
  "police_elsewhere",
  "department_without_case",
  "coordinator",
  "coordinator_elsewhere",
  "admin",
  "auditor",
  "own_reporter",
  "other_reporter",
  "anybody",
  "nobody",
] as const;
type ActorName = (typeof columns)[number];

const matrix: Readonly<Record<string, string>> = {
  //                   police civil proc. else none coord else admin audit own other any nobody
  cases: "yes   yes   yes   no   no   yes   no   no    no    yes no    no  no",
  reports: "yes   yes   yes   no   no   no    no   no    no    yes no    no  no",
  reporter_identities: "yes   no    yes   no   no   no    no   no    no    yes no    no  no",
  supplements: "yes   yes   yes   no   no   no    no   no    no    yes no    no  no",
  parties: "yes   yes   yes   no   no   no    no   no    no    no  no    no  no",
  data_keys: "yes   yes   yes   no   no   yes   no   no    no    yes no    no  no",
  routing_decisions: "yes   yes   yes   no   no   no    no   no    no    yes no    no  no",
  assignments: "yes   yes   yes   no   no   yes   no   no    no    yes no    no  no",
  deliveries: "yes   yes   yes   no   no   yes   yes  no    no    yes no    no  no",
  objections: "yes   yes   yes   no   no   yes   no   no    no    no  no    no  no",
  clocks: "yes   yes   yes   no   no   yes   no   no    no    yes no    no  no",
  case_events: "yes   yes   yes   no   no   yes   no   no    no    no  no    no  no",
  case_access: "yes   yes   yes   no   no   no    no   no    no    no  no    no  no",
  receipts: "no    no    no    no   no   no    no   no    no    yes no    no  no",
  drafts: "no    no    no    no   no   no    no   no    no    no  no    no  no",
  blind_indexes: "no    no    no    no   no   no    no   no    no    no  no    no  no",
  notices: "no    no    no    no   no   no    no   no    no    no  no    no  no",
  outbox: "no    no    no    no   no   no    no   no    no    no  no    no  no",
};

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  const filed = await fileReport(portals.web, someFiling({ report: someReport() }));
  await portals.route(filed.reportId);
  presented = receiptCodeHash(portals.web.vault, filed.receiptCode);
  const receipt = await findReceipt(portals.web, filed.receiptCode);
  if (receipt === null) throw new Error("no receipt");
  await addSupplement(portals.web, receipt.reporter, "示例补充", new Date());
  const civilAffairs = await someOfficer(database, "civil_affairs");
  const own = await asActor(portals.web.db, civilAffairs, (tx) =>
    tx.execute<{ id: string }>("select id from assignments where department = 'civil_affairs'"),
  );
  await asActor(portals.web.db, civilAffairs, (tx) =>
    raiseObjection(
      tx,
      portals.web,
      civilAffairs,
      { assignmentId: own[0]?.id ?? "", reason: "示例", proposedDepartment: null, proposedDistrict: "110108" },
      new Date(),
    ),
  );
  const account = (kind: "coordinator" | "admin" | "auditor", districts: string[]) =>
    someAccount(database, { kind, department: null, districts });
  actors = {
    police_on_case: await someOfficer(database, "police"),
    civil_affairs_on_case: civilAffairs,
    prosecutor: await someOfficer(database, "procuratorate"),
    police_elsewhere: await someOfficer(database, "police", ["110108"]),
    department_without_case: await someOfficer(database, "housing"),
    coordinator: await account("coordinator", ["110105"]),
    coordinator_elsewhere: await account("coordinator", ["110108"]),
    admin: await account("admin", ["*"]),
    auditor: await account("auditor", ["*"]),
    own_reporter: receipt.reporter,
    other_reporter: { kind: "reporter", reportId: randomUUID(), caseId: randomUUID() },
    anybody: { kind: "public" },
    nobody: { kind: "draft", draftKey: Buffer.alloc(32) },
  };
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const cells = Object.entries(matrix).flatMap(([table, row]) =>
  row.split(/\s+/).map((cell, index) => [columns[index] as ActorName, cell === "yes", table] as const),
);

test.each(cells)("%s reads: %s (%s)", async (name, may, table) => {
  const count = asActor(portals.web.db, actors[name], (tx) => tx.execute(`select 1 from ${table} limit 1`)).then(
    (rows) => rows.length,
    (error: unknown) => {
      const cause = error instanceof Error && error.cause instanceof postgres.PostgresError ? error.cause : error;
      if (cause instanceof postgres.PostgresError && cause.code === "42501") return 0;
      throw error;
    },
  );
  expect((await count) > 0).toBe(may);
});

test("a receipt is found by presenting its code and by nothing else", async () => {
  const receipt = (codeHash: Buffer) =>
    asActor(portals.web.db, { kind: "receipt", codeHash }, (tx) => tx.execute("select 1 from receipts"));
  expect(await receipt(presented)).toHaveLength(1);
  expect(await receipt(Buffer.alloc(32))).toHaveLength(0);
});

test("every table with row-level security has a row in the matrix, and it is forced on all but the access list", async () => {
  const owner = postgres(database.ownerUrl, { max: 1 });
  const tables = await owner`select relname, relrowsecurity, relforcerowsecurity from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  await owner.end();
  const open = ["units", "accounts", "sessions", "api_keys", "rate_limits"];
  const secured = tables.filter(({ relrowsecurity }) => relrowsecurity).map(({ relname }) => relname);
  expect(new Set(secured)).toEqual(new Set(Object.keys(matrix)));
  expect(new Set(tables.map(({ relname }) => relname))).toEqual(new Set([...secured, ...open]));
  expect(
    tables.filter((table) => table.relrowsecurity && !table.relforcerowsecurity).map(({ relname }) => relname),
  ).toEqual(["case_access"]);
});

test("web and worker own no table, and without an actor the web sees nothing at all", async () => {
  const owner = postgres(database.ownerUrl, { max: 1 });
  const owned = await owner`select tablename from pg_tables where tableowner in ('portal_web', 'portal_worker')`;
  await owner.end();
  expect(owned).toHaveLength(0);
  for (const table of ["cases", "reports", "assignments", "case_events", "receipts"]) {
    expect(await portals.web.db.sql`select 1 from ${portals.web.db.sql(table)} limit 1`).toHaveLength(0);
  }
});

test("the worker sees nothing outside a named job, and the web cannot act as the system", async () => {
  expect(await portals.worker.db.sql`select 1 from cases limit 1`).toHaveLength(0);
  const pretended = await portals.web.db.sql.begin(async (sql) => {
    await sql`select set_config('portal.actor_kind', 'system', true)`;
    return sql`select 1 from cases limit 1`;
  });
  expect(pretended).toHaveLength(0);
});

test("an actor does not outlive its transaction", async () => {
  await asActor(portals.web.db, actors.police_on_case, (tx) => tx.execute("select 1"));
  const left = await Promise.all(
    Array.from({ length: 20 }, () => portals.web.db.sql`select current_setting('portal.actor_kind', true) as kind`),
  );
  expect(left.map(([row]) => row?.kind || null)).toEqual(Array.from({ length: 20 }, () => null));
});

test.each([
  ["cases", "update cases set state = 'closed'"],
  ["reports", "insert into reports (id) values (gen_random_uuid())"],
  ["case_events", "delete from case_events"],
  ["case_events", "update case_events set kind = 'routed'"],
  ["case_access", "insert into case_access values (gen_random_uuid(), 'police', '110105', 'assigned')"],
  ["blind_indexes", "select * from blind_indexes"],
])("an officer of another district changes nothing in %s", async (_table, statement) => {
  const result = asActor(portals.web.db, actors.police_elsewhere, (tx) => tx.execute(statement)).then(
    (rows) => rows.count ?? 0,
    () => 0,
  );
  expect(await result).toBe(0);
});
