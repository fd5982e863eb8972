import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseKey } from "#app/keys/case-key.ts";
import { askAgain, decideJoin, keepApart } from "#app/matching/commands.ts";
import { movedApart, movedTables, staysBehind } from "#app/matching/rules.ts";
import { notePlace, writeNote } from "#app/notes/commands.ts";
import { unseal } from "#app/platform/crypto.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { addSupplement, supplementPlace } from "#app/reports/supplements.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { asActor } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { matchingDesk, type Told } from "./desk.ts";

let database: TestDatabase;
let portals: TestPortals;
let desk: ReturnType<typeof matchingDesk>;
let prosecutor: Awaited<ReturnType<typeof someOfficer>>;
let cityProsecutor: Awaited<ReturnType<typeof someOfficer>>;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  desk = matchingDesk(database, portals);
  prosecutor = await someOfficer(database, "procuratorate");
  cityProsecutor = await someOfficer(database, "procuratorate", ["*"]);
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

let serial = 0;
const given = [..."甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"];
/** Two ways to write one invented child: alike in sound, so that only an officer can say. */
function twoWritings(): readonly [Record<string, unknown>, Record<string, unknown>] {
  const middle = given[serial % given.length] ?? "甲";
  serial += 1;
  const bornOn = `2015-${String((serial % 12) + 1).padStart(2, "0")}-17`;
  return [
    { name: `例${middle}浩`, bornOn, address: `示例路${serial}号` },
    { name: `例${middle}昊`, bornOn, address: `示例路${serial}号` },
  ];
}
const twoCases = async (over: Record<string, unknown> = {}): Promise<readonly [Told, Told, string]> => {
  const [one, other] = twoWritings();
  const first = await desk.tell(one);
  const second = await desk.tell({ ...other, ...over });
  const proposal = await desk.proposalOf(first, second);
  if (proposal === null) throw new Error("nothing was proposed");
  return [first, second, proposal.id];
};
const assignmentsOf = (caseId: string) =>
  desk.system("test", (tx) => tx.select().from(schema.assignments).where(eq(schema.assignments.caseId, caseId)));
const keysOf = async (caseId: string) => {
  const stored = await desk.system("test", (tx) =>
    tx.select().from(schema.dataKeys).where(eq(schema.dataKeys.caseId, caseId)),
  );
  return stored.map((key) => portals.worker.vault.unwrap(key));
};

test("every table with a case says what a join does to it", async () => {
  const tables = await desk.owner(
    (sql) => sql<{ name: string }[]>`select c.table_name as name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'case_id' and t.table_type = 'BASE TABLE'`,
  );
  const known = [...movedTables.map(({ table }) => table), ...movedApart, ...staysBehind].sort();
  expect(tables.map(({ name }) => name).sort()).toEqual(known);
});

test("what is likely waits for an officer; whoever reads only one of the two cases sees nothing of it", async () => {
  const [first, second, proposalId] = await twoCases();
  expect(second.caseId).not.toBe(first.caseId);
  const elsewhere = await someOfficer(database, "procuratorate", ["110108"]);
  const seen = (officer: typeof prosecutor) =>
    asActor(portals.web.db, officer, (tx) =>
      tx.select().from(schema.matchProposals).where(eq(schema.matchProposals.id, proposalId)),
    );
  expect(await seen(prosecutor)).toMatchObject([{ state: "open", findings: { name: "sounds_same", birth: "same" } }]);
  expect(await seen(elsewhere)).toEqual([]);
  expect(await seen(await someOfficer(database, "police"))).toHaveLength(1);
  expect(await seen(await someOfficer(database, "housing"))).toEqual([]);
  await expect(
    asActor(portals.web.db, elsewhere, (tx) =>
      decideJoin(tx, elsewhere, { caseNumber: first.number, proposalId }, new Date()),
    ),
  ).resolves.toBe("absent");
});

test("a join and its undoing leave every row where it was, and no receipt changes by a byte", async () => {
  const [first, second, proposalId] = await twoCases();
  const officer = await someOfficer(database, "police");
  const police = (await assignmentsOf(second.caseId)).find(({ department }) => department === "police");
  await asActor(portals.web.db, officer, (tx) =>
    acceptAssignment(tx, portals.web, officer, { assignmentId: police?.id ?? "" }, new Date()),
  );
  const before = await desk.rowsOf(first.caseId, second.caseId);
  const receipts = [await desk.receipt(first), await desk.receipt(second)];

  const joinId = await desk.joinAs(prosecutor, second, proposalId);
  expect([await desk.receipt(first), await desk.receipt(second)]).toEqual(receipts);
  const joined = await assignmentsOf(first.caseId);
  expect(await assignmentsOf(second.caseId)).toEqual([]);
  expect(joined.filter(({ department }) => department === "police")).toHaveLength(2);
  const seen = await asActor(portals.web.db, officer, (tx) =>
    tx.select().from(schema.reports).where(eq(schema.reports.caseId, first.caseId)),
  );
  expect(seen.map(({ id }) => id).sort()).toEqual([first.reportId, second.reportId].sort());

  expect(await desk.undoAs(prosecutor, first.number, joinId)).toBe("undone");
  expect(await desk.rowsOf(first.caseId, second.caseId)).toEqual(before);
  expect([await desk.receipt(first), await desk.receipt(second)]).toEqual(receipts);
  expect(await desk.proposalOf(first, second)).toMatchObject({ state: "apart", reason: "wrongly_joined" });
});

test("what was written while both were one stays readable: with its report, or with the case it was written on", async () => {
  const [first, second, proposalId] = await twoCases();
  const joinId = await desk.joinAs(prosecutor, second, proposalId);
  const receipt = await findReceipt(portals.web, second.receiptCode);
  if (receipt === null) throw new Error("no receipt");
  await addSupplement(portals.web, receipt.reporter, "示例补充", new Date());
  const officer = await someOfficer(database, "police");
  await asActor(portals.web.db, officer, (tx) =>
    writeNote(
      tx,
      portals.web,
      officer,
      { caseNumber: first.number, compartment: "shared", text: "示例记录" },
      new Date(),
    ),
  );
  const [meanwhile] = (await assignmentsOf(first.caseId)).filter(({ joinedFromId }) => joinedFromId === second.caseId);
  expect(meanwhile).toBeDefined();
  const key = await desk.system("test", (tx) => caseKey(tx, portals.worker, first.caseId));
  expect(await desk.undoAs(prosecutor, first.number, joinId)).toBe("undone");
  // Whatever was sealed in between opens on both; what is sealed from now on opens on its own case alone.
  for (const { caseId } of [first, second]) {
    expect((await keysOf(caseId)).map(({ id }) => id)).toContain(key.id);
    const own = await desk.system("test", (tx) => caseKey(tx, portals.worker, caseId));
    const others = await keysOf(caseId === first.caseId ? second.caseId : first.caseId);
    expect(others.map(({ id }) => id)).not.toContain(own.id);
  }
  const [[note], [supplement]] = await desk.system("test", async (tx) => [
    await tx.select().from(schema.caseNotes).where(eq(schema.caseNotes.caseId, first.caseId)),
    await tx.select().from(schema.supplements).where(eq(schema.supplements.reportId, second.reportId)),
  ]);
  if (note === undefined || supplement === undefined) throw new Error("something is lost");
  expect(unseal(await keysOf(first.caseId), notePlace(note.id), note.sealedText)).toBe("示例记录");
  expect(unseal(await keysOf(second.caseId), supplementPlace(supplement.id), supplement.sealedText)).toBe("示例补充");
});

test("a join that came by itself is undone like any other: each desk gets work of its own, and receipts stay", async () => {
  const child = { name: "例自合", bornOn: "2014-02-03" };
  const first = await desk.tell(child);
  const officer = await someOfficer(database, "police");
  const second = await desk.tell(child);
  expect(second.caseId).toBe(first.caseId);
  const [police] = (await assignmentsOf(first.caseId)).filter(({ department }) => department === "police");
  await asActor(portals.web.db, officer, (tx) =>
    acceptAssignment(tx, portals.web, officer, { assignmentId: police?.id ?? "" }, new Date()),
  );
  const receipts = [await desk.receipt(first), await desk.receipt(second)];
  const [join] = await desk.system("test", (tx) =>
    tx.select().from(schema.caseJoins).where(eq(schema.caseJoins.caseId, first.caseId)),
  );
  expect(join).toMatchObject({ automatic: true, state: "joined" });
  expect(await desk.undoAs(prosecutor, first.number, join?.id ?? "")).toBe("undone");
  expect([await desk.receipt(first), await desk.receipt(second)]).toEqual(receipts);
  const [stays, goes] = [await assignmentsOf(first.caseId), await assignmentsOf(join?.fromCaseId ?? "")];
  expect(goes.map(({ department, state }) => `${department} ${state}`).sort()).toEqual(
    stays.map(({ department, state }) => `${department} ${state}`).sort(),
  );
  const third = await desk.tell({ ...child, address: null });
  // Two cases of this child stand apart: a further report goes to one of them, and the two are not proposed again.
  expect([first.caseId, join?.fromCaseId]).toContain(third.caseId);
  expect(await desk.proposalOf(first, { ...second, caseId: join?.fromCaseId ?? "" })).toMatchObject({ state: "apart" });
});

test("kept apart is remembered, also when one of the two gets a further report; taking it back asks again", async () => {
  const [one, other] = twoWritings();
  const first = await desk.tell(one);
  const second = await desk.tell(other);
  const proposal = await desk.proposalOf(first, second);
  const decision = { caseNumber: first.number, proposalId: proposal?.id ?? "" };
  await expect(
    asActor(portals.web.db, prosecutor, (tx) => keepApart(tx, prosecutor, { ...decision, reason: "" }, new Date())),
  ).rejects.toMatchObject({ code: "reason_missing" });
  await asActor(portals.web.db, prosecutor, (tx) =>
    keepApart(tx, prosecutor, { ...decision, reason: "twin_or_sibling" }, new Date()),
  );
  const count = (await desk.proposals()).length;
  const again = await desk.tell(one);
  expect(again.caseId).toBe(first.caseId);
  expect(await desk.proposals()).toHaveLength(count);
  await expect(
    asActor(portals.web.db, prosecutor, (tx) => decideJoin(tx, prosecutor, decision, new Date())),
  ).rejects.toMatchObject({ code: "decided_already" });
  await asActor(portals.web.db, prosecutor, (tx) => askAgain(tx, prosecutor, decision, new Date()));
  expect(await desk.proposalOf(first, second)).toMatchObject({ state: "open" });
});

test("desks of either case are on the joined one, and leave it again when the join is undone", async () => {
  const [one, other] = twoWritings();
  const first = await desk.tell(one);
  const second = await desk.tell({ ...other, district: "110108" }, { incident: incidentIn("110108") });
  const proposal = await desk.proposalOf(first, second);
  const haidian = await someOfficer(database, "police", ["110108"]);
  const reads = async () => {
    const rows = await asActor(portals.web.db, haidian, (tx) =>
      tx.select({ id: schema.reports.id }).from(schema.reports).where(eq(schema.reports.caseId, first.caseId)),
    );
    return rows.length;
  };
  expect(await reads()).toBe(0);
  const joinId = await desk.joinAs(cityProsecutor, second, proposal?.id ?? "");
  expect(await reads()).toBe(2);
  expect(await desk.undoAs(cityProsecutor, first.number, joinId)).toBe("undone");
  expect(await reads()).toBe(0);
});

test("whoever is recused from one of two cases is recused from the joined one, and is not in charge of it", async () => {
  const [first, second, proposalId] = await twoCases();
  const officer = await someOfficer(database, "police");
  const police = (await assignmentsOf(first.caseId)).find(({ department }) => department === "police");
  await asActor(portals.web.db, officer, (tx) =>
    acceptAssignment(tx, portals.web, officer, { assignmentId: police?.id ?? "" }, new Date()),
  );
  const lead = await someOfficer(database, "police", ["110105"], "lead");
  const { recuse } = await import("#app/recusals/commands.ts");
  await asActor(portals.web.db, lead, (tx) =>
    recuse(
      tx,
      portals.web,
      lead,
      {
        caseNumber: second.number,
        officerId: officer.accountId,
        reason: "other",
        words: "示例理由",
        successor: "wholeDesk",
      },
      new Date(),
    ),
  );
  const sees = async () => {
    const rows = await asActor(portals.web.db, officer, (tx) =>
      tx
        .select({ id: schema.cases.id })
        .from(schema.cases)
        .where(inArray(schema.cases.id, [first.caseId, second.caseId])),
    );
    return rows.map(({ id }) => id);
  };
  expect(await sees()).toEqual([first.caseId]);
  const joinId = await desk.joinAs(prosecutor, second, proposalId);
  expect(await sees()).toEqual([]);
  const held = (await assignmentsOf(first.caseId)).filter(({ department }) => department === "police");
  expect(held.map(({ officerId }) => officerId)).toEqual([null, null]);
  expect(await desk.undoAs(prosecutor, first.number, joinId)).toBe("undone");
  expect(await sees()).toEqual([first.caseId]);
});

test("two who decide at the same moment: one of them is told, and nothing happens twice", async () => {
  const [first, , proposalId] = await twoCases();
  const decide = () =>
    asActor(portals.web.db, prosecutor, (tx) =>
      decideJoin(tx, prosecutor, { caseNumber: first.number, proposalId }, new Date()),
    );
  const settled = await Promise.allSettled([decide(), decide()]);
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a sibling's report with the brother's number is shown to officers and not joined", async () => {
  const nationalId = "99999920150302001" + "0";
  const first = await desk.tell({ name: "例大同", bornOn: "2015-03-02", nationalId: validNumber(nationalId) });
  const second = await desk.tell({ name: "例小异", bornOn: "2017-08-09", nationalId: validNumber(nationalId) });
  expect(second.caseId).not.toBe(first.caseId);
});

function validNumber(eighteen: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(eighteen[at]), 0);
  return `${eighteen.slice(0, 17)}${"10X98765432"[sum % 11]}`;
}

function incidentIn(district: string) {
  return { situations: ["multiple_injuries"], from: "2026-03-02", district, place: "home" };
}

test("no name and no number of a child lies in what is compared", async () => {
  await desk.tell({ name: "例针眼", bornOn: "2013-04-05", address: "示例针路1号", school: "示例针小学" });
  const dumped = await desk.owner(
    (sql) => sql<{ text: string }[]>`select coalesce(string_agg(t::text, ' '), '') as text from (
      select traits::text as t from match_profiles union all select encode(token, 'escape') from match_tokens
      union all select findings::text from match_proposals union all select moved::text from case_joins) x`,
  );
  for (const needle of ["例针眼", "2013-04-05", "示例针", "zhen"]) expect(dumped[0]?.text).not.toContain(needle);
});
