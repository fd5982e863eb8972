import { and, eq } from "drizzle-orm";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginUpload, forgetAbandoned } from "#app/evidence/commands.ts";
import { examineEvidence } from "#app/evidence/examining.ts";
import { keysOf, openFileKey } from "#app/evidence/keys.ts";
import { openOriginal, openPreview } from "#app/evidence/opening.ts";
import { senderOf } from "#app/evidence/owner.ts";
import { keepPiece, roomOf } from "#app/evidence/parts.ts";
import { evidenceOfReport, openedEvidence, readEvidenceOfCase } from "#app/evidence/queries.ts";
import { appendBytes, findUpload } from "#app/evidence/receiving.ts";
import { removeEvidence } from "#app/evidence/removing.ts";
import { partSize } from "#app/evidence/rules.ts";
import { removeExpiredDrafts } from "#app/reports/expired-drafts.ts";
import { fileReport } from "#app/reports/filing.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { auditEntries, caseEvents, drafts, evidence, outbox } from "#db/schema/index.ts";
import { someFiling, someOfficer } from "#tests/support/builders.ts";
import { scannerThatHates } from "#tests/support/clamd.ts";
import {
  addedFile,
  inPieces,
  officerOwner,
  sha256,
  someDraft,
  somePhoto,
  someRecording,
} from "#tests/support/evidence.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let police: Officer;
let civil: Officer;
let prosecutor: Officer;
let stranger: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  police = await someOfficer(database, "police");
  civil = await someOfficer(database, "civil_affairs");
  prosecutor = await someOfficer(database, "procuratorate");
  stranger = await someOfficer(database, "police", ["110108"]);
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const system = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(portals.worker.db, "test", work);
const stored = async (id: string) => (await system((tx) => tx.select().from(evidence).where(eq(evidence.id, id))))[0];
const deeds = (id: string) =>
  system((tx) =>
    tx.select({ action: auditEntries.action }).from(auditEntries).where(eq(auditEntries.subjectId, id)),
  ).then((rows) => rows.map(({ action }) => action));
const promisedFor = (id: string) =>
  system((tx) => tx.select().from(outbox)).then((rows) =>
    rows.filter(({ payload }) => payload.evidenceId === id).map(({ kind }) => kind),
  );
const done = async () => undefined;
const examine = (id: string, worker = portals.worker) =>
  examineEvidence(worker, id, new AbortController().signal, done);
const opened = async (officer: Officer, id: string): Promise<Buffer | string> => {
  const found = await openOriginal(portals.web, officer, id);
  if (found.outcome !== "opened") return found.outcome;
  const parts: Buffer[] = [];
  for await (const part of found.file.parts) parts.push(part);
  return Buffer.concat(parts);
};
const listed = (officer: Officer, caseId: string) =>
  asActor(portals.web.db, officer, async (tx) =>
    openedEvidence(
      portals.web,
      await keysOf(tx, portals.web, { draftId: null, caseId }),
      await readEvidenceOfCase(tx, caseId),
    ),
  );

/** A report filed with these files and routed. */
async function filedWith(files: readonly Buffer[]) {
  const { owner, draft } = await someDraft(portals.web);
  const ids: string[] = [];
  for (const bytes of files)
    ids.push(await addedFile(portals.web, owner, bytes, { name: "现场.jpg", note: "示例说明" }));
  const unfinished = await beginUpload(portals.web, owner, { name: "b.wav", note: "", size: 5_000 }, new Date());
  const filing = someFiling({ reportId: draft.reportId, draft: { id: draft.id, draftKey: draft.draftKey } });
  const filed = await fileReport(portals.web, filing);
  await portals.route(draft.reportId);
  const receipt = await findReceipt(portals.web, filed.receiptCode);
  if (receipt === null || unfinished.outcome === "refused") throw new Error("not filed");
  return {
    ids,
    owner,
    draft,
    filed,
    reporter: receipt.reporter,
    caseId: receipt.reporter.caseId,
    unfinished: unfinished.id,
  };
}
describe("filing", () => {
  test("makes the complete files the report's, under the case's key, and lets go of the others", async () => {
    const bytes = someRecording(partSize + 5);
    const { ids, reporter, owner, caseId, unfinished } = await filedWith([bytes]);
    const [id = ""] = ids;
    const row = await stored(id);
    expect(row).toMatchObject({ draftId: null, caseId, reportId: reporter.reportId, state: "kept" });
    if (row === undefined || owner.kind !== "draft") throw new Error("no row");
    const draftsKeys = await asActor(portals.web.db, senderOf(owner), (tx) =>
      keysOf(tx, portals.web, { draftId: owner.draftId, caseId: null }),
    );
    expect(draftsKeys).toHaveLength(1);
    expect(() => openFileKey(draftsKeys, row)).toThrow();
    expect(await stored(unfinished)).toBeUndefined();
    expect(await promisedFor(unfinished)).toEqual(["remove-evidence"]);
    expect(await evidenceOfReport(portals.web, reporter)).toMatchObject([
      { id, name: "现场.jpg", note: "示例说明", state: "kept", sha256: sha256(bytes) },
    ]);
    expect(bytes.equals(Buffer.from(await opened(police, id)))).toBe(true);
  });

  test("leaves nothing to a draft that was filed: no more bytes, no more files", async () => {
    const { owner, unfinished } = await filedWith([]);
    expect(await beginUpload(portals.web, owner, { name: "a.wav", note: "", size: 10 }, new Date())).toMatchObject({
      refusal: "filed",
    });
    expect(
      await appendBytes(portals.web, senderOf(owner), unfinished, 0, inPieces(someRecording(5_000))),
    ).toMatchObject({
      refusal: "absent",
    });
  });

  test("waits for a file that is being completed at the same moment: it is in the report or gone, never between", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const { owner, draft } = await someDraft(portals.web);
      const filing = someFiling({ reportId: draft.reportId, draft: { id: draft.id, draftKey: draft.draftKey } });
      const [added] = await Promise.allSettled([
        addedFile(portals.web, owner, someRecording(20_000)),
        fileReport(portals.web, filing),
      ]);
      const rows = await system((tx) => tx.select().from(evidence).where(eq(evidence.draftId, draft.id)));
      expect(rows).toEqual([]);
      const inReport = await system((tx) => tx.select().from(evidence).where(eq(evidence.reportId, draft.reportId)));
      expect(inReport.map(({ id }) => id)).toEqual(added.status === "fulfilled" ? [added.value] : []);
    }
  });
});

describe("a case's files", () => {
  test("are added by a reporter with their receipt: in the timeline, and on record", async () => {
    const { reporter, caseId } = await filedWith([]);
    const id = await addedFile(portals.web, { kind: "receipt", reporter }, someRecording(3_000));
    expect(await deeds(id)).toEqual(["evidence_added"]);
    expect(await listed(police, caseId)).toMatchObject([{ id, department: null, reportId: reporter.reportId }]);
    const events = await system((tx) =>
      tx
        .select()
        .from(caseEvents)
        .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.kind, "evidence_added"))),
    );
    expect(events).toMatchObject([{ details: { evidenceId: id }, accountId: null }]);
  });

  test("are shown to the desks on the case; each opening is on record before a byte is given", async () => {
    const bytes = someRecording(4_000);
    const { ids, caseId } = await filedWith([bytes]);
    const [id = ""] = ids;
    expect((await listed(civil, caseId)).map((file) => file.id)).toEqual([id]);
    expect((await openOriginal(portals.web, civil, id)).outcome).toBe("opened");
    expect(await deeds(id)).toEqual(["evidence_opened"]);
    expect(await opened(prosecutor, id)).toEqual(bytes);
    expect(await listed(stranger, caseId)).toEqual([]);
    expect(await opened(stranger, id)).toBe("absent");
    expect(await openPreview(portals.web, stranger, id)).toEqual({ outcome: "absent" });
    expect(await deeds(id)).toEqual(["evidence_opened", "evidence_opened"]);
  });

  test("of one department leave no trace for another: not in the list, the timeline, the trail, nor by their address", async () => {
    const { caseId } = await filedWith([]);
    const id = await addedFile(portals.web, officerOwner(police, caseId, "department"), someRecording(3_000));
    expect((await listed(police, caseId)).map((file) => file.id)).toEqual([id]);
    expect((await listed(prosecutor, caseId)).map((file) => file.id)).toEqual([id]);
    expect(await listed(civil, caseId)).toEqual([]);
    expect(await opened(civil, id)).toBe("absent");
    const events = await system((tx) =>
      tx
        .select()
        .from(caseEvents)
        .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.kind, "evidence_added"))),
    );
    expect(events).toEqual([]);
    const lead = await someOfficer(database, "civil_affairs", ["110105"], "lead");
    const seen = await asActor(portals.web.db, lead, (tx) =>
      tx.select().from(auditEntries).where(eq(auditEntries.subjectId, id)),
    );
    expect(seen).toEqual([]);
    expect(await deeds(id)).toEqual(["evidence_added"]);
  });

  test("are added by those who work the case only, and sent on by whoever began them only", async () => {
    const { caseId } = await filedWith([]);
    const told = { name: "a.wav", note: "", size: 2_000 };
    const elsewhere = await someOfficer(database, "housing");
    for (const officer of [stranger, elsewhere]) {
      expect(await beginUpload(portals.web, officerOwner(officer, caseId), told, new Date())).toMatchObject({
        refusal: "absent",
      });
    }
    const begun = await beginUpload(portals.web, officerOwner(police, caseId), told, new Date());
    if (begun.outcome === "refused") throw new Error(begun.refusal);
    const colleague = await someOfficer(database, "police");
    expect(await findUpload(portals.web, colleague, begun.id)).toBeNull();
    expect(await appendBytes(portals.web, colleague, begun.id, 0, inPieces(someRecording(2_000)))).toMatchObject({
      refusal: "absent",
    });
    expect(await appendBytes(portals.web, police, begun.id, 0, inPieces(someRecording(2_000)))).toMatchObject({
      outcome: "taken",
    });
  });

  test("are never changed once they are kept, not even by whoever brought them", async () => {
    const { caseId } = await filedWith([]);
    const id = await addedFile(portals.web, officerOwner(police, caseId), someRecording(2_000));
    const again = await appendBytes(portals.web, police, id, 0, inPieces(someRecording(2_000)));
    expect(again).toMatchObject({ refusal: "moved" });
    const changed = await asActor(portals.web.db, police, (tx) =>
      tx
        .update(evidence)
        .set({ sha256: Buffer.alloc(32) })
        .where(eq(evidence.id, id))
        .returning(),
    );
    expect(changed).toEqual([]);
    await expect(
      system((tx) =>
        tx
          .update(evidence)
          .set({ sha256: Buffer.alloc(32) })
          .where(eq(evidence.id, id)),
      ),
    ).rejects.toThrow();
  });
});

describe("a stored file that is not what was kept", () => {
  const failing = async (id: string): Promise<number> => {
    const found = await openOriginal(portals.web, police, id);
    if (found.outcome !== "opened") throw new Error(found.outcome);
    let given = 0;
    await expect(
      (async () => {
        for await (const part of found.file.parts) given += part.length;
      })(),
    ).rejects.toMatchObject({ name: "EvidenceDamaged" });
    expect(await deeds(id)).toEqual(["evidence_opened", "evidence_damaged"]);
    return given;
  };

  test("a changed bit, a part that is gone and parts that changed places stop the answer", async () => {
    const { storage } = portals.web;
    const size = 3 * partSize;
    const { ids } = await filedWith([someRecording(size), someRecording(size), someRecording(size)]);
    const [flipped = "", gone = "", swapped = ""] = ids;
    const part = await storage.get(`${roomOf(flipped)}/1`);
    part[5_000] = (part[5_000] ?? 0) ^ 1;
    await storage.put(`${roomOf(flipped)}/1`, part);
    expect(await failing(flipped)).toBeLessThan(size);
    await storage.remove(`${roomOf(gone)}`);
    expect(await failing(gone)).toBe(0);
    const [one, two] = [await storage.get(`${roomOf(swapped)}/1`), await storage.get(`${roomOf(swapped)}/2`)];
    await storage.put(`${roomOf(swapped)}/1`, two);
    await storage.put(`${roomOf(swapped)}/2`, one);
    expect(await failing(swapped)).toBeLessThan(size);
  });

  test("other bytes sealed with the file's own key are found by the digests before the end is given", async () => {
    const size = 2 * partSize + 100;
    const { ids } = await filedWith([someRecording(size)]);
    const [id = ""] = ids;
    const row = await stored(id);
    if (row === undefined) throw new Error("no row");
    const fileKey = openFileKey(await system((tx) => keysOf(tx, portals.worker, row)), row);
    await keepPiece(portals.web.storage, "aes-256-gcm", { id, fileKey }, 0, someRecording(partSize));
    expect(await failing(id)).toBe(2 * partSize);
  });
});

describe("examining", () => {
  test("draws a preview without a word of what the photo told beside its picture; the original keeps it all", async () => {
    const photo = await somePhoto();
    const { ids, reporter } = await filedWith([photo]);
    const [id = ""] = ids;
    expect(await promisedFor(id)).toEqual(["examine-evidence"]);
    expect(await stored(id)).toMatchObject({ preview: "waiting", kind: "image", mediaType: "image/jpeg" });
    expect(await openPreview(portals.web, police, id)).toEqual({ outcome: "absent" });
    await examine(id);
    await examine(id);
    expect(await stored(id)).toMatchObject({ preview: "ready", scan: "not_scanned" });
    for (const reader of [police, reporter]) {
      const preview = await openPreview(portals.web, reader, id);
      if (preview.outcome !== "opened") throw new Error(preview.outcome);
      const about = await sharp(preview.file).metadata();
      expect(about).toMatchObject({ format: "webp", width: 1_600, height: 1_200 });
      expect([about.exif, about.xmp, about.iptc, about.icc]).toEqual([undefined, undefined, undefined, undefined]);
      for (const word of ["InventedOwner", "DemoCamera", "GPS", "Exif"])
        expect(preview.file.includes(word)).toBe(false);
    }
    expect((await deeds(id)).filter((action) => action === "evidence_preview_opened")).toHaveLength(1);
    expect(await opened(police, id)).toEqual(photo);
  });

  test("says that a preview failed, for a broken picture and for one that would fill the memory", async () => {
    const broken = Buffer.concat([(await somePhoto()).subarray(0, 3_000), Buffer.alloc(9_000, 7)]);
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: "#fff" } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const { ids } = await filedWith([broken, bomb]);
    for (const id of ids) {
      await examine(id);
      expect(await stored(id)).toMatchObject({ state: "kept", preview: "failed" });
    }
  });

  test("shows a file to the scanner; what is infected is quarantined: kept, without a preview, opened by the police alone", async () => {
    const clamd = await scannerThatHates("EICAR-EXAMPLE");
    const config = { ...portals.worker.config, clamd: { host: "127.0.0.1", port: clamd.port } };
    const worker = { ...portals.worker, config };
    const bytes = Buffer.concat([await somePhoto({ width: 64, height: 64 }), Buffer.from("EICAR-EXAMPLE")]);
    const { ids, caseId } = await filedWith([bytes, await somePhoto({ width: 64, height: 64 })]);
    const [infected = "", clean = ""] = ids;
    await examine(infected, worker);
    await examine(clean, worker);
    await clamd.stop();
    expect(await stored(clean)).toMatchObject({ scan: "clean", preview: "ready" });
    expect(await stored(infected)).toMatchObject({ state: "kept", scan: "infected", preview: "none" });
    expect((await listed(civil, caseId)).map(({ scan }) => scan)).toEqual(["infected", "clean"]);
    expect(await opened(civil, infected)).toBe("infected");
    expect(await openPreview(portals.web, civil, infected)).toEqual({ outcome: "absent" });
    expect(await deeds(infected)).toEqual(["evidence_refused"]);
    const forPolice = await openOriginal(portals.web, police, infected);
    expect(forPolice.outcome === "opened" && forPolice.file.name).toBe("现场.jpg.quarantined");
    expect(await opened(police, infected)).toEqual(bytes);
  });

  test("is tried again while the scanner is away, and says so of a file that is too long for it", async () => {
    const { ids } = await filedWith([someRecording(5_000_000)]);
    const [id = ""] = ids;
    const away = { ...portals.worker, config: { ...portals.worker.config, clamd: { host: "127.0.0.1", port: 1 } } };
    await expect(examine(id, away)).rejects.toMatchObject({ name: "ScannerFault" });
    const clamd = await scannerThatHates("nothing", 1_000_000);
    const config = { ...portals.worker.config, clamd: { host: "127.0.0.1", port: clamd.port } };
    await examine(id, { ...portals.worker, config });
    await clamd.stop();
    expect(await stored(id)).toMatchObject({ scan: "not_scanned" });
  });

  test("is done with a file that was taken back meanwhile", async () => {
    await expect(examine(crypto.randomUUID())).resolves.toBeUndefined();
  });
});

describe("removing", () => {
  test("never takes a file of a living case or draft", async () => {
    const { ids } = await filedWith([someRecording(2_000)]);
    const { owner } = await someDraft(portals.web);
    const drafted = await addedFile(portals.web, owner, someRecording(2_000));
    for (const id of [ids[0] ?? "", drafted]) {
      expect(await removeEvidence(portals.worker, id, done)).toBe("in_use");
      expect(await portals.web.storage.has(`${roomOf(id)}/0`)).toBe(true);
    }
  });

  test("takes bytes and rows of expired drafts and of uploads that were given up; again is no fault", async () => {
    const { owner, draft } = await someDraft(portals.web);
    const id = await addedFile(portals.web, owner, someRecording(2_000));
    const old = new Date(draft.savedAt.getTime() + 8 * 86_400_000);
    await system((tx) => removeExpiredDrafts(tx, old));
    expect(await system((tx) => tx.select().from(drafts).where(eq(drafts.id, draft.id)))).toEqual([]);
    expect(await stored(id)).toBeUndefined();
    expect(await promisedFor(id)).toEqual(["remove-evidence"]);
    expect(await removeEvidence(portals.worker, id, done)).toBe("removed");
    expect(await removeEvidence(portals.worker, id, done)).toBe("removed");
    expect(await portals.web.storage.has(`${roomOf(id)}/0`)).toBe(false);
    const { caseId, ids } = await filedWith([someRecording(2_000)]);
    const begun = await beginUpload(
      portals.web,
      officerOwner(police, caseId),
      { name: "a.wav", note: "", size: 9 },
      new Date(),
    );
    if (begun.outcome === "refused") throw new Error(begun.refusal);
    expect(await system((tx) => forgetAbandoned(tx, new Date(Date.now() - 86_400_000)))).toBe(0);
    expect(await system((tx) => forgetAbandoned(tx, new Date(Date.now() + 1_000)))).toBeGreaterThan(0);
    expect(await stored(begun.id)).toBeUndefined();
    expect(await stored(ids[0] ?? "")).toBeDefined();
  });
});
