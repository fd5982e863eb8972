import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sweepClocks } from "#app/clocks/sweep.ts";
import { cancelMeeting, finishTask, othersOn, planMeeting, recordMeeting } from "#app/meetings/commands.ts";
import { MeetingRefusal } from "#app/meetings/rules.ts";
import { enterInRegister, leaveRegister, recordVisit } from "#app/visits/commands.ts";
import { type CheckedVisit, RegisterRefusal } from "#app/visits/rules.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let matter: TestCase;
let police: Officer;
let civilAffairs: Officer;
let housing: Officer;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  matter = await someCase(portals);
  police = await someOfficer(database, "police");
  civilAffairs = await someOfficer(database, "civil_affairs");
  housing = await someOfficer(database, "housing");
  for (const department of ["police", "civil_affairs"]) await bringIn(portals, matter.caseId, department);
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const as = <T>(actor: Officer, work: (tx: Tx) => Promise<T>) => asActor(portals.web.db, actor, work);
const day = 86_400_000;
const number = () => matter.number;

const plan = (actor: Officer, over: Partial<Parameters<typeof planMeeting>[3]> = {}) =>
  as(actor, (tx) =>
    planMeeting(
      tx,
      portals.web,
      actor,
      {
        caseNumber: number(),
        agenda: { topic: "示例议题：是否需要临时监护", place: null },
        plannedFor: new Date(),
        departments: ["civil_affairs"],
        ...over,
      },
      new Date(),
    ),
  );
const newestMeeting = async () => {
  const [row] = await owner`select * from meetings order by called_at desc limit 1`;
  if (row === undefined) throw new Error("no meeting");
  return row;
};
const record = (actor: Officer, meetingId: string, version = 1) =>
  as(actor, (tx) =>
    recordMeeting(
      tx,
      portals.web,
      actor,
      {
        caseNumber: number(),
        meetingId,
        version,
        heldAt: new Date(),
        attended: ["police"],
        record: { people: null, discussion: null, decision: "示例决定", cancelledFor: null },
        tasks: [{ department: "civil_affairs", what: "示例任务", dueAt: new Date(Date.now() + day) }],
      },
      new Date(),
    ),
  );

describe("a joint meeting", () => {
  test("asks departments on the case; what it says is sealed; a stranger finds nothing", async () => {
    expect(await as(police, (tx) => othersOn(tx, police, number()))).toContain("civil_affairs");
    expect(await as(housing, (tx) => othersOn(tx, housing, number()))).toBeNull();
    expect(await plan(housing)).toBe("absent");
    expect(await plan(police)).toBe("done");
    const { sealed_agenda: sealed, id } = await newestMeeting();
    expect(String(sealed)).not.toContain("示例");
    expect(await owner`select department, attendance from meeting_desks where meeting_id = ${id} order by 1`).toEqual([
      { department: "civil_affairs", attendance: "invited" },
      { department: "police", attendance: "invited" },
    ]);
    expect(await as(housing, (tx) => tx.execute("select 1 from meetings"))).toHaveLength(0);
  });

  test("is recorded once, by the department that called it; the second is told", async () => {
    const { id } = await newestMeeting();
    expect(await record(civilAffairs, id)).toBe("absent");
    await expect(record(police, id, 7)).rejects.toThrow(new MeetingRefusal("changed_meanwhile"));
    expect(await owner`select 1 from meeting_tasks`).toHaveLength(0);
    expect(await record(police, id)).toBe("done");
    await expect(record(police, id, 2)).rejects.toThrow(new MeetingRefusal("changed_meanwhile"));
    expect(await owner`select attendance from meeting_desks where meeting_id = ${id} order by department`).toEqual([
      { attendance: "absent" },
      { attendance: "attended" },
    ]);
    const kinds = await owner`select kind from case_events where kind like 'meeting%' order by at`;
    expect(kinds.map(({ kind }) => kind)).toEqual(["meeting_planned", "meeting_held"]);
  });

  test("its task is ended by whoever has it, once, with what came of it", async () => {
    const [task] = await owner<{ id: string }[]>`select id from meeting_tasks`;
    const taskId = task?.id ?? "";
    const finish = (actor: Officer, result = "示例结果") =>
      as(actor, (tx) => finishTask(tx, portals.web, actor, { caseNumber: number(), taskId, result }, new Date()));
    expect(await finish(police)).toBe("absent");
    await expect(finish(civilAffairs, " ")).rejects.toThrow(new MeetingRefusal("result_missing"));
    expect(await finish(civilAffairs)).toBe("done");
    await expect(finish(civilAffairs)).rejects.toThrow(new MeetingRefusal("done_meanwhile"));
  });

  test("can be cancelled with a reason, as long as it is planned", async () => {
    await plan(police);
    const { id } = await newestMeeting();
    const cancel = (reason: string) =>
      as(police, (tx) =>
        cancelMeeting(tx, portals.web, police, { caseNumber: number(), meetingId: id, version: 1, reason }, new Date()),
      );
    await expect(cancel("")).rejects.toThrow(new MeetingRefusal("reason_missing"));
    expect(await cancel("示例原因")).toBe("done");
    await expect(cancel("示例原因")).rejects.toThrow(new MeetingRefusal("changed_meanwhile"));
    expect(await newestMeeting()).toMatchObject({ state: "cancelled", held_at: null });
  });

  test("a mistake in a page cannot end what another department called, nor undo what has ended", async () => {
    await plan(police);
    const { id } = await newestMeeting();
    const changed = await as(civilAffairs, (tx) =>
      tx.execute(`update meetings set planned_for = now() where id = '${id}' returning 1`),
    );
    expect(changed).toHaveLength(0);
    const again = await as(police, (tx) =>
      tx.execute(`update meetings set state = 'planned' where state = 'held' returning 1`),
    );
    expect(again).toHaveLength(0);
  });
});

describe("visits and the register", () => {
  const visit = (actor: Officer, over: Partial<CheckedVisit> = {}) =>
    as(actor, (tx) =>
      recordVisit(
        tx,
        portals.web,
        actor,
        {
          caseNumber: number(),
          kind: "monthly",
          visitedAt: new Date(),
          childSeen: true,
          concern: "none",
          findings: {
            visitors: "示例儿童主任",
            schooling: "示例：正常上学",
            family: null,
            hardship: null,
            rights: null,
            childWords: null,
            next: null,
          },
          ...over,
        },
        new Date(),
      ),
    );
  const monthly = async () =>
    (await owner`select state, started_at, due_at from clocks where clock = 'monthly_visit' order by started_at`).map(
      ({ state }) => state,
    );
  const enter = (actor: Officer, at = new Date()) =>
    as(actor, (tx) => enterInRegister(tx, portals.web, actor, number(), at));

  test("a visit is sealed, on the timeline, and for the desks on the case only", async () => {
    expect(await visit(housing)).toBe("absent");
    expect(await visit(police, { kind: "home" })).toBe("done");
    const [row] = await owner`select sealed_findings, kind, department from visits`;
    expect(row).toMatchObject({ kind: "home", department: "police" });
    expect(String(row?.sealed_findings)).not.toContain("示例");
    expect(await monthly()).toEqual([]);
    expect(await as(housing, (tx) => tx.execute("select 1 from visits"))).toHaveLength(0);
  });

  test("only civil affairs enters the child, once; the month begins", async () => {
    expect(await enter(police)).toBe("absent");
    const begun = new Date(Date.now() - 20 * day);
    expect(await enter(civilAffairs, begun)).toBe("done");
    await expect(enter(civilAffairs)).rejects.toThrow(new RegisterRefusal("already_registered"));
    expect(await monthly()).toEqual(["running"]);
  });

  test("a visit at which the child was seen ends the month and begins the next; another does not", async () => {
    await visit(civilAffairs, { childSeen: false });
    expect(await monthly()).toEqual(["running"]);
    await visit(civilAffairs, { visitedAt: new Date(Date.now() - 30 * day) });
    expect(await monthly()).toEqual(["running"]);
    await visit(civilAffairs, { visitedAt: new Date(Date.now() - 5 * day) });
    expect(await monthly()).toEqual(["met", "running"]);
  });

  test("a month without a visit is breached and reaches the sweep; a late visit is late, and the next month begins", async () => {
    await owner`update clocks set due_at = now() - interval '1 day' where clock = 'monthly_visit' and state = 'running'`;
    await asSystem(portals.worker.db, "test", (tx) => sweepClocks(tx, portals.web.edition, new Date()));
    expect(await monthly()).toEqual(["met", "breached"]);
    await visit(civilAffairs);
    expect(await monthly()).toEqual(["met", "met_late", "running"]);
  });

  test("leaving the register ends the clock, with the reason", async () => {
    const leave = () => as(civilAffairs, (tx) => leaveRegister(tx, civilAffairs, number(), "returned", new Date()));
    expect(await leave()).toBe("done");
    expect(await monthly()).toEqual(["met", "met_late", "cancelled"]);
    await expect(leave()).rejects.toThrow(new RegisterRefusal("not_registered"));
    await visit(civilAffairs);
    expect(await monthly()).toEqual(["met", "met_late", "cancelled"]);
  });
});
