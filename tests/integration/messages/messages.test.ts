import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCase } from "#app/cases/queries.ts";
import { readAstray } from "#app/messages/astray-view.ts";
import { answerAstray, writeToReporter } from "#app/messages/commands.ts";
import { readReceiptThread } from "#app/messages/receipt-thread.ts";
import { writeAsReporter } from "#app/messages/reporter-commands.ts";
import { MessageRefusal } from "#app/messages/rules.ts";
import { threadsView } from "#app/messages/thread-view.ts";
import { type AccountActor, type Actor, asActor, type Officer, type ReporterActor } from "#db/actor.ts";
import { clocks, reportMessages } from "#db/schema/index.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const elsewhere = ["110108"];
/** A working Monday; three working days later is Thursday. */
const monday = new Date("2026-03-02T09:00:00+08:00");
const wednesday = new Date("2026-03-04T09:00:00+08:00");

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let police: Officer;
let civilAffairs: Officer;
let prosecutor: Officer;
let stranger: Officer;
let elsewherePolice: Officer;
let coordinator: AccountActor;
let matter: TestCase;
let reporter: ReporterActor;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police");
  civilAffairs = await someOfficer(database, "civil_affairs");
  prosecutor = await someOfficer(database, "procuratorate");
  stranger = await someOfficer(database, "housing");
  elsewherePolice = await someOfficer(database, "police", elsewhere);
  coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["110105"] });
});
beforeEach(async () => {
  matter = await someCase(portals, {}, monday);
  await bringIn(portals, matter.caseId, "civil_affairs");
  reporter = { kind: "reporter", reportId: matter.reportId, caseId: matter.caseId };
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const write = (
  actor: Officer,
  over: { readonly kind?: "question" | "word"; readonly text?: string; readonly reportId?: string } = {},
  now = monday,
) =>
  asActor(portals.web.db, actor, (tx) =>
    writeToReporter(
      tx,
      portals.web,
      actor,
      { caseNumber: matter.number, reportId: matter.reportId, kind: "question", text: "示例提问", ...over },
      now,
    ),
  );
const thread = () => readReceiptThread(portals.web, reporter, "zh-CN");
const seenBy = (actor: Actor) =>
  asActor(portals.web.db, actor, (tx) =>
    tx.select().from(reportMessages).where(eq(reportMessages.reportId, matter.reportId)),
  );
const questionClocks = () =>
  owner`select state, started_at, due_at, owner, stopped_at from clocks
    where report_id = ${matter.reportId} and clock = 'reporter_question' order by started_at`;

async function firstQuestion(): Promise<string> {
  const question = (await thread()).entries.find(({ kind }) => kind === "question");
  if (question === undefined) throw new Error("no question");
  return question.id;
}

describe("a question", () => {
  test("reaches the receipt under the department's name, sealed, with three working days to answer", async () => {
    expect(await write(police)).toBe("sent");
    const [entry] = (await thread()).entries;
    expect(entry).toMatchObject({
      kind: "question",
      author: "desk",
      department: "公安",
      person: null,
      text: "示例提问",
      isOpenQuestion: true,
    });
    const [stored] = await seenBy(police);
    expect(stored?.sealedText.toString("utf8")).not.toContain("示例");
    expect(await questionClocks()).toMatchObject([
      { state: "running", owner: "reporter", started_at: monday, due_at: new Date("2026-03-05T23:59:59.999+08:00") },
    ]);
  });

  test("is answered on the receipt; its own clock is met, another's runs on", async () => {
    await write(police, {}, monday);
    await write(civilAffairs, { text: "另一个示例提问" }, wednesday);
    await writeAsReporter(
      portals.web,
      reporter,
      { kind: "answer", questionId: await firstQuestion(), text: " 示例答复\r\n第二行 " },
      wednesday,
    );
    expect((await questionClocks()).map(({ state }) => state)).toEqual(["met", "running"]);
    const { entries } = await thread();
    expect(entries.map(({ kind, text, isOpenQuestion, answers }) => [kind, text, isOpenQuestion, answers])).toEqual([
      ["question", "示例提问", false, null],
      ["question", "另一个示例提问", true, null],
      ["answer", "示例答复\n第二行", false, "示例提问"],
    ]);
  });

  test("that belongs to another report cannot be answered, nor can one that is none", async () => {
    const other = await someCase(portals, {}, monday);
    await write(police);
    const questionId = await firstQuestion();
    const stranded: ReporterActor = { kind: "reporter", reportId: other.reportId, caseId: other.caseId };
    await expect(
      writeAsReporter(portals.web, stranded, { kind: "answer", questionId, text: "示例" }, monday),
    ).rejects.toThrow(new MessageRefusal("question_missing"));
  });

  test("leaves a line on the timeline and an entry on the audit trail, and neither says what it says", async () => {
    await write(police, { text: "不能出现的示例文字" });
    const events = await owner`select details::text from case_events where case_id = ${matter.caseId}`;
    const deeds = await owner`select action, details, account_id from audit_entries where case_id = ${matter.caseId}`;
    expect(deeds).toMatchObject([{ action: "reporter_asked", account_id: police.accountId }]);
    expect(JSON.stringify([...events, ...deeds])).not.toContain("示例");
    const [event] =
      await owner`select details from case_events where kind = 'reporter_asked' and case_id = ${matter.caseId}`;
    expect(event?.details).toHaveProperty("reportNumber");
  });
});

describe("what is not taken", () => {
  test.each([
    ["  ", "text_missing"],
    ["示".repeat(5_001), "text_too_long"],
    ["示例\u0007", "text_malformed"],
    ["示例\ud800", "text_malformed"],
  ] as const)("%j is refused as %s, on both sides", async (text, code) => {
    await expect(write(police, { text })).rejects.toThrow(new MessageRefusal(code));
    await expect(writeAsReporter(portals.web, reporter, { kind: "message", text }, monday)).rejects.toThrow(
      new MessageRefusal(code),
    );
    expect(await seenBy(police)).toEqual([]);
  });

  test("a reporter who writes more than twenty times an hour is asked to wait", async () => {
    const send = () => writeAsReporter(portals.web, reporter, { kind: "message", text: "示例" }, wednesday);
    for (let count = 0; count < 20; count += 1) await send();
    await expect(send()).rejects.toThrow(new MessageRefusal("too_many"));
    expect(await seenBy(police)).toHaveLength(20);
  });

  test("a department that did not get the report cannot be the wrong one", async () => {
    const astray = { kind: "wrong_department", department: "housing", text: "示例" } as const;
    await expect(writeAsReporter(portals.web, reporter, astray, monday)).rejects.toThrow(
      new MessageRefusal("department_missing"),
    );
    expect(await seenBy(police)).toEqual([]);
  });
});

describe("who reads and who writes", () => {
  test("a desk without the case can neither write nor tell that there is a thread", async () => {
    const before = await asActor(portals.web.db, stranger, (tx) => readCase(tx, matter.number));
    await write(police);
    for (const actor of [stranger, elsewherePolice]) {
      expect(await write(actor)).toBe("absent");
      expect(await seenBy(actor)).toEqual([]);
      const seen = await asActor(portals.web.db, actor, (tx) =>
        tx.select().from(clocks).where(eq(clocks.clock, "reporter_question")),
      );
      expect(seen).toEqual([]);
    }
    expect(await asActor(portals.web.db, stranger, (tx) => readCase(tx, matter.number))).toEqual(before);
  });

  test("a desk that was only informed sees neither the thread nor a line of it on the timeline", async () => {
    await owner`insert into case_access values (${matter.caseId}, 'police', '110108', 'informed')`;
    await write(police);
    await writeAsReporter(portals.web, reporter, { kind: "message", text: "示例" }, monday);
    const record = await asActor(portals.web.db, elsewherePolice, (tx) => readCase(tx, matter.number));
    expect(record?.beside.messages).toEqual([]);
    expect(record?.events.map(({ event }) => event.kind)).not.toContain("reporter_asked");
    expect(record?.events.map(({ event }) => event.kind)).not.toContain("reporter_wrote");
    expect(await write(elsewherePolice)).toBe("absent");
    const own = await asActor(portals.web.db, police, (tx) => readCase(tx, matter.number));
    expect(own?.events.map(({ event }) => event.kind)).toEqual(
      expect.arrayContaining(["reporter_asked", "reporter_wrote"]),
    );
  });

  test("another reporter of the same child reads only their own thread", async () => {
    await write(police);
    const second: ReporterActor = { kind: "reporter", reportId: crypto.randomUUID(), caseId: matter.caseId };
    expect(await seenBy(second)).toEqual([]);
    expect(await seenBy(reporter)).toHaveLength(1);
  });

  test("a prosecutor of the district writes; nobody writes on a sealed case", async () => {
    expect(await write(prosecutor, { kind: "word" })).toBe("sent");
    expect(await questionClocks()).toEqual([]);
    await owner`update assignments set state = 'accepted' where case_id = ${matter.caseId} and state = 'new'`;
    await owner`update assignments set state = 'working' where case_id = ${matter.caseId} and state = 'accepted'`;
    await owner`update assignments set state = 'closed' where case_id = ${matter.caseId} and state = 'working'`;
    await owner`update cases set state = 'closed', closed_at = now() where id = ${matter.caseId}`;
    await owner`update cases set state = 'sealed', sealed_at = now(), kept_until = now() + interval '20 years' where id = ${matter.caseId}`;
    for (const actor of [police, prosecutor]) expect(await write(actor)).toBe("absent");
    expect(await seenBy(police)).toEqual([]);
    expect((await thread()).entries).toHaveLength(1);
  });

  test("the desks' page names the officer, and a report by its number alone", async () => {
    await write(police);
    const record = await asActor(portals.web.db, civilAffairs, (tx) => readCase(tx, matter.number));
    if (record === null) throw new Error("absent");
    const keys = record.keys.map((key) => portals.web.vault.unwrap(key));
    const signedIn = {
      actor: civilAffairs,
      displayName: "示例人员",
      sessionId: "",
      login: "",
      expiresAt: wednesday,
      confirmedAt: null,
    };
    const view = threadsView(
      { portal: portals.web, locale: "zh-CN", signedIn },
      { ...record, assignments: record.assignments.map(({ assignment }) => assignment) },
      record.beside.messages,
      keys,
    );
    expect(view.mayWrite).toBe(true);
    expect(view.threads[0]?.entries[0]).toMatchObject({ department: "公安", person: "示例人员", text: "示例提问" });
    expect(JSON.stringify(view)).not.toContain("报告人甲");
  });

  test("what was written is never edited, by nobody", async () => {
    await write(police);
    await expect(owner`update report_messages set created_at = now()`).rejects.toThrow("can only be added to");
  });
});

describe("a report that went astray", () => {
  const say = () =>
    writeAsReporter(
      portals.web,
      reporter,
      { kind: "wrong_department", department: "civil_affairs", text: "示例：事情在海淀区" },
      monday,
    );
  const astraySeenBy = (actor: AccountActor) =>
    asActor(portals.web.db, actor, (tx) => readAstray(tx, { portal: portals.web, locale: "zh-CN" }));

  test("shows the coordinator which department, and the desks the words as well", async () => {
    await say();
    const found = (await astraySeenBy(coordinator)).filter(({ caseNumber }) => caseNumber === matter.number);
    expect(found).toMatchObject([{ about: "民政", district: "朝阳区", answer: null }]);
    const rows = await seenBy(coordinator);
    expect(rows.map(({ kind }) => kind)).toEqual(["wrong_department"]);
    expect((await thread()).entries).toMatchObject([
      { kind: "wrong_department", about: "民政", text: "示例：事情在海淀区" },
    ]);
  });

  test("is answered by the coordinator, on the receipt and for the desks; not by another district's", async () => {
    await say();
    const [one] = (await astraySeenBy(coordinator)).filter(({ caseNumber }) => caseNumber === matter.number);
    if (one === undefined) throw new Error("not found");
    const outside = await someAccount(database, { kind: "coordinator", department: null, districts: elsewhere });
    expect((await astraySeenBy(outside)).some(({ id }) => id === one.id)).toBe(false);
    const answer = (actor: AccountActor) =>
      asActor(portals.web.db, actor, (tx) =>
        answerAstray(tx, portals.web, actor, { messageId: one.id, text: "示例答复" }, wednesday),
      );
    expect(await answer(outside)).toBe("absent");
    expect(await answer(coordinator)).toBe("sent");
    expect((await thread()).entries.at(-1)).toMatchObject({ author: "coordinator", text: "示例答复", person: null });
    const [answered] = (await astraySeenBy(coordinator)).filter(({ id }) => id === one.id);
    expect(answered?.answer).toMatchObject({ at: wednesday, text: "示例答复" });
    expect(await seenBy(police)).toHaveLength(3);
  });

  test("promises letters to the leads and the coordinator", async () => {
    await say();
    const jobs =
      await owner`select payload from outbox where kind = 'tell-people' and payload->>'about' = 'report_astray'`;
    const [said] = await asActor(portals.web.db, reporter, (tx) =>
      tx
        .select({ id: reportMessages.id })
        .from(reportMessages)
        .where(and(eq(reportMessages.reportId, matter.reportId), eq(reportMessages.kind, "wrong_department"))),
    );
    expect(jobs.map(({ payload }) => payload.subjectId)).toContain(said?.id);
  });
});
