import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SealBroken, unseal } from "#app/platform/crypto.ts";
import { contentPlace, fileReport, partyPlace } from "#app/reports/filing.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { addSupplement } from "#app/reports/supplements.ts";
import { destroyCase } from "#app/retention/destroying.ts";
import { placeHold, releaseHold } from "#app/retention/holding.ts";
import { dueForSealing, sealCase } from "#app/retention/sealing.ts";
import { raiseObjection } from "#app/triage/objections.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { allHandlers } from "#jobs/handlers/index.ts";
import { someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { closeOwn, someCase, type TestCase, workToTheEnd } from "./cases.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

const at = (day: string) => new Date(`${day}T10:00:00+08:00`);
/** As the clocks of the scheduled jobs would say it. */
const runJob = async (job: "seal-cases" | "destroy-cases", now: Date) => {
  const handlers = allHandlers({
    send: () => Promise.reject(new Error("no mail here")),
    close: () => Promise.resolve(),
  });
  await handlers[job].run(
    {
      portal: portals.worker,
      jobId: "daily",
      attempt: 1,
      now,
      log: portals.worker.log,
      signal: new AbortController().signal,
      complete: () => Promise.resolve(),
    },
    { v: 1 },
  );
};
const worker = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(portals.worker.db, "test", work);
const matterOf = async (caseId: string) => {
  const [matter] = await worker((tx) => tx.select().from(schema.cases).where(eq(schema.cases.id, caseId)));
  if (matter === undefined) throw new Error("no case");
  return matter;
};
/** Closed on 2 March 2026, opened the day before, of a child of ten. */
const closedCase = async (): Promise<TestCase & { number: string }> => {
  const matter = await someCase(database, portals, {}, at("2026-03-01"));
  await workToTheEnd(portals, matter, at("2026-03-02"));
  return { ...matter, number: (await matterOf(matter.caseId)).number };
};
const sealedCase = async () => {
  const matter = await closedCase();
  await worker((tx) => sealCase(tx, portals.worker.edition, matter.caseId, at("2026-09-02")));
  return matter;
};
const hold = (officer: Officer, caseNumber: string, over: { reason?: string; words?: string } = {}) =>
  asActor(portals.web.db, officer, (tx) =>
    placeHold(
      tx,
      portals.web,
      officer,
      { caseNumber, reason: "court_case", words: "示例法院审理中", ...over },
      at("2026-05-01"),
    ),
  );
const deeds = (caseId: string) =>
  owner<{ action: string; job: string | null; reason: string | null; details: string }[]>`
    select action, job, reason, details from audit_entries where case_id = ${caseId} order by seq`;

describe("sealing", () => {
  test("on its day and not the day before; its desks then read no contents", async () => {
    const matter = await closedCase();
    const [officer] = matter.officers;
    if (officer === undefined) throw new Error("nobody");
    const contents = () =>
      asActor(portals.web.db, officer, (tx) =>
        tx.select().from(schema.reports).where(eq(schema.reports.caseId, matter.caseId)),
      );
    await runJob("seal-cases", at("2026-09-01"));
    expect((await matterOf(matter.caseId)).state).toBe("closed");
    expect(await contents()).toHaveLength(1);
    await runJob("seal-cases", at("2026-09-02"));
    const sealed = await matterOf(matter.caseId);
    expect(sealed).toMatchObject({ state: "sealed", sealedAt: at("2026-09-02") });
    expect(sealed.keptUntil).toEqual(new Date("2046-03-02T00:00:00+08:00"));
    expect(await contents()).toHaveLength(0);
    const entries = await deeds(matter.caseId);
    expect(entries.filter(({ action }) => action === "case_sealed")).toEqual([
      expect.objectContaining({ job: "seal-cases", reason: "seal_after_closing" }),
    ]);
    // Run again, nothing more happens.
    await runJob("seal-cases", at("2026-09-03"));
    expect(await deeds(matter.caseId)).toHaveLength(entries.length);
  });

  test("an open case, a case that was joined to another and a held one are left alone", async () => {
    const open = await someCase(database, portals, {}, at("2026-03-01"));
    const child = { name: "示例儿童（并案）", sex: "female", bornOn: "2016-03-02", district: "110105" };
    const into = await someCase(database, portals, { children: [child] }, at("2026-03-01"));
    const filed = await fileReport(
      portals.web,
      someFiling({ report: someReport({ children: [child] }), at: at("2026-03-01") }),
    );
    await portals.route(filed.reportId, at("2026-03-01"));
    const [joined] = await worker((tx) =>
      tx.select().from(schema.cases).where(eq(schema.cases.joinedIntoId, into.caseId)),
    );
    const held = await closedCase();
    const [officer] = held.officers;
    if (officer === undefined || joined === undefined) throw new Error("nobody");
    await hold(officer, held.number);
    await runJob("seal-cases", at("2036-09-02"));
    await runJob("destroy-cases", at("2076-09-02"));
    expect(await matterOf(open.caseId)).toMatchObject({ state: "open", destroyedAt: null });
    expect(await matterOf(joined.id)).toMatchObject({ state: "closed", sealedAt: null });
    expect(await matterOf(held.caseId)).toMatchObject({ state: "closed", sealedAt: null });
    // Neither found nor, found before the hold was placed, sealed.
    const later = at("2036-09-02");
    expect(await worker((tx) => dueForSealing(tx, portals.worker.edition, later))).not.toContain(held.caseId);
    expect(await worker((tx) => sealCase(tx, portals.worker.edition, held.caseId, later))).toBe(false);
  });

  test("whoever names a case before its day seals nothing", async () => {
    const { caseId } = await closedCase();
    const seal = (day: string) => worker((tx) => sealCase(tx, portals.worker.edition, caseId, at(day)));
    expect([await seal("2026-09-01"), await seal("2026-09-02"), await seal("2026-09-03")]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe("a hold", () => {
  test("keeps a sealed case beyond its day until it is released, by its own department only", async () => {
    const matter = await sealedCase();
    const [one, other] = matter.officers;
    if (one === undefined || other === undefined) throw new Error("nobody");
    expect(await hold(one, matter.number)).toBe("done");
    await expect(hold(one, matter.number)).rejects.toMatchObject({ code: "already_held" });
    expect(await worker((tx) => destroyCase(tx, matter.caseId, at("2066-03-02")))).toBe(false);
    const release = (officer: Officer) =>
      asActor(portals.web.db, officer, (tx) => releaseHold(tx, officer, matter.number, at("2026-06-01")));
    expect(await release(other)).toBe("absent");
    expect(await worker((tx) => destroyCase(tx, matter.caseId, at("2066-03-02")))).toBe(false);
    expect(await release(one)).toBe("done");
    expect((await deeds(matter.caseId)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(["case_held", "case_released"]),
    );
    expect(await worker((tx) => destroyCase(tx, matter.caseId, at("2066-03-02")))).toBe(true);
    await expect(hold(one, matter.number)).resolves.toBe("absent");
  });

  test("asks for a reason from the list and for words, and says what is missing", async () => {
    const { officers, number } = await closedCase();
    const [officer] = officers;
    if (officer === undefined) throw new Error("nobody");
    await expect(hold(officer, number, { reason: "because" })).rejects.toMatchObject({ code: "reason_missing" });
    await expect(hold(officer, number, { words: "  " })).rejects.toMatchObject({ code: "words_missing" });
    await expect(hold(officer, number, { words: "字".repeat(2_001) })).rejects.toMatchObject({
      code: "words_too_long",
    });
  });

  test("is not there for a department outside the case, and another district's", async () => {
    const { number } = await closedCase();
    for (const stranger of [
      await someOfficer(database, "housing"),
      await someOfficer(database, "police", ["110108"]),
    ]) {
      expect(await hold(stranger, number)).toBe("absent");
    }
    const prosecutor = await someOfficer(database, "procuratorate");
    expect(await hold(prosecutor, number)).toBe("done");
  });

  test("the database lets nobody hold in another's name, nor seal or destroy what is held", async () => {
    const matter = await closedCase();
    const [officer, other] = matter.officers;
    if (officer === undefined || other === undefined) throw new Error("nobody");
    const forged = {
      id: randomUUID(),
      caseId: matter.caseId,
      accountId: other.accountId,
      department: officer.department,
      reason: "other" as const,
      sealedReason: Buffer.alloc(1),
      placedAt: at("2026-05-01"),
    };
    await expect(
      asActor(portals.web.db, officer, (tx) => tx.insert(schema.caseHolds).values(forged)),
    ).rejects.toMatchObject({ cause: { code: "42501" } });
    await hold(officer, matter.number);
    const sealing = worker((tx) =>
      tx
        .update(schema.cases)
        .set({ state: "sealed", sealedAt: new Date(), keptUntil: new Date() })
        .where(eq(schema.cases.id, matter.caseId)),
    );
    await expect(sealing).rejects.toMatchObject({ cause: { code: "23514" } });
  });
});

describe("destruction", () => {
  /** A case with everything that a case can hold. */
  async function fullCase() {
    const matter = await someCase(database, portals, {}, at("2026-03-01"));
    const { caseId, reportId, officers } = matter;
    await addSupplement(
      portals.web,
      { kind: "reporter", reportId, caseId },
      "示例补充：第二天又有新伤。",
      at("2026-03-01"),
    );
    const objector = officers.find(({ department }) => department === "womens_federation") ?? officers[0];
    if (objector === undefined) throw new Error("nobody");
    const held = await worker((tx) =>
      tx.select().from(schema.assignments).where(eq(schema.assignments.caseId, caseId)),
    );
    const own = held.find(({ department }) => department === objector.department);
    await asActor(portals.web.db, objector, (tx) =>
      raiseObjection(
        tx,
        portals.web,
        objector,
        { assignmentId: own?.id ?? "", reason: "示例异议理由", proposedDepartment: null, proposedDistrict: null },
        at("2026-03-01"),
      ),
    );
    const [objection] = await worker((tx) =>
      tx.select().from(schema.objections).where(eq(schema.objections.caseId, caseId)),
    );
    await owner`update objections set outcome = 'overruled', decided_at = now(), decided_by = ${objector.accountId}, sealed_decision = 'x' where id = ${objection?.id ?? ""}`;
    await owner`update assignments set state = 'new', version = version + 1 where id = ${own?.id ?? ""}`;
    const unitId = randomUUID();
    await owner`insert into units (id, name, profession, district) values (${unitId}, '示例单位', 'teacher', '110105')`;
    const [report] = await owner<{ number: string }[]>`select number from reports where id = ${reportId}`;
    await owner`insert into unit_reports (report_id, unit_id, number, filed_at) values (${reportId}, ${unitId}, ${report?.number ?? ""}, now())`;
    await owner`insert into case_notes (id, case_id, compartment, department, account_id, sealed_text, created_at)
      values (${randomUUID()}, ${caseId}, 'shared', ${objector.department}, ${objector.accountId}, 'x', now())`;
    await owner`insert into evidence (id, case_id, report_id, state, sealed_key, sealed_description, size, created_at)
      values (${randomUUID()}, ${caseId}, ${reportId}, 'arriving', 'x', 'x', 1, now())`;
    await owner`insert into emergency_accesses (id, case_id, case_number, account_id, department, reason, sealed_reason, opened_at, expires_at)
      select ${randomUUID()}, id, number, ${objector.accountId}, 'police', 'other', 'x', now(), now() + interval '1 hour' from cases where id = ${caseId}`;
    await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
      values (${randomUUID()}, ${caseId}, ${(await someOfficer(database, "housing")).accountId}, 'housing', 'other', 'x', ${objector.accountId}, now())`;
    await owner`insert into identity_requests (id, case_id, report_id, district, requested_by, department, level, reason, sealed_reason, requested_at, outcome, decided_at, sealed_decision)
      values (${randomUUID()}, ${caseId}, ${reportId}, '110105', ${objector.accountId}, ${objector.department}, 'coordinator', 'other', 'x', now(), 'refused', now(), 'x')`;
    await hold(objector, (await matterOf(caseId)).number);
    await asActor(portals.web.db, objector, async (tx) =>
      releaseHold(tx, objector, (await matterOf(caseId)).number, at("2026-03-02")),
    );
    for (const officer of officers) await closeOwn(portals, officer, caseId, at("2026-03-02"));
    await worker((tx) => sealCase(tx, portals.worker.edition, caseId, at("2026-09-02")));
    return { ...matter, number: (await matterOf(caseId)).number };
  }

  /** What statistics are made of. */
  const figures = () => owner`select
    (select count(*)::int from cases) as cases, (select count(*)::int from reports) as reports,
    (select count(*)::int from assignments) as assignments, (select count(*)::int from clocks) as clocks,
    (select count(*)::int from deliveries) as deliveries, (select count(*)::int from objections) as objections,
    (select count(*)::int from case_holds) as holds, (select count(*)::int from case_events) as events,
    (select array_agg(number || urgency || filed_at || channel order by number) from reports) as reported,
    (select array_agg(number || district || situations::text order by number) from cases) as matters,
    (select array_agg(clock || state order by id) from clocks) as clock_states`;

  test("leaves nothing that can be read, also not from a copy of the row; figures and the audit trail stay", async () => {
    const matter = await fullCase();
    const { caseId, reportId } = matter;
    // What a backup from before would hold, without its keys.
    const [report] = await worker((tx) => tx.select().from(schema.reports).where(eq(schema.reports.id, reportId)));
    const [party] = await worker((tx) => tx.select().from(schema.parties).where(eq(schema.parties.caseId, caseId)));
    const stored = await worker((tx) => tx.select().from(schema.dataKeys).where(eq(schema.dataKeys.caseId, caseId)));
    if (report === undefined || party === undefined) throw new Error("an empty case");
    expect(unseal(stored.map(portals.worker.vault.unwrap), contentPlace(reportId), report.sealedContent)).toContain(
      "示例经过",
    );
    const before = await figures();

    await runJob("destroy-cases", at("2046-03-01"));
    expect((await matterOf(caseId)).destroyedAt).toBeNull();
    await runJob("destroy-cases", at("2046-03-02"));
    expect((await matterOf(caseId)).destroyedAt).toEqual(at("2046-03-02"));

    const everyKey = (await worker((tx) => tx.select().from(schema.dataKeys))).map(portals.worker.vault.unwrap);
    expect(() => unseal(everyKey, contentPlace(reportId), report.sealedContent)).toThrow(SealBroken);
    expect(() => unseal(everyKey, partyPlace(party.id), party.sealedIdentity)).toThrow(SealBroken);
    for (const table of ["data_keys", "parties", "blind_indexes", "case_notes"]) {
      expect(await owner`select 1 from ${owner(table)} where case_id = ${caseId}`, table).toHaveLength(0);
    }
    for (const table of ["reporter_identities", "supplements", "receipts", "unit_reports"]) {
      expect(await owner`select 1 from ${owner(table)} where report_id = ${reportId}`, table).toHaveLength(0);
    }
    for (const table of ["objections", "case_holds", "emergency_accesses", "recusals", "identity_requests"]) {
      const rows = await owner`select to_jsonb(t) as row from ${owner(table)} t where case_id = ${caseId}`;
      expect(rows.length, table).toBeGreaterThan(0);
      for (const { row } of rows) {
        const words = Object.entries(row).filter(([column, value]) => column.startsWith("sealed_") && value !== null);
        expect(
          words.map(([, value]) => value),
          table,
        ).toEqual(words.map(() => "\\x"));
      }
    }
    expect(await owner`select length(sealed_content) as length from reports where id = ${reportId}`).toEqual([
      { length: 0 },
    ]);
    const [file] = await owner<{ id: string }[]>`select id from evidence where case_id = ${caseId}`;
    const promised = await owner`select payload from outbox where kind = 'remove-evidence'`;
    expect(promised.map(({ payload }) => payload)).toContainEqual({ v: 1, evidenceId: file?.id });
    expect(await findReceipt(portals.web, matter.receiptCode)).toBeNull();

    const after = await figures();
    expect(after).toEqual(before);
    expect((await deeds(caseId)).at(-1)).toMatchObject({ action: "case_destroyed", job: "destroy-cases" });
    const entries = (await deeds(caseId)).length;
    await runJob("destroy-cases", at("2046-03-03"));
    expect(await deeds(caseId)).toHaveLength(entries);
  });

  test("the audit chain still verifies", async () => {
    const rows =
      await owner`select seq, previous_hash, hash, sha256(convert_to(concat_ws(E'\x1f', encode(previous_hash, 'hex'), seq,
      (extract(epoch from at) * 1000)::bigint, actor_kind, coalesce(account_id::text, ''), coalesce(department, ''), coalesce(job, ''),
      action, coalesce(case_id::text, ''), coalesce(case_number, ''), coalesce(subject_id::text, ''), coalesce(compartment, ''),
      coalesce(reason, ''), details), 'UTF8')) as reckoned from audit_entries order by seq`;
    expect(rows.length).toBeGreaterThan(0);
    for (const [index, row] of rows.entries()) {
      expect(row.hash.equals(row.reckoned), `entry ${row.seq}`).toBe(true);
      if (index > 0) expect(row.previous_hash.equals(rows[index - 1]?.hash)).toBe(true);
    }
  });

  test.each([
    ["before it is sealed", async () => (await closedCase()).caseId],
    ["before its day", async () => (await sealedCase()).caseId],
  ])("is refused by the database %s, and so is removing anything of it", async (_when, given) => {
    const caseId = await given();
    const refused = { cause: { code: "23514" } };
    await expect(
      worker((tx) =>
        tx
          .update(schema.cases)
          .set({ destroyedAt: at("2026-10-01") })
          .where(eq(schema.cases.id, caseId)),
      ),
    ).rejects.toMatchObject(refused);
    const filed = sql`(select id from reports where case_id = ${caseId})`;
    for (const table of [schema.dataKeys, schema.parties, schema.blindIndexes]) {
      await expect(worker((tx) => tx.delete(table).where(eq(table.caseId, caseId)))).rejects.toMatchObject(refused);
    }
    for (const table of [schema.reporterIdentities, schema.receipts]) {
      await expect(worker((tx) => tx.delete(table).where(inArray(table.reportId, filed)))).rejects.toMatchObject(
        refused,
      );
    }
    await expect(
      worker((tx) =>
        tx
          .update(schema.reports)
          .set({ sealedContent: Buffer.alloc(0) })
          .where(eq(schema.reports.caseId, caseId)),
      ),
    ).rejects.toMatchObject(refused);
    expect(await owner`select 1 from data_keys where case_id = ${caseId}`).toHaveLength(1);
  });

  test("a hold that comes at the same moment either stands or is told that it came too late", async () => {
    const matter = await sealedCase();
    const [officer] = matter.officers;
    if (officer === undefined) throw new Error("nobody");
    const [held, destroyed] = await Promise.all([
      hold(officer, matter.number).catch((error: { code: string }) => error.code),
      worker((tx) => destroyCase(tx, matter.caseId, at("2066-03-02"))),
    ]);
    expect(destroyed ? ["destroyed", "absent"] : ["done"]).toContain(held);
    const open = await owner`select 1 from case_holds where case_id = ${matter.caseId} and released_at is null`;
    expect(open).toHaveLength(destroyed ? 0 : 1);
  });
});
