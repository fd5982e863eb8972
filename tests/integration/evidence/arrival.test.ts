import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginUpload, takeBack } from "#app/evidence/commands.ts";
import { type EvidenceOwner, senderOf } from "#app/evidence/owner.ts";
import { evidenceOfDraft } from "#app/evidence/queries.ts";
import { appendBytes, findUpload } from "#app/evidence/receiving.ts";
import { limitOf, mostBytes, mostFiles, partSize } from "#app/evidence/rules.ts";
import { asSystem } from "#db/actor.ts";
import { evidence, outbox } from "#db/schema/index.ts";
import { addedFile, inPieces, sha256, someDraft, somePhoto, someRecording } from "#tests/support/evidence.ts";
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

const stored = async (id: string) => {
  const [row] = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(evidence).where(eq(evidence.id, id)),
  );
  return row;
};
const begin = async (owner: EvidenceOwner, size: number | null, name = "示例录音.wav") => {
  const begun = await beginUpload(portals.web, owner, { name, note: "", size }, new Date());
  if (begun.outcome === "refused") throw new Error(begun.refusal);
  return begun.id;
};
/** Every file below the storage's folder. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const storageFolder = () => {
  const { storage } = portals.web.config;
  if (storage.kind !== "disk") throw new Error("not on disk");
  return storage.folder;
};
async function* cutAfter(bytes: Buffer): AsyncGenerator<Buffer> {
  yield* inPieces(bytes);
  throw new Error("the line is dead");
}

describe("a file arrives", () => {
  test.each([1, 1_000, partSize - 1, partSize, partSize + 1, 3 * partSize + 17])(
    "of %i bytes and is kept bit for bit under its digests",
    async (size) => {
      const { owner, draft } = await someDraft(portals.web);
      const bytes = size < 16 ? Buffer.from("x".repeat(size)) : someRecording(size);
      const id = await addedFile(portals.web, owner, bytes, size < 16 ? { name: "x.txt" } : {});
      const [file] = await evidenceOfDraft(portals.web, draft);
      expect(file).toMatchObject({ id, state: "kept", size, received: size, sha256: sha256(bytes) });
      expect(file?.sm3).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  test("in requests of any size, each going on where the last one ended", async () => {
    const { owner } = await someDraft(portals.web);
    const bytes = someRecording(2 * partSize + 300_001);
    const id = await begin(owner, bytes.length);
    const requests = [1, 999, 100_000, partSize, 700_001];
    let offset = 0;
    for (let turn = 0; offset < bytes.length; turn += 1) {
      const share = bytes.subarray(offset, offset + (requests[turn % requests.length] ?? 1));
      const appended = await appendBytes(portals.web, senderOf(owner), id, offset, inPieces(share, 7_001));
      if (appended.outcome === "refused") throw new Error(appended.refusal);
      offset += share.length;
      expect(appended.upload.received).toBe(offset);
    }
    expect((await stored(id))?.sha256?.toString("hex")).toBe(sha256(bytes));
  });

  test("over a line that breaks, and goes on from what came before the break", async () => {
    const { owner } = await someDraft(portals.web);
    const bytes = someRecording(2 * partSize);
    const id = await begin(owner, bytes.length);
    const broken = await appendBytes(portals.web, senderOf(owner), id, 0, cutAfter(bytes.subarray(0, 1_500_000)));
    expect(broken).toMatchObject({ outcome: "refused", refusal: "unreadable" });
    expect(await findUpload(portals.web, senderOf(owner), id)).toMatchObject({
      state: "arriving",
      received: 1_500_000,
    });
    const rest = await appendBytes(portals.web, senderOf(owner), id, 1_500_000, inPieces(bytes.subarray(1_500_000)));
    expect(rest).toMatchObject({ outcome: "taken", upload: { state: "kept" } });
    expect((await stored(id))?.sha256?.toString("hex")).toBe(sha256(bytes));
  });

  test("once, although two requests send it at the same time: one of them is told so", async () => {
    const { owner } = await someDraft(portals.web);
    const bytes = someRecording(4 * partSize);
    const id = await begin(owner, bytes.length);
    const other = Buffer.concat([bytes.subarray(0, 64), randomBytes(bytes.length - 64)]);
    const outcomes = await Promise.all(
      [bytes, other].map((one) => appendBytes(portals.web, senderOf(owner), id, 0, inPieces(one))),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["refused", "taken"]);
    expect(outcomes).toContainEqual({ outcome: "refused", refusal: "moved" });
    const winner = outcomes[0]?.outcome === "taken" ? bytes : other;
    expect((await stored(id))?.sha256?.toString("hex")).toBe(sha256(winner));
    const late = await appendBytes(portals.web, senderOf(owner), id, 0, inPieces(bytes));
    expect(late).toMatchObject({ outcome: "refused", refusal: "moved" });
  });

  test("and neither storage nor database holds its bytes, its name or its note in clear", async () => {
    const { owner } = await someDraft(portals.web);
    const mark = Buffer.from("示例记号：这一句不应当在任何地方读到");
    const bytes = Buffer.concat([someRecording(2 * partSize), mark]);
    await addedFile(portals.web, owner, bytes, { name: "示例名字.wav", note: "示例说明一句" });
    const files = filesBelow(storageFolder());
    expect(files.length).toBeGreaterThan(2);
    for (const path of files) expect(readFileSync(path).includes(mark)).toBe(false);
    const sql = postgres(database.ownerUrl, { max: 1 });
    const rows = await sql`select e::text as row from evidence e`;
    await sql.end();
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) {
      for (const secret of ["示例名字", "示例说明"]) {
        expect(String(row)).not.toContain(secret);
        expect(String(row)).not.toContain(Buffer.from(secret).toString("hex"));
      }
    }
  });
});

describe("what is refused", () => {
  test("before a byte is sent: empty, larger than anything may be, without a name, with too long a note", async () => {
    const { owner } = await someDraft(portals.web);
    const refusal = async (over: { name?: string; note?: string; size?: number }) => {
      const told = { name: "a.wav", note: "", size: 10, ...over };
      const begun = await beginUpload(portals.web, owner, told, new Date());
      return begun.outcome === "refused" ? begun.refusal : null;
    };
    expect(await refusal({ size: 0 })).toBe("empty");
    expect(await refusal({ size: mostBytes + 1 })).toBe("too_large");
    expect(await refusal({ name: "\u202e/" })).toBe("no_name");
    expect(await refusal({ note: "长".repeat(501) })).toBe("note_too_long");
  });

  test("one file too many, also when they are begun at once", async () => {
    const { owner } = await someDraft(portals.web);
    const begun = await Promise.all(
      Array.from({ length: mostFiles + 4 }, () =>
        beginUpload(portals.web, owner, { name: "a.wav", note: "", size: 10 }, new Date()),
      ),
    );
    expect(begun.filter(({ outcome }) => outcome === "begun")).toHaveLength(mostFiles);
    expect(begun.filter((one) => one.outcome === "refused" && one.refusal === "too_many")).toHaveLength(4);
  });

  test("a page, a program or a script, whatever its name says; nothing of it is left in the storage", async () => {
    const { owner } = await someDraft(portals.web);
    for (const content of [
      "<!doctype html><script>alert(1)</script>",
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "MZ\x90\0",
      "#!/bin/sh\n",
    ]) {
      const bytes = Buffer.concat([Buffer.from(content), Buffer.alloc(50, 32)]);
      const id = await begin(owner, bytes.length, "照片.jpg");
      const appended = await appendBytes(portals.web, senderOf(owner), id, 0, inPieces(bytes));
      expect(appended).toMatchObject({ outcome: "refused", refusal: "unknown_type" });
      expect(await stored(id)).toMatchObject({ state: "refused", refusedFor: "unknown_type" });
      expect(await portals.web.storage.has(`evidence/${id}/0`)).toBe(false);
    }
  });

  test("a file announced larger than its kind may be, with its first part", async () => {
    const { owner } = await someDraft(portals.web);
    const photo = Buffer.concat([await somePhoto({ width: 64, height: 64 }), Buffer.alloc(2 * partSize)]);
    const id = await begin(owner, limitOf("image") + 1, "照片.jpg");
    const appended = await appendBytes(portals.web, senderOf(owner), id, 0, inPieces(photo));
    expect(appended).toMatchObject({ outcome: "refused", refusal: "too_large", limit: limitOf("image") });
    expect(await portals.web.storage.has(`evidence/${id}/0`)).toBe(false);
  });

  test("more bytes than were announced", async () => {
    const { owner } = await someDraft(portals.web);
    const bytes = someRecording(2_000);
    const id = await begin(owner, 1_000);
    const appended = await appendBytes(portals.web, senderOf(owner), id, 0, inPieces(bytes, 333));
    expect(appended).toMatchObject({ outcome: "refused", refusal: "too_large" });
  });

  test("without an announced size: at the first byte over the limit of its kind", async () => {
    const { owner } = await someDraft(portals.web);
    const photo = await somePhoto({ width: 64, height: 64 });
    let sent = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield photo;
      for (sent = photo.length; ; sent += partSize) yield Buffer.alloc(partSize);
    }
    const id = await begin(owner, null, "照片.jpg");
    const appended = await appendBytes(portals.web, senderOf(owner), id, 0, endless(), "with_these");
    expect(appended).toMatchObject({ outcome: "refused", refusal: "too_large", limit: limitOf("image") });
    expect(sent).toBeLessThanOrEqual(limitOf("image") + partSize);
  });

  test("without an announced size a file ends where it ends; an empty or a broken one is none", async () => {
    const { owner, draft } = await someDraft(portals.web);
    for (const size of [5_000, partSize, partSize + 1]) {
      const bytes = someRecording(size);
      const id = await begin(owner, null);
      const appended = await appendBytes(portals.web, senderOf(owner), id, 0, inPieces(bytes), "with_these");
      expect(appended).toMatchObject({ outcome: "taken", upload: { state: "kept", size } });
      expect((await stored(id))?.sha256?.toString("hex")).toBe(sha256(bytes));
    }
    const empty = await begin(owner, null);
    expect(
      await appendBytes(portals.web, senderOf(owner), empty, 0, inPieces(Buffer.alloc(0)), "with_these"),
    ).toMatchObject({
      refusal: "empty",
    });
    const broken = await begin(owner, null);
    expect(
      await appendBytes(portals.web, senderOf(owner), broken, 0, cutAfter(someRecording(5_000)), "with_these"),
    ).toMatchObject({ refusal: "unreadable" });
    const states = (await evidenceOfDraft(portals.web, draft)).map(({ state }) => state);
    expect(states).toEqual(["kept", "kept", "kept", "refused", "refused"]);
  });
});

describe("a draft's files", () => {
  test("are seen and continued by whoever holds the draft, and by nobody else", async () => {
    const { owner } = await someDraft(portals.web);
    const other = await someDraft(portals.web);
    const id = await begin(owner, 1_000);
    expect(await findUpload(portals.web, senderOf(other.owner), id)).toBeNull();
    expect(await appendBytes(portals.web, senderOf(other.owner), id, 0, inPieces(someRecording(1_000)))).toMatchObject({
      refusal: "absent",
    });
    const named = { name: "a.wav", note: "", size: 10 };
    const foreign: EvidenceOwner = { kind: "draft", draftId: other.draft.id, draftKey: senderKey(owner) };
    expect(await beginUpload(portals.web, foreign, named, new Date())).toMatchObject({ refusal: "absent" });
    expect(await evidenceOfDraft(portals.web, other.draft)).toEqual([]);
  });

  test("are taken back with their key at once, and their bytes are promised to go", async () => {
    const { owner, draft } = await someDraft(portals.web);
    const other = await someDraft(portals.web);
    const id = await addedFile(portals.web, owner, someRecording(2_000));
    if (owner.kind !== "draft" || other.owner.kind !== "draft") throw new Error("no draft");
    expect(await takeBack(portals.web, other.owner, id)).toBe(false);
    expect(await takeBack(portals.web, owner, id)).toBe(true);
    expect(await takeBack(portals.web, owner, id)).toBe(false);
    expect(await evidenceOfDraft(portals.web, draft)).toEqual([]);
    const promised = await asSystem(portals.worker.db, "test", (tx) =>
      tx.select().from(outbox).where(eq(outbox.kind, "remove-evidence")),
    );
    expect(promised.map(({ payload }) => payload)).toContainEqual({ v: 1, evidenceId: id });
  });
});

const senderKey = (owner: EvidenceOwner): Buffer => {
  if (owner.kind !== "draft") throw new Error("no draft");
  return owner.draftKey;
};
