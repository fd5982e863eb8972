import { afterAll, beforeAll, expect, test } from "vitest";
import { assignmentMoves, moves, nextState, Refusal } from "#app/triage/rules.ts";
import { type AccountActor, asActor, asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type AccountRole, assignmentStates } from "#db/schema/index.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { movesOn } from "#tests/support/moves.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

type Maker = (typeof assignmentMoves)[keyof typeof assignmentMoves]["maker"];

let database: TestDatabase;
let portals: TestPortals;
let assignmentId: string;
/** Everybody who might try, and whose moves are theirs on this work of civil affairs in 110108, sent there from 110105. */
let actors: readonly (readonly [string, AccountActor | "worker", readonly Maker[]])[];

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  const on = movesOn(portals);
  const { caseId, assignmentId: sentId } = await on.routed("civil_affairs");
  assignmentId = crypto.randomUUID();
  // As a transfer leaves it: the sender informed, the receiver with new work.
  await asOwner(database, async (sql) => {
    await sql`insert into assignments select (jsonb_populate_record(a, jsonb_build_object('id', ${assignmentId}::text,
      'district', '110108', 'predecessor_id', ${sentId}::text, 'state', 'withdrawn'))).* from assignments a where id = ${sentId}`;
    await sql.begin(async (begun) => {
      await begun`set local session_replication_role = replica`;
      await begun`update assignments set state = 'transferred', successor_id = ${assignmentId} where id = ${sentId}`;
      await begun`update case_access set kind = 'informed' where case_id = ${caseId} and department = 'civil_affairs' and district = '110105'`;
    });
  });
  const both = ["110105", "110108"];
  const role = (kind: AccountRole, districts: readonly string[]) =>
    someAccount(database, { kind, department: null, districts });
  actors = [
    ["officer of the desk", await someOfficer(database, "civil_affairs", ["110108"]), ["desk"]],
    ["lead of the desk", await someOfficer(database, "civil_affairs", ["110108"], "lead"), ["desk"]],
    ["officer of the desk that sent it", await someOfficer(database, "civil_affairs", ["110105"]), ["sender"]],
    ["lead of the desk that sent it", await someOfficer(database, "civil_affairs", ["110105"], "lead"), ["sender"]],
    ["officer of both desks", await someOfficer(database, "civil_affairs", both), ["desk", "sender"]],
    ["officer of another desk of the department", await someOfficer(database, "civil_affairs", ["110101"]), []],
    ["police on the case", await someOfficer(database, "police", both), []],
    ["prosecutor", await someOfficer(database, "procuratorate", both), []],
    ["lead of the procuratorate", await someOfficer(database, "procuratorate", both, "lead"), ["reviewer"]],
    ["lead of the procuratorate elsewhere", await someOfficer(database, "procuratorate", ["110101"], "lead"), []],
    ["coordinator", await role("coordinator", ["*"]), ["reviewer"]],
    ["coordinator elsewhere", await role("coordinator", ["110101"]), []],
    ["administrator", await role("admin", ["*"]), []],
    ["auditor", await role("auditor", ["*"]), []],
    ["unit lead", await role("unit_lead", []), []],
    ["the portal's own job", "worker", ["desk", "reviewer", "sender"]],
  ];
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

class Undo extends Error {}

/** Whether the database lets somebody move the work to a state; undone at once. */
async function lets(who: AccountActor | "worker", to: string): Promise<boolean> {
  let moved = false;
  const attempt = async (tx: Tx) => {
    const rows = await tx.execute(
      `update assignments set state = '${to}', version = version + 1 where id = '${assignmentId}' returning id`,
    );
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

/** What the table of the rules says: some move leads there, and it is this maker's. */
const allowed = (makers: readonly Maker[], from: string, to: string): boolean =>
  moves.some((move) => {
    const rule = assignmentMoves[move];
    const leadsTo = rule.to === "before" ? ["new", "accepted"] : [rule.to];
    return (
      makers.includes(rule.maker) && rule.from.some((state) => state === from) && leadsTo.some((state) => state === to)
    );
  });

test.each(assignmentStates)("from %s: whoever tries whatever, the database does what the table says", async (from) => {
  await asOwner(database, (sql) =>
    sql.begin(async (begun) => {
      await begun`set local session_replication_role = replica`;
      await begun`update assignments set state = ${from} where id = ${assignmentId}`;
    }),
  );
  const differs: string[] = [];
  for (const [name, who, makers] of actors) {
    for (const to of assignmentStates.filter((state) => state !== from)) {
      const may = await lets(who, to);
      if (may !== allowed(makers, from, to))
        differs.push(`${name}: ${from} > ${to} ${may ? "let through" : "refused"}`);
    }
  }
  expect(differs).toEqual([]);
});

test("and in code: every state, move and role is allowed by the table or refused with a reason", () => {
  const roles: readonly AccountRole[] = ["officer", "lead", "coordinator", "admin", "auditor", "unit_lead"];
  for (const move of moves) {
    for (const state of assignmentStates) {
      for (const role of roles) {
        const rule = assignmentMoves[move];
        const may = rule.by.includes(role) && rule.from.includes(state);
        const attempt = () => nextState(move, state, role, "accepted");
        if (may) expect(attempt(), `${move} ${state} ${role}`).toBe(rule.to === "before" ? "accepted" : rule.to);
        else expect(attempt, `${move} ${state} ${role}`).toThrow(Refusal);
      }
    }
  }
});
