import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { tellPeople } from "#app/notices/telling.ts";
import { type Mailer, openMailer, readKeptLetters } from "#app/platform/mail.ts";
import { acceptAssignment, transferAssignment } from "#app/triage/commands.ts";
import { decideObjection, raiseObjection } from "#app/triage/objections.ts";
import { bringInDepartment, recallTransfer, returnAssignment } from "#app/triage/returning.ts";
import { asSystem, type Officer } from "#db/actor.ts";
import { recusals } from "#db/schema/index.ts";
import { catalogue } from "#jobs/catalogue.ts";
import { sendMailThrough } from "#jobs/handlers/send-mail.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { movesOn } from "#tests/support/moves.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const log = pino({ level: "silent" });
const reason = "示例理由：事发地在另一个区。";
const now = new Date();

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let on: ReturnType<typeof movesOn>;
let dataDir: string;
let mailer: Mailer;
/** Of the sending desk: who acts, a colleague, and the lead. */
let here: Officer;
let colleague: Officer;
let lead: Officer;
let there: Officer;
let prosecutor: Officer;
/** Every account by the name that its address has. */
const people = new Map<string, string>();

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  on = movesOn(portals);
  here = await person("here", "police");
  colleague = await person("colleague", "police");
  lead = await person("lead", "police", ["110105"], "lead");
  there = await person("there", "police", ["110108"]);
  prosecutor = await person("prosecutor", "procuratorate", ["110105"], "lead");
  await person("whole-city", "police", ["*"]);
  await person("housing", "housing", ["*"]);
  await person("federation", "womens_federation", ["110105"]);
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "portal-letters-"));
  mailer = await openMailer({ smtpUrl: null, dataDir, portalUrl: "https://baohu.example", mode: "demo" }, log);
  return async () => {
    await mailer.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

async function person(
  name: string,
  ...standing: [department: string, districts?: string[], role?: "officer" | "lead"]
) {
  const made = await someOfficer(database, ...standing);
  const address = `${name}@portal.example`;
  await owner`update accounts set email = ${address}, display_name = '示例值守员' where id = ${made.accountId}`;
  people.set(address, name);
  return made;
}

/** A routed case of this urgency, its letters of routing aside. */
async function routed(department: string, urgency: "critical" | "urgent" | "serious" = "urgent") {
  const found = await on.routed(department);
  await owner`update assignments set urgency = ${urgency}, urgency_rank = ${{ critical: 0, urgent: 1, serious: 2 }[urgency]}
    where case_id = ${found.caseId}`;
  await owner`delete from outbox`;
  return found;
}

/** Does what the worker does, each job twice: who got a letter, and the letters. */
async function letters() {
  const Told = catalogue["tell-people"].payload;
  const promised = await owner`select payload from outbox where kind = 'tell-people'`;
  for (const { payload } of [...promised, ...promised]) {
    const { about, subjectId } = Told.parse(payload);
    await asSystem(portals.worker.db, "tell-people", (tx) => tellPeople(tx, about, subjectId));
  }
  const owed = await owner`select payload from outbox where kind = 'send-mail'`;
  const handler = sendMailThrough(mailer);
  for (const { payload } of [...owed, ...owed]) {
    await handler.run(
      {
        portal: { db: portals.worker.db, config: { portalUrl: "https://baohu.example" } },
        jobId: "letter",
        attempt: 1,
        now,
        log,
        signal: new AbortController().signal,
        complete: async () => undefined,
      },
      z.object({ v: z.literal(1), noticeId: z.uuid() }).parse(payload),
    );
  }
  const kept = await readKeptLetters(dataDir);
  return { to: kept.map(({ to }) => people.get(to) ?? to).sort(), kept };
}

const transfer = (assignmentId: string, over: { department?: string; district?: string; by?: Officer } = {}) =>
  on.as(over.by ?? here, (tx, who) =>
    transferAssignment(
      tx,
      portals.web,
      who,
      { assignmentId, department: over.department ?? "police", district: over.district ?? "110108", reason },
      now,
    ),
  );
const giveBack = (by: Officer, assignmentId: string) =>
  on.as(by, (tx, who) => returnAssignment(tx, portals.web, who, { assignmentId, reason }, now));

describe("work that comes to a desk from another one", () => {
  test("by a transfer is told to whoever is on duty there, once, and says nothing of the case", async () => {
    const { assignmentId, number } = await routed("police");
    await transfer(assignmentId);
    const { to, kept } = await letters();
    expect(to).toEqual(["there"]);
    expect(kept[0]?.subject).toBe(`其他值守台送来任务单：${number} · Work from another desk: ${number}`);
    expect(kept[0]?.text).toContain("https://baohu.example/triage");
    for (const word of [reason, "示例儿童", "示例值守员", "朝阳", "海淀", "110108"]) {
      expect(kept[0]?.text).not.toContain(word);
    }
  });

  test.each(["critical", "urgent", "serious"] as const)(
    "follows the rule of routing for what is %s",
    async (urgency) => {
      const { assignmentId } = await routed("police", urgency);
      await transfer(assignmentId);
      expect((await letters()).to).toEqual(urgency === "serious" ? [] : ["there"]);
    },
  );

  test("by a return is told to the desk that had sent it", async () => {
    const { assignmentId, number } = await routed("police");
    const sent = await transfer(assignmentId);
    await owner`delete from outbox`;
    await giveBack(there, sent);
    const { to, kept } = await letters();
    expect(to).toEqual(["colleague", "here", "lead"]);
    expect(kept[0]?.subject).toContain(`送出的任务单已经回来：${number}`);
  });

  test("a return that can wait is still told to its lead and to whoever had sent it", async () => {
    const { assignmentId } = await routed("police", "serious");
    const sent = await transfer(assignmentId);
    await giveBack(there, sent);
    expect((await letters()).to).toEqual(["here", "lead"]);
  });

  test("by a recall is told to the others of the desk that has it back, and nothing more to the other desk", async () => {
    const { assignmentId } = await routed("police");
    await transfer(assignmentId);
    await on.as(here, (tx, who) => recallTransfer(tx, portals.web, who, { assignmentId, reason }, now));
    expect((await letters()).to, "the transfer is over before anybody was told").toEqual(["colleague", "lead"]);
  });

  test("by joint handling is told to the department brought in, to the whole city's where the district has nobody", async () => {
    const { assignmentId } = await routed("police");
    await on.as(here, (tx, who) => acceptAssignment(tx, portals.web, who, { assignmentId }, now));
    await on.as(here, (tx, who) =>
      bringInDepartment(tx, portals.web, who, { assignmentId, department: "housing", district: null, reason }, now),
    );
    expect((await letters()).to).toEqual(["housing"]);
  });

  test("to a department that works the case already is told to it as well", async () => {
    const { assignmentId, caseId } = await routed("womens_federation");
    const federation = await someOfficer(database, "womens_federation");
    const held = (await on.assignmentsOf(caseId)).find(({ department }) => department === "procuratorate");
    const successor = await transfer(assignmentId, { department: "procuratorate", district: "110105", by: federation });
    expect(successor).toBe(held?.id);
    expect((await letters()).to).toEqual(["prosecutor"]);
  });

  test("by an objection that was upheld is told to the desk that the reviewer chose", async () => {
    const { assignmentId, number } = await routed("civil_affairs");
    const civil = await someOfficer(database, "civil_affairs");
    await on.as(civil, (tx, who) =>
      raiseObjection(
        tx,
        portals.web,
        who,
        { assignmentId, reason, proposedDepartment: "womens_federation", proposedDistrict: null },
        now,
      ),
    );
    const objection = await on.openObjection(assignmentId);
    await on.as(prosecutor, (tx, who) =>
      decideObjection(tx, portals.web, who, { objectionId: objection?.id ?? "", outcome: "upheld", reason }, now),
    );
    const { to, kept } = await letters();
    expect(to).toEqual(["federation"]);
    expect(kept[0]?.subject).toContain(`分流异议成立，任务单改派到您的部门：${number}`);
  });
});

test("whoever is recused from the case hears nothing of it, neither by a report nor by a return", async () => {
  const { assignmentId, caseId } = await routed("police");
  await on.asWorker((tx) =>
    tx.insert(recusals).values({
      id: crypto.randomUUID(),
      caseId,
      accountId: colleague.accountId,
      department: "police",
      reason: "other",
      sealedReason: Buffer.from([1]),
      recordedBy: lead.accountId,
      recordedAt: now,
    }),
  );
  const sent = await transfer(assignmentId);
  await giveBack(there, sent);
  expect((await letters()).to).toEqual(["here", "lead"]);
});

test("a report brings work to those on duty: the district's own, and the whole city's where it has nobody", async () => {
  await owner`delete from notices`;
  const { caseId } = await on.routed("police");
  const told = await owner`select a.email, w.department from notices n join accounts a on a.id = n.account_id
    join assignments w on w.id = n.subject_id where w.case_id = ${caseId}`;
  const names = told.map(({ email }) => people.get(String(email))).sort();
  expect(names).toEqual(["colleague", "federation", "here", "lead", "prosecutor"]);
});
