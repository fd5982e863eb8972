import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { SignedInOfficer } from "#app/accounts/guard.ts";
import { parseVerificationCode, verificationHash } from "#app/documents/code.ts";
import { openDocument, withdrawDocument } from "#app/documents/commands.ts";
import { drawPdf } from "#app/documents/pdf.ts";
import { documentOfCode, documentsOf } from "#app/documents/queries.ts";
import { digestOf, fingerprintOf } from "#app/documents/sheet.ts";
import { issueOnCase, issueOwnNotice } from "#app/issuing/commands.ts";
import { fileReport } from "#app/reports/filing.ts";
import { acceptAssignment, transferAssignment } from "#app/triage/commands.ts";
import { movementsOf } from "#app/triage/movements.ts";
import { type Actor, asActor, asSystem, type Officer } from "#db/actor.ts";
import { assignments, type DocumentKind, documents } from "#db/schema/index.ts";
import { someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { textOfPdf, withoutSpaces } from "#tests/support/pdf.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

vi.setConfig({ testTimeout: 120_000 });

const child = "示例儿童甲";
const reporter = "示例报告人甲";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let matter: TestCase;
let police: Officer;
let civilAffairs: Officer;
let prosecutor: Officer;
let outsider: Officer;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  matter = await named();
  police = await someOfficer(database, "police");
  civilAffairs = await someOfficer(database, "civil_affairs");
  prosecutor = await someOfficer(database, "procuratorate");
  outsider = await someOfficer(database, "housing");
  for (const department of ["police", "civil_affairs", "procuratorate"])
    await bringIn(portals, matter.caseId, department);
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

/** A case in which a child and a reporter are named. */
async function named(): Promise<TestCase> {
  const plain = someReport();
  return someCase(portals, {
    children: plain.children.map((one) => ({ ...one, name: child })),
    reporter: { ...plain.reporter, name: reporter },
  });
}
const signedIn = (actor: Officer): SignedInOfficer => ({
  actor,
  displayName: "示例经办人",
  sessionId: crypto.randomUUID(),
  login: "test",
  expiresAt: new Date(Date.now() + 3_600_000),
  confirmedAt: null,
});
const issue = (actor: Officer, kind: DocumentKind, subjectId: string | null, number = matter.number, at = new Date()) =>
  asActor(portals.web.db, actor, (tx) =>
    issueOnCase(tx, portals.web, signedIn(actor), { kind, caseNumber: number, subjectId }, at),
  );
const open = (actor: Actor, id: string) =>
  asActor(portals.web.db, actor, (tx) => openDocument(tx, portals.web, id, "document_opened"));
async function issued(actor: Officer, kind: DocumentKind, subjectId: string | null, number = matter.number) {
  const id = await issue(actor, kind, subjectId, number);
  if (id === null) throw new Error("nothing was issued");
  const opened = await open(actor, id);
  if (opened === null) throw new Error("it does not open");
  return { id, ...opened, text: JSON.stringify(opened.sheet) };
}
const check = (code: string) => {
  const codeHash = verificationHash(portals.web.vault, parseVerificationCode(code).code ?? "");
  return asActor(portals.web.db, { kind: "document", codeHash }, (tx) => documentOfCode(tx, codeHash));
};

test("a registration prints the report, and who reported only where the office knows it", async () => {
  const ofPolice = await issued(police, "registration", matter.reportId);
  expect(ofPolice.sheet.number).toBe(`朝阳区公安登字〔${new Date().getFullYear()}〕1号`);
  expect(ofPolice.text).toContain(child);
  expect(ofPolice.text).toContain(reporter);
  const ofCivilAffairs = await issued(civilAffairs, "registration", matter.reportId);
  expect(ofCivilAffairs.text).toContain(child);
  expect(ofCivilAffairs.text).not.toContain(reporter);
  expect(ofCivilAffairs.text).toContain("依法保密，本表不载明");
  const deeds = await owner`select action from audit_entries where subject_id = ${ofPolice.id} order by seq`;
  expect(deeds.map(({ action }) => action)).toEqual(["document_issued", "document_opened"]);
});

test("what was issued is found in its PDF, field by field", async () => {
  const { sheet, row } = await issued(police, "case_summary", null);
  const pdf = await drawPdf({ sheet, fingerprint: fingerprintOf(row.contentHash), withdrawn: null });
  const pages = (await textOfPdf(pdf)).join("");
  for (const { heading, rows } of sheet.sections) {
    expect(pages).toContain(withoutSpaces(heading));
    for (const { label, value } of rows) {
      expect(pages).toContain(withoutSpaces(label).slice(0, 6));
      expect(pages).toContain(withoutSpaces(value).slice(0, 12));
    }
  }
  expect(pages).toContain(sheet.verification.code);
  expect(pages).not.toContain(reporter);
});

test("a document stays as it was issued, whatever happens to its case; another one has the next number", async () => {
  const first = await issued(civilAffairs, "case_summary", null);
  await owner`update cases set urgency = 'serious' where id = ${matter.caseId}`;
  const again = await open(civilAffairs, first.id);
  expect(again?.sheet).toEqual(first.sheet);
  expect(first.row.contentHash.equals(digestOf(JSON.stringify(first.sheet)))).toBe(true);
  const next = await issued(civilAffairs, "case_summary", null);
  expect(next.row.serial).toBe(first.row.serial + 1);
  expect(next.sheet.number).not.toBe(first.sheet.number);
});

test("numbers have no gap, also when many issue at once and some fail", async () => {
  const at = new Date("2031-05-04T03:00:00Z");
  const tries = Array.from({ length: 12 }, (_, index) =>
    asActor(portals.web.db, police, async (tx) => {
      await issueOnCase(
        tx,
        portals.web,
        signedIn(police),
        { kind: "case_summary", caseNumber: matter.number, subjectId: null },
        at,
      );
      if (index % 4 === 1) throw new Error("came to nothing");
    }),
  );
  const outcomes = await Promise.allSettled(tries);
  expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(3);
  const rows = await owner`select serial from documents where year = 2031 order by serial`;
  expect(rows.map(({ serial }) => serial)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("each desk reads its own, prosecutors read all, whoever is not on the case neither reads nor issues", async () => {
  const { id } = await issued(police, "registration", matter.reportId);
  expect(await open(prosecutor, id)).not.toBeNull();
  for (const stranger of [civilAffairs, outsider]) expect(await open(stranger, id)).toBeNull();
  expect(await issue(outsider, "case_summary", null)).toBeNull();
  // Of another child: of the same one it would be this very case.
  const other = await someCase(portals);
  expect(await issue(police, "registration", other.reportId)).toBeNull();
  const recused = await someOfficer(database, "police");
  await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
    values (${crypto.randomUUID()}, ${matter.caseId}, ${recused.accountId}, 'police', 'other', ${Buffer.from([1])}, ${police.accountId}, now())`;
  expect(await open(recused, id)).toBeNull();
  expect(await issue(recused, "case_summary", null)).toBeNull();
  const listed = await asActor(portals.web.db, civilAffairs, (tx) => documentsOf(tx, matter.caseId));
  expect(listed.every(({ department }) => department === "civil_affairs")).toBe(true);
});

test("a transfer letter is the sending desk's alone, says why in its words, names no reporter, and the receiving desk reads it", async () => {
  const reason = "示例理由：孩子现住海淀区，由住所地承办。";
  const sent = await named();
  const assignmentId = await bringIn(portals, sent.caseId, "civil_affairs");
  const [work] = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(assignments).where(eq(assignments.id, assignmentId)),
  );
  const version = work?.version ?? 0;
  expect(await issue(civilAffairs, "transfer_letter", assignmentId, sent.number)).toBeNull();
  await asActor(portals.web.db, civilAffairs, (tx) =>
    transferAssignment(
      tx,
      portals.web,
      civilAffairs,
      { assignmentId, version, department: "civil_affairs", district: "110108", reason },
      new Date(),
    ),
  );
  const letter = await issued(civilAffairs, "transfer_letter", assignmentId, sent.number);
  expect(letter.text).toContain(child);
  expect(letter.text).not.toContain(reporter);
  expect(letter.sheet.addressee).toBe("北京市民政局（海淀区）：");
  const rows = letter.sheet.sections.flatMap((section) => section.rows);
  expect(rows).toContainEqual({ label: "移送理由", value: reason });
  expect(rows).toContainEqual({ label: "接收单位", value: "民政（海淀区）" });
  const pdf = await drawPdf({ sheet: letter.sheet, fingerprint: "", withdrawn: null });
  expect((await textOfPdf(pdf)).join("")).toContain(withoutSpaces(reason));
  // The register keeps codes; what the letter says is sealed.
  const { sealedContent: _sealed, ...registered } = letter.row;
  expect(JSON.stringify(registered)).not.toContain("示例");
  expect(letter.row.sealedContent.includes(Buffer.from("示例理由"))).toBe(false);
  const receiver = await someOfficer(database, "civil_affairs", ["110108"]);
  expect(await open(receiver, letter.id)).not.toBeNull();
  expect(await issue(receiver, "transfer_letter", assignmentId, sent.number)).toBeNull();
  expect(await issue(police, "transfer_letter", assignmentId, sent.number)).toBeNull();
  // Past the rules, as a mistake in a page would come: the database refuses it too.
  const forged = asActor(portals.web.db, receiver, (tx) =>
    tx.insert(documents).values({
      ...letter.row,
      id: crypto.randomUUID(),
      number: "forged",
      serial: 99,
      accountId: receiver.accountId,
      district: "110108",
      verificationHash: Buffer.alloc(32, 7),
    }),
  );
  await expect(forged).rejects.toThrow();
  // A reason whose seal is broken is said to be so, not left out as if none had been given.
  await owner`update movements set sealed_reason = ${Buffer.from("broken")} where case_id = ${sent.caseId}`;
  const unread = await issued(civilAffairs, "transfer_letter", assignmentId, sent.number);
  expect(unread.text).toContain("这份理由无法打开。");
});

test("the words that went with work are read by the desk that wrote them, not by another that is told of the case", async () => {
  // A child of its own: the same one would be a case of this file.
  const sent = await someCase(portals);
  const assignmentId = await bringIn(portals, sent.caseId, "civil_affairs");
  await owner`insert into case_access (case_id, department, district, kind) values
    (${sent.caseId}, 'housing', '110105', 'informed') on conflict do nothing`;
  const recused = await someOfficer(database, "civil_affairs");
  await asActor(portals.web.db, civilAffairs, async (tx) => {
    await transferAssignment(
      tx,
      portals.web,
      civilAffairs,
      { assignmentId, department: "civil_affairs", district: "110108", reason: "示例理由" },
      new Date(),
    );
  });
  const words = (actor: Officer) => asActor(portals.web.db, actor, (tx) => movementsOf(tx, sent.caseId));
  await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
    values (${crypto.randomUUID()}, ${sent.caseId}, ${recused.accountId}, 'civil_affairs', 'other', ${Buffer.from([1])}, ${civilAffairs.accountId}, now())`;
  expect(await words(civilAffairs)).toHaveLength(1);
  for (const other of [outsider, recused]) expect(await words(other)).toEqual([]);
  for (const state of ["accepted", "working", "closed"]) {
    await owner`update assignments set state = ${state}, version = version + 1, closed_at = now()
      where case_id = ${sent.caseId} and state <> 'transferred'`;
  }
  await owner`update cases set state = 'closed', closed_at = now() where id = ${sent.caseId}`;
  await owner`update cases set state = 'sealed', sealed_at = now(), kept_until = now() + interval '1 year' where id = ${sent.caseId}`;
  expect(await words(civilAffairs)).toEqual([]);
});

test("whoever holds the paper learns what it is and whether it holds, and nothing else", async () => {
  const { id, sheet, row } = await issued(police, "registration", matter.reportId);
  const found = await check(sheet.verification.code);
  expect(found).toMatchObject({ number: sheet.number, kind: "registration", withdrawnAt: null });
  expect(found && fingerprintOf(found.contentHash)).toBe(fingerprintOf(row.contentHash));
  const codeHash = verificationHash(portals.web.vault, parseVerificationCode(sheet.verification.code).code ?? "");
  expect(await open({ kind: "document", codeHash }, id)).toBeNull();
  expect(await check("0000-0000-0000-0000")).toBeNull();
});

test("only the issuing office withdraws, once; then the paper's holder is told", async () => {
  const { id, sheet } = await issued(police, "registration", matter.reportId);
  const withdraw = (actor: Officer) =>
    asActor(portals.web.db, actor, (tx) => withdrawDocument(tx, actor, id, "wrong_content", new Date()));
  for (const other of [civilAffairs, prosecutor, outsider]) expect(await withdraw(other)).toBe("absent");
  expect(await withdraw(police)).toBe("done");
  expect(await withdraw(police)).toBe("absent");
  expect((await check(sheet.verification.code))?.withdrawnAt).not.toBeNull();
  await expect(owner`update documents set withdrawn_at = now() + interval '1 day' where id = ${id}`).rejects.toThrow(
    /withdrawn once/,
  );
  await expect(owner`update documents set number = 'x' where id = ${id}`).rejects.toThrow(/never edited/);
});

test("a reporter takes a notice without names; it stays the same until something new has arrived", async () => {
  const plain = someReport();
  const report = {
    ...plain,
    children: plain.children.map((one) => ({ ...one, name: child })),
    reporter: { ...plain.reporter, name: reporter },
  };
  const filed = await fileReport(portals.web, someFiling({ report }));
  await portals.route(filed.reportId);
  const take = () => issueOwnNotice(portals.web, filed.receiptCode, new Date());
  const first = await take();
  expect(first).not.toBeNull();
  expect(await take()).toBe(first);
  const [row] = await owner`select case_id, number, account_id from documents where id = ${first}`;
  const me = { kind: "reporter", reportId: filed.reportId, caseId: String(row?.case_id) } as const;
  const opened = await open(me, String(first));
  const text = JSON.stringify(opened?.sheet);
  expect(text).not.toMatch(new RegExp(`${child}|${reporter}`));
  expect(row?.number).toMatch(/^平台收字〔\d{4}〕1号$/);
  const [own] =
    await owner`select id, version from assignments where case_id = ${row?.case_id} and department = 'police'`;
  await asActor(portals.web.db, police, (tx) =>
    acceptAssignment(
      tx,
      portals.web,
      police,
      { assignmentId: String(own?.id), version: Number(own?.version) },
      new Date(),
    ),
  );
  const second = await take();
  expect(second).not.toBe(first);
  expect(JSON.stringify((await open(me, String(second)))?.sheet)).toContain("签收");
  // Another reporter opens neither, and a reporter sees no other kind.
  const stranger = { ...me, reportId: matter.reportId, caseId: matter.caseId };
  expect(await open(stranger, String(first))).toBeNull();
  const { id } = await issued(police, "registration", matter.reportId);
  expect(await open(stranger, id)).toBeNull();
});

test("a child whom two reports name stands once in the transfer letter and in the summary", async () => {
  const [plain] = someReport().children;
  const like = { children: [{ ...plain, name: "示例儿童乙", bornOn: "2015-02-17", nationalId: null }] };
  const first = await someCase(portals, like);
  await someCase(portals, like);
  const named = await owner`select 1 from parties where kind = 'child' and case_id = ${first.caseId}`;
  expect(named.length).toBe(2);
  await bringIn(portals, first.caseId, "police");
  const assignmentId = await bringIn(portals, first.caseId, "civil_affairs");
  await asActor(portals.web.db, civilAffairs, (tx) =>
    transferAssignment(
      tx,
      portals.web,
      civilAffairs,
      { assignmentId, department: "civil_affairs", district: "110108", reason: "示例理由" },
      new Date(),
    ),
  );
  const letter = await issued(civilAffairs, "transfer_letter", assignmentId, first.number);
  const summary = await issued(police, "case_summary", null, first.number);
  for (const { text } of [letter, summary]) expect(text.split("示例儿童乙").length).toBe(2);
});
