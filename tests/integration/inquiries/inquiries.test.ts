import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCase } from "#app/cases/queries.ts";
import { answer, ask, withdraw } from "#app/inquiries/commands.ts";
import { countOwedAnswers, readDeskInquiries } from "#app/inquiries/queries.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let matter: TestCase;
const officers = new Map<string, Officer>();
const officerOf = (department: string): Officer => {
  const found = officers.get(department);
  if (found === undefined) throw new Error(department);
  return found;
};

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  matter = await someCase(portals);
  for (const department of ["police", "procuratorate", "civil_affairs", "education", "health"]) {
    officers.set(department, await someOfficer(database, department));
    await bringIn(portals, matter.caseId, department);
  }
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const askAs = (actor: Officer, department: string, text = "示例问题", now = new Date()) =>
  asActor(portals.web.db, actor, (tx) =>
    ask(tx, portals.web, actor, { caseNumber: matter.number, department, text }, now),
  );
const answerAs = (actor: Officer, inquiryId: string, text = "示例答复", now = new Date()) =>
  asActor(portals.web.db, actor, (tx) =>
    answer(tx, portals.web, actor, { caseNumber: matter.number, inquiryId, text }, now),
  );
const withdrawAs = (actor: Officer, inquiryId: string, now = new Date()) =>
  asActor(portals.web.db, actor, (tx) => withdraw(tx, actor, { caseNumber: matter.number, inquiryId }, now));
async function newest() {
  const [row] = await owner`select * from inquiries order by asked_at desc, id desc limit 1`;
  if (row === undefined) throw new Error("nothing was asked");
  return row;
}
const clockOf = async (askedAt: Date) => {
  const [row] =
    await owner`select owner, state, due_at from clocks where clock = 'department_inquiry' and started_at = ${askedAt}`;
  return row;
};
const seenBy = async (department: string) => {
  const actor = officerOf(department);
  const record = await asActor(portals.web.db, actor, (tx) => readCase(tx, matter.number, "inquiries"));
  return record?.beside.inquiries.map(({ inquiry }) => inquiry.id) ?? [];
};

test("a question is sealed, starts the asked department's clock and leaves a line without its words", async () => {
  expect(await askAs(officerOf("police"), "civil_affairs", "示例机密问题")).toBe("done");
  const row = await newest();
  expect(row).toMatchObject({ from_department: "police", to_department: "civil_affairs", state: "open" });
  expect(Buffer.from(row.sealed_question).toString("utf8")).not.toContain("示例机密");
  const clock = await clockOf(row.asked_at);
  expect(clock).toMatchObject({ owner: "civil_affairs", state: "running" });
  expect(clock?.due_at).toBeInstanceOf(Date);
  const told = await owner`select to_jsonb(e)::text as line from case_events e where kind = 'inquiry_asked'
    union all select to_jsonb(a)::text from audit_entries a where action = 'inquiry_asked'
    union all select payload::text from outbox where kind = 'tell-people'`;
  expect(told).toHaveLength(3);
  expect(JSON.stringify(told)).not.toContain("示例机密");
});

test("both sides and the prosecutors read it; other departments on the case do not", async () => {
  const { id } = await newest();
  for (const department of ["police", "civil_affairs", "procuratorate"]) {
    expect(await seenBy(department), department).toContain(id);
  }
  for (const department of ["education", "health"]) expect(await seenBy(department), department).toEqual([]);
});

test("it waits at the asked desk, is counted there, and its lead is told by mail", async () => {
  const asked = officerOf("civil_affairs");
  expect(await asActor(portals.web.db, asked, (tx) => countOwedAnswers(tx, asked))).toBe(1);
  const police = officerOf("police");
  expect(await asActor(portals.web.db, police, (tx) => countOwedAnswers(tx, police))).toBe(0);
  const { open } = await asActor(portals.web.db, asked, (tx) => readDeskInquiries(tx, asked));
  expect(open).toMatchObject([{ caseNumber: matter.number, fromDepartment: "police", clockState: "running" }]);
  const lead = await someOfficer(database, "civil_affairs", ["110105"], "lead");
  await owner`update accounts set email = 'lead@example.invalid' where id = ${lead.accountId}`;
  const { id } = await newest();
  expect(await asSystem(portals.worker.db, "tell-people", (tx) => tellPeople(tx, "inquiry_asked", id))).toBe(1);
});

test("an answer stops the clock; nobody answers twice, and no other department at all", async () => {
  const { id, asked_at: askedAt } = await newest();
  expect(await answerAs(officerOf("education"), id)).toBe("absent");
  expect(await answerAs(officerOf("police"), id)).toBe("absent");
  await expect(answerAs(officerOf("civil_affairs"), id, " ")).rejects.toMatchObject({ code: "answer_missing" });
  expect(await answerAs(officerOf("civil_affairs"), id, "示例机密答复")).toBe("done");
  expect((await clockOf(askedAt))?.state).toBe("met");
  const colleague = await someOfficer(database, "civil_affairs");
  await expect(answerAs(colleague, id, "后来的答复")).rejects.toMatchObject({ code: "answered_meanwhile" });
  await expect(withdrawAs(officerOf("police"), id)).rejects.toMatchObject({ code: "answered_meanwhile" });
  const row = await newest();
  expect(row).toMatchObject({ state: "answered", ended_by: officerOf("civil_affairs").accountId });
});

test("two who answer at the same moment: one is first, the other is told, and one answer stands", async () => {
  await askAs(officerOf("police"), "civil_affairs");
  const { id } = await newest();
  const colleague = await someOfficer(database, "civil_affairs");
  const both = await Promise.allSettled([
    answerAs(officerOf("civil_affairs"), id, "甲"),
    answerAs(colleague, id, "乙"),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "answered_meanwhile" } });
  const [{ n } = {}] = await owner`select count(*)::int as n from case_events where kind = 'inquiry_answered'`;
  expect(n).toBe(2);
});

test("an answer after its time is met late", async () => {
  const asked = new Date(Date.now() - 30 * 86_400_000);
  await askAs(officerOf("police"), "health", "示例", asked);
  const [{ id } = {}] = await owner`select id from inquiries where asked_at = ${asked}`;
  await answerAs(officerOf("health"), id);
  expect((await clockOf(asked))?.state).toBe("met_late");
});

test("whoever asked may take the question back, and its clock ends", async () => {
  await askAs(officerOf("education"), "police");
  const { id, asked_at: askedAt } = await newest();
  expect(await withdrawAs(officerOf("police"), id)).toBe("absent");
  expect(await withdrawAs(officerOf("education"), id)).toBe("done");
  expect((await clockOf(askedAt))?.state).toBe("cancelled");
  await expect(answerAs(officerOf("police"), id)).rejects.toMatchObject({ code: "withdrawn_meanwhile" });
});

test("a department that is not on the case, or one's own, cannot be asked", async () => {
  for (const department of ["housing", "police"]) {
    await expect(askAs(officerOf("police"), department)).rejects.toMatchObject({ code: "department_unknown" });
  }
});

test("past the rules too: the database takes no answer of another department, and no changed words", async () => {
  await askAs(officerOf("police"), "civil_affairs");
  const { id } = await newest();
  const asPolice = officerOf("police");
  const answered = (actor: Officer) =>
    asActor(portals.web.db, actor, (tx) =>
      tx.execute(
        `update inquiries set state = 'answered', sealed_answer = 'x', ended_by = '${actor.accountId}', ended_at = now() where id = '${id}'`,
      ),
    );
  await expect(answered(asPolice)).rejects.toThrow();
  expect((await answered(officerOf("education"))).count).toBe(0);
  expect((await answered(officerOf("civil_affairs"))).count).toBe(1);
  await expect(owner`update inquiries set sealed_answer = 'y' where id = ${id}`).rejects.toThrow(/stays as it was/);
});
