import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { takeToken } from "#app/platform/rate-limit.ts";
import { beginDraft, type Draft, openDraft, openDraftByCode, saveDraft } from "#app/reports/drafts.ts";
import { fileReport } from "#app/reports/filing.ts";
import type { PageSave, Typed } from "#app/reports/typed.ts";
import { asActor, asSystem } from "#db/actor.ts";
import { drafts } from "#db/schema/index.ts";
import { someFiling, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const at = new Date("2026-11-23T12:00:00Z");
const later = (days: number) => new Date(at.getTime() + days * 86_400_000);
const isChoice = () => false;
const page = (fields: Typed, over: Partial<PageSave> = {}) => ({
  pages: [{ page: "account", form: randomUUID(), basedOn: null, fields, ...over }],
  isChoice,
});
const narrative = (text: string): Typed => ({ "incident.narrative": [text] });
const begin = (fields: Typed = narrative("示例经过")) => beginDraft(portals.web, page(fields), at);
const typedIn = (draft: Draft | null) => draft?.content?.pages.account?.fields;

describe("a draft", () => {
  test("is opened by its token and by its code, with every letter that was typed", async () => {
    const fields = narrative("半句话，\u0000还有 <b> 和 👧");
    const { content } = await begin(fields);
    expect(typedIn(await openDraft(portals.web, content.token, at))).toEqual(fields);
    const elsewhere = await openDraftByCode(portals.web, content.code, at);
    expect(typedIn(elsewhere)).toEqual(fields);
    expect(elsewhere?.content?.token).toBe(content.token);
  });

  test("is opened by nothing else", async () => {
    await begin();
    for (const token of ["", "x", "x".repeat(43), "' or true --"]) {
      expect(await openDraft(portals.web, token, at)).toBeNull();
    }
    expect(await openDraftByCode(portals.web, "ABCD2345", at)).toBeNull();
  });

  test("is gone after seven days without a save, and each save gives it seven more", async () => {
    const draft = await begin();
    expect(await openDraft(portals.web, draft.content.token, later(6.9))).not.toBeNull();
    expect(await openDraft(portals.web, draft.content.token, later(7))).toBeNull();
    await saveDraft(portals.web, draft, page(narrative("又写了一些")), later(6));
    expect(await openDraft(portals.web, draft.content.token, later(12.9))).not.toBeNull();
    expect(await openDraft(portals.web, draft.content.token, later(13))).toBeNull();
  });

  test("keeps the pages of two windows that save at the same moment", async () => {
    const draft = await begin({});
    const pages = ["children", "account", "people", "steps", "contact"];
    await Promise.all(
      pages.map((name) =>
        saveDraft(portals.web, draft, page({ [`${name}.x`]: ["示例"] }, { page: name, basedOn: 1 }), at),
      ),
    );
    const saved = await openDraft(portals.web, draft.content.token, at);
    expect(Object.keys(saved?.content?.pages ?? {}).sort()).toEqual(pages.sort());
    expect(saved?.version).toBe(1 + pages.length);
  });

  test("writes nothing when two windows hold different words for one field, and shows both", async () => {
    const draft = await begin();
    await saveDraft(portals.web, draft, page(narrative("第一个窗口"), { form: "first", basedOn: 1 }), at);
    const second = await saveDraft(
      portals.web,
      draft,
      page(narrative("第二个窗口"), { form: "second", basedOn: 1 }),
      at,
    );
    expect(second).toMatchObject({
      outcome: "disputed",
      disputes: [{ name: "incident.narrative", stored: "第一个窗口" }],
    });
    expect(typedIn(await openDraft(portals.web, draft.content.token, at))).toEqual(narrative("第一个窗口"));
  });

  test("is emptied when it is filed, still leads its browser to the receipt, and takes nothing more", async () => {
    const draft = await begin();
    await fileReport(
      portals.web,
      someFiling({
        reportId: draft.reportId,
        idempotencyKey: draft.id,
        draft: { id: draft.id, draftKey: draft.draftKey },
      }),
    );
    const filed = await openDraft(portals.web, draft.content.token, at);
    expect(filed).toMatchObject({ reportId: draft.reportId, content: null });
    expect(filed?.filedAt).not.toBeNull();
    expect(await saveDraft(portals.web, draft, page(narrative("还想写")), at)).toMatchObject({ outcome: "filed" });
  });

  test("that was deleted meanwhile says so when it is saved", async () => {
    const draft = await begin();
    await asSystem(portals.worker.db, "remove-expired", (tx) => tx.delete(drafts));
    expect(await saveDraft(portals.web, draft, page(narrative("还在写")), at)).toEqual({ outcome: "gone" });
  });
});

describe("nobody else", () => {
  test("sees a draft: no officer, no other draft's holder, nobody at all", async () => {
    const draft = await begin();
    const officer = await someOfficer(database, "police", ["*"], "lead");
    const other = await begin();
    for (const actor of [officer, { kind: "public" } as const]) {
      expect(await asActor(portals.web.db, actor, (tx) => tx.select().from(drafts))).toEqual([]);
    }
    const seen = await asActor(portals.web.db, { kind: "draft", draftKey: other.draftKey }, (tx) =>
      tx.select({ id: drafts.id }).from(drafts),
    );
    expect(seen).toEqual([{ id: other.id }]);
    expect(seen).not.toContainEqual({ id: draft.id });
  });

  test("reads a word of a draft, its token or its code in the database", async () => {
    const { content } = await begin(narrative("示例经过：不应出现的句子"));
    const owner = postgres(database.ownerUrl, { max: 1 });
    const [row] = await owner`select string_agg(drafts::text, ' ') as dump from drafts`;
    const rows = await owner`select sealed_answers from drafts`;
    await owner.end();
    const bytes = Buffer.concat(rows.map(({ sealed_answers: sealed }) => sealed as Buffer)).toString("latin1");
    for (const secret of [content.token, content.code]) {
      expect(String(row?.dump)).not.toContain(secret);
      expect(bytes).not.toContain(secret);
    }
    expect(bytes).not.toContain(Buffer.from("不应出现").toString("latin1"));
  });
});

describe("a limit on attempts", () => {
  const allowance = { use: "test", key: "192.0.2.1", limit: 3, windowSeconds: 60 };
  const take = (over: Partial<typeof allowance> = {}, moment = at) =>
    takeToken(portals.web.db, portals.web.vault, { ...allowance, ...over }, moment);

  test("counts together what arrives at once, and says when trying again makes sense", async () => {
    const taken = await Promise.all(Array.from({ length: 5 }, () => take()));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(3);
    expect(taken.every(({ retryAfterSeconds }) => retryAfterSeconds === 60)).toBe(true);
  });

  test("keeps addresses and uses apart, and begins again with the next window", async () => {
    expect((await take({ key: "192.0.2.2" })).allowed).toBe(true);
    expect((await take({ use: "another" })).allowed).toBe(true);
    expect((await take({}, new Date(at.getTime() + 60_000))).allowed).toBe(true);
  });

  test("stores no address", async () => {
    const owner = postgres(database.ownerUrl, { max: 1 });
    const [row] = await owner`select string_agg(rate_limits::text, ' ') as dump from rate_limits`;
    await owner.end();
    expect(String(row?.dump)).not.toContain("192.0.2");
  });
});
