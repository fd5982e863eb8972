import { and, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCase } from "#app/cases/queries.ts";
import { endShare, shareNote, writeNote } from "#app/notes/commands.ts";
import { notesView } from "#app/notes/note-view.ts";
import { compartmentRules, mayRead, writableCompartments } from "#app/notes/rules.ts";
import type { LiveUpdate } from "#app/platform/live.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const departments = ["police", "procuratorate", "civil_affairs", "womens_federation", "education", "justice", "health"];

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
  for (const department of departments) {
    officers.set(department, await someOfficer(database, department));
    await bringIn(portals, matter.caseId, department);
  }
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const write = (actor: Officer, compartment: string, text = "示例记录", number = matter.number) =>
  asActor(portals.web.db, actor, (tx) =>
    writeNote(tx, portals.web, actor, { caseNumber: number, compartment, text }, new Date()),
  );
async function notesSeen(actor: Officer, number = matter.number) {
  const record = await asActor(portals.web.db, actor, (tx) => readCase(tx, number));
  return record?.beside.notes.notes.map(({ note }) => note) ?? [];
}
async function newestNote(actor: Officer) {
  const [note] = await notesSeen(actor);
  if (note === undefined) throw new Error("no note");
  return note;
}
const deeds = () => owner`select action, compartment, account_id, subject_id, details from audit_entries order by seq`;

test("who writes and who reads each compartment: the rules and the database say the same", async () => {
  for (const author of departments) {
    for (const compartment of schema.compartments) {
      const allowed = writableCompartments(author).includes(compartment);
      const actor = officerOf(author);
      const id = crypto.randomUUID();
      // Past the rules, as a mistake in a page would come.
      const insert = asActor(portals.web.db, actor, (tx) =>
        tx.insert(schema.caseNotes).values({
          id,
          caseId: matter.caseId,
          compartment,
          department: author,
          accountId: actor.accountId,
          sealedText: Buffer.from("sealed"),
          createdAt: new Date(),
        }),
      );
      if (!allowed) {
        await expect(insert, `${author} writes ${compartment}`).rejects.toThrow();
        continue;
      }
      await insert;
      for (const reader of departments) {
        const seen = await asActor(portals.web.db, officerOf(reader), (tx) =>
          tx.select().from(schema.caseNotes).where(eq(schema.caseNotes.id, id)),
        );
        const expected = mayRead(reader, { compartment, department: author });
        expect(seen.length === 1, `${reader} reads ${compartment} of ${author}`).toBe(expected);
      }
    }
  }
  expect(Object.keys(compartmentRules).sort()).toEqual([...schema.compartments].sort());
});

test("nobody writes a note in another's name or department", async () => {
  const police = officerOf("police");
  for (const over of [{ department: "civil_affairs" }, { accountId: officerOf("justice").accountId }]) {
    const insert = asActor(portals.web.db, police, (tx) =>
      tx.insert(schema.caseNotes).values({
        id: crypto.randomUUID(),
        caseId: matter.caseId,
        compartment: "shared",
        department: "police",
        accountId: police.accountId,
        sealedText: Buffer.from("sealed"),
        createdAt: new Date(),
        ...over,
      }),
    );
    await expect(insert).rejects.toThrow();
  }
});

test("a note is sealed, opens for its readers, and its deed is in the audit trail", async () => {
  const police = officerOf("police");
  expect(await write(police, "department", " 示例侦查记录 ")).toBe("done");
  const stored = await newestNote(police);
  expect(stored.sealedText.toString("utf8")).not.toContain("示例");
  const record = await asActor(portals.web.db, police, (tx) => readCase(tx, matter.number));
  if (record === null) throw new Error("absent");
  const signedIn = { actor: police, displayName: "示例", sessionId: "" };
  const reader = { portal: portals.web, locale: "zh-CN", signedIn } as unknown as Parameters<typeof notesView>[0];
  const keys = record.keys.map((key) => portals.web.vault.unwrap(key));
  const view = notesView(reader, record, record.beside.notes, keys, new Date());
  const inside = view.groups.find(({ compartment }) => compartment === "department")?.notes;
  expect(inside?.find(({ id }) => id === stored.id)).toMatchObject({ text: "示例侦查记录", department: "公安" });
  expect((await deeds()).at(-1)).toMatchObject({
    action: "note_written",
    compartment: "department",
    account_id: police.accountId,
    subject_id: stored.id,
  });
});

test("a note for all is on the timeline and tells every desk; any other is on none and tells its own desk only", async () => {
  const heard: LiveUpdate[] = [];
  const stop = portals.web.live.subscribe((update) => heard.push(update));
  const events = () => owner`select kind from case_events where case_id = ${matter.caseId}`;
  // The line is open once it carries something.
  await expect
    .poll(async () => {
      await write(officerOf("police"), "shared");
      return heard.length;
    })
    .toBeGreaterThan(0);
  await expect.poll(() => new Set(heard.map(({ department }) => department)).size).toBe(departments.length);
  const before = await events();
  expect(before.at(-1)?.kind).toBe("note_shared_with_all");
  heard.length = 0;
  const outboxBefore = (await owner`select id from outbox`).length;
  await write(officerOf("police"), "department");
  await write(officerOf("justice"), "legal_aid");
  await write(officerOf("civil_affairs"), "shelter_address");
  await expect.poll(() => heard.length).toBe(3);
  expect(heard.map(({ department }) => department)).toEqual(["police", "justice", "civil_affairs"]);
  expect(await events()).toHaveLength(before.length);
  expect(await owner`select id from outbox`).toHaveLength(outboxBefore);
  stop();
});

test("a note is shown to one more department for a time, prolonged, and taken back", async () => {
  const civil = officerOf("civil_affairs");
  const health = officerOf("health");
  await write(civil, "shelter_address", "示例安置地址");
  const note = await newestNote(civil);
  const sees = async (actor: Officer) => (await notesSeen(actor)).some(({ id }) => id === note.id);
  const share = (department: string, length = "7", at = new Date()) =>
    asActor(portals.web.db, civil, (tx) =>
      shareNote(tx, civil, { caseNumber: matter.number, noteId: note.id, department, length }, at),
    );
  expect(await sees(health)).toBe(false);
  expect(await share("health")).toBe("done");
  expect(await sees(health)).toBe(true);
  expect(await sees(officerOf("police"))).toBe(false);
  expect((await deeds()).at(-1)).toMatchObject({ action: "note_shared", compartment: "shelter_address" });
  // Its time is over: hidden again, and it can be given anew.
  expect(await share("health", "7", new Date(Date.now() - 8 * 86_400_000))).toBe("done");
  expect(await sees(health)).toBe(false);
  expect(await share("health", "open")).toBe("done");
  expect(await sees(health)).toBe(true);
  const end = (actor: Officer) =>
    asActor(portals.web.db, actor, (tx) =>
      endShare(tx, actor, { caseNumber: matter.number, noteId: note.id, department: "health" }),
    );
  expect(await end(health)).toBe("absent");
  expect(await end(civil)).toBe("done");
  expect(await end(civil)).toBe("absent");
  expect(await sees(health)).toBe(false);
  expect((await deeds()).at(-1)).toMatchObject({ action: "note_share_ended" });
});

test("shared is only one's own, only what may be opened, only with a department on the case", async () => {
  const share = (actor: Officer, noteId: string, department: string, caseNumber = matter.number) =>
    asActor(portals.web.db, actor, (tx) =>
      shareNote(tx, actor, { caseNumber, noteId, department, length: "7" }, new Date()),
    );
  const police = officerOf("police");
  await write(police, "department");
  const note = await newestNote(police);
  expect(await share(officerOf("procuratorate"), note.id, "health")).toBe("absent");
  expect(await share(officerOf("health"), note.id, "health")).toBe("absent");
  await expect(share(police, note.id, "cyberspace")).rejects.toThrow("department_unknown");
  await expect(share(police, note.id, "police")).rejects.toThrow("department_unknown");
  expect(await share(police, note.id, "health", (await someCase(portals)).number)).toBe("absent");
  const justice = officerOf("justice");
  await write(justice, "legal_aid");
  const privileged = await newestNote(justice);
  expect(await share(justice, privileged.id, "police")).toBe("absent");
  // Past the rules: the database refuses it as well.
  const forced = asActor(portals.web.db, justice, (tx) =>
    tx.insert(schema.noteShares).values({
      noteId: privileged.id,
      department: "police",
      sharedFrom: "justice",
      sharedBy: justice.accountId,
      sharedAt: new Date(),
    }),
  );
  await expect(forced).rejects.toThrow();
});

test("whoever is not on the case writes nothing and learns nothing", async () => {
  const elsewhere = await someOfficer(database, "police", ["110108"]);
  const cyberspace = await someOfficer(database, "cyberspace");
  expect(await write(elsewhere, "department")).toBe("absent");
  expect(await write(cyberspace, "shared")).toBe("absent");
  expect(await notesSeen(elsewhere)).toEqual([]);
});

test("a desk that was only informed reads no note, and its timeline tells of none", async () => {
  await asSystem(portals.worker.db, "test", (tx) =>
    tx
      .insert(schema.caseAccess)
      .values({ caseId: matter.caseId, department: "police", district: "110106", kind: "informed" }),
  );
  const informed = await someOfficer(database, "police", ["110106"]);
  await write(officerOf("police"), "shared");
  const record = await asActor(portals.web.db, informed, (tx) => readCase(tx, matter.number));
  expect(record?.beside.notes).toEqual({ notes: [], shares: [] });
  expect(record?.reports).toEqual([]);
  expect(record?.parties.map(({ kind }) => kind)).toEqual(["child"]);
  expect(record?.events.map(({ event }) => event.kind)).not.toContain("note_shared_with_all");
  expect(await write(informed, "shared")).toBe("absent");
  const assigned = await asActor(portals.web.db, officerOf("police"), (tx) => readCase(tx, matter.number));
  expect(assigned?.events.map(({ event }) => event.kind)).toContain("note_shared_with_all");
});

test("a note stays as it was written", async () => {
  const police = officerOf("police");
  const note = await newestNote(police);
  for (const change of [
    asActor(portals.web.db, police, (tx) =>
      tx.update(schema.caseNotes).set({ compartment: "shared" }).where(eq(schema.caseNotes.id, note.id)),
    ),
    asActor(portals.web.db, police, (tx) => tx.delete(schema.caseNotes).where(and(eq(schema.caseNotes.id, note.id)))),
  ]) {
    await expect(change).rejects.toThrow();
  }
});
