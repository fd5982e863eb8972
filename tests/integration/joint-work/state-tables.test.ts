import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AccountActor, asActor, asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type AccountRole, caseStates, inquiryStates, meetingStates, taskStates } from "#db/schema/index.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase } from "#tests/support/cases.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

// The states of what departments do together on a case, each move tried by everybody in the database itself. The work
// of one desk has its own test, in `triage`; so has retaliation.

type Who = AccountActor | "worker";
type Columns = Readonly<Record<string, string | null>>;

interface Machine {
  readonly table: string;
  readonly states: readonly string[];
  readonly id: () => string;
  /** What a row in this state holds besides, so that nothing but the move can be refused. */
  readonly with: (state: string, accountId: string) => Columns;
  /** Who may move it from where to where: `from>to` by the names of actors. */
  readonly allowed: Readonly<Record<string, readonly string[]>>;
}

let database: TestDatabase;
let portals: TestPortals;
let actors: readonly (readonly [string, Who])[];
const ids = { case: "", meeting: crypto.randomUUID(), task: crypto.randomUUID(), inquiry: crypto.randomUUID() };
const now = "2026-03-02T08:00:00.000Z";
const sealed = "\\x00";

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  ids.case = (await someCase(portals)).caseId;
  for (const department of ["police", "civil_affairs", "education"]) await bringIn(portals, ids.case, department);
  const role = (kind: AccountRole, districts: readonly string[]) =>
    someAccount(database, { kind, department: null, districts });
  const police = await someOfficer(database, "police");
  actors = [
    ["police", police],
    ["lead of police", await someOfficer(database, "police", ["110105"], "lead")],
    ["police elsewhere", await someOfficer(database, "police", ["110108"])],
    ["civil affairs", await someOfficer(database, "civil_affairs")],
    ["education", await someOfficer(database, "education")],
    ["housing", await someOfficer(database, "housing")],
    ["prosecutor", await someOfficer(database, "procuratorate")],
    ["prosecutor elsewhere", await someOfficer(database, "procuratorate", ["110108"])],
    ["coordinator", await role("coordinator", ["*"])],
    ["administrator", await role("admin", ["*"])],
    ["auditor", await role("auditor", ["*"])],
    ["unit lead", await role("unit_lead", [])],
    ["the portal's own job", "worker"],
  ];
  await asOwner(database, async (owner) => {
    await owner`insert into meetings (id, case_id, state, department, called_by, called_at, planned_for, sealed_agenda)
      values (${ids.meeting}, ${ids.case}, 'planned', 'police', ${police.accountId}, ${now}, ${now}, '\\x00')`;
    await owner`insert into meeting_tasks (id, meeting_id, case_id, department, sealed_task, due_at, state)
      values (${ids.task}, ${ids.meeting}, ${ids.case}, 'civil_affairs', '\\x00', ${now}, 'open')`;
    await owner`insert into inquiries
      (id, case_id, asked_by, from_department, to_department, to_district, state, sealed_question, asked_at)
      values (${ids.inquiry}, ${ids.case}, ${police.accountId}, 'police', 'civil_affairs', '110105', 'open', '\\x00', ${now})`;
    // Nobody works the case any more: whether it may close is then a question of its states alone.
    await owner.begin(async (begun) => {
      await begun`set local session_replication_role = replica`;
      await begun`update assignments set state = 'closed' where case_id = ${ids.case}`;
    });
  });
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const machines: readonly Machine[] = [
  {
    table: "meetings",
    states: meetingStates,
    id: () => ids.meeting,
    with: (state, accountId): Columns => ({
      held_at: state === "held" ? now : null,
      sealed_record: state === "planned" ? null : sealed,
      ended_at: state === "planned" ? null : now,
      ended_by: state === "planned" ? null : accountId,
    }),
    allowed: { "planned>held": ["police", "lead of police"], "planned>cancelled": ["police", "lead of police"] },
  },
  {
    table: "meeting_tasks",
    states: taskStates,
    id: () => ids.task,
    with: (state, accountId): Columns => ({
      sealed_result: state === "done" ? sealed : null,
      done_at: state === "done" ? now : null,
      done_by: state === "done" ? accountId : null,
    }),
    allowed: { "open>done": ["civil affairs"] },
  },
  {
    table: "inquiries",
    states: inquiryStates,
    id: () => ids.inquiry,
    with: (state, accountId): Columns => ({
      sealed_answer: state === "answered" ? sealed : null,
      ended_at: state === "open" ? null : now,
      ended_by: state === "open" ? null : accountId,
    }),
    allowed: { "open>answered": ["civil affairs"], "open>withdrawn": ["police", "lead of police"] },
  },
  {
    table: "cases",
    states: caseStates,
    id: () => ids.case,
    with: (state): Columns => ({
      closed_at: state === "open" ? null : now,
      // Web processes may not so much as name these.
      ...(state === "sealed" ? { sealed_at: now, kept_until: now } : {}),
    }),
    allowed: {
      "open>closed": ["police", "lead of police", "civil affairs", "education", "prosecutor", "the portal's own job"],
      "closed>open": ["the portal's own job"],
      "closed>sealed": ["the portal's own job"],
    },
  },
];

class Undo extends Error {}

/** Whether the database lets somebody move a row to a state; undone at once. */
async function lets(who: Who, { table, id, with: held }: Machine, to: string): Promise<boolean> {
  let moved = false;
  const values = { state: to, ...held(to, who === "worker" ? "" : who.accountId) };
  const attempt = async (tx: Tx) => {
    const set = sql.join(
      Object.entries(values).map(([column, value]) => sql`${sql.identifier(column)} = ${value}`),
      sql`, `,
    );
    const rows = await tx.execute(sql`update ${sql.identifier(table)} set ${set} where id = ${id()} returning id`);
    moved = rows.length === 1;
    throw new Undo();
  };
  try {
    await (who === "worker" ? asSystem(portals.worker.db, "test", attempt) : asActor(portals.web.db, who, attempt));
  } catch (error) {
    const refusedByDatabase = error instanceof Error && error.cause instanceof Error && "code" in error.cause;
    if (!(error instanceof Undo) && !refusedByDatabase) throw error;
  }
  return moved;
}

describe.each(machines.map((machine) => [machine.table, machine] as const))("%s", (table, machine) => {
  test.each(machine.states)("from %s: whoever tries whatever, the database does what the table says", async (from) => {
    const [, someone] = actors[0] ?? [];
    await asOwner(database, (owner) =>
      owner.begin(async (begun) => {
        await begun`set local session_replication_role = replica`;
        const held = { state: from, ...machine.with(from, typeof someone === "object" ? someone.accountId : "") };
        await begun`update ${begun(table)} set ${begun(held)} where id = ${machine.id()}`;
      }),
    );
    const differs: string[] = [];
    for (const [name, who] of actors) {
      for (const to of machine.states.filter((state) => state !== from)) {
        const may = await lets(who, machine, to);
        if (may !== (machine.allowed[`${from}>${to}`]?.includes(name) ?? false))
          differs.push(`${name}: ${from} > ${to} ${may ? "let through" : "refused"}`);
      }
    }
    expect(differs).toEqual([]);
  });
});
