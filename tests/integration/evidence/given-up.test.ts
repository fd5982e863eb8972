import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginUpload, giveUpUpload } from "#app/evidence/commands.ts";
import { type EvidenceOwner, senderOf } from "#app/evidence/owner.ts";
import { roomOf } from "#app/evidence/parts.ts";
import { appendBytes } from "#app/evidence/receiving.ts";
import { removeEvidence } from "#app/evidence/removing.ts";
import { partSize } from "#app/evidence/rules.ts";
import { asSystem, type Officer } from "#db/actor.ts";
import { evidence, outbox } from "#db/schema/index.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { addedFile, inPieces, officerOwner, someRecording } from "#tests/support/evidence.ts";
import { openEvidenceDesk } from "./desk.ts";

let desk: Awaited<ReturnType<typeof openEvidenceDesk>>;
let police: Officer;
let reporter: Awaited<ReturnType<typeof desk.filed>>;
beforeAll(async () => {
  desk = await openEvidenceDesk();
  police = await someOfficer(desk.database, "police");
  reporter = await desk.filed();
});
afterAll(() => desk?.close());

const system = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(desk.portals.worker.db, "test", work);
const stored = async (id: string) => (await system((tx) => tx.select().from(evidence).where(eq(evidence.id, id))))[0];
const removals = async (id: string) =>
  (await system((tx) => tx.select().from(outbox))).filter(
    ({ kind, payload }) => kind === "remove-evidence" && payload.evidenceId === id,
  ).length;
const owners = (): readonly (readonly [string, EvidenceOwner])[] => [
  ["an officer", officerOwner(police, reporter.reporter.caseId)],
  ["a receipt", { kind: "receipt", reporter: reporter.reporter }],
];
const idOf = (url: string) => url.split("/").at(-1) ?? "";

async function begunBy(owner: EvidenceOwner): Promise<string> {
  const begun = await beginUpload(
    desk.portals.web,
    owner,
    { name: "示例.wav", note: "", size: 9 * partSize },
    new Date(),
  );
  if (begun.outcome === "refused") throw new Error(begun.refusal);
  return begun.id;
}

describe("an upload that is given up", () => {
  test("over the wire is gone from the list at once, by whoever sends it and nobody else", async () => {
    const other = await desk.signedIn(await someOfficer(desk.database, "police"));
    const elsewhere = await desk.filed();
    for (const owner of ["receipt", "case"] as const) {
      const cookie = owner === "receipt" ? reporter.cookie : await desk.signedIn(police);
      const [matter] = await system((tx) => tx.query.cases.findMany());
      const begun = await desk.begin(cookie, 9 * partSize, { owner, case: matter?.number ?? "", readers: "shared" });
      const url = desk.locationOf(begun);
      expect(begun.status, owner).toBe(201);
      expect((await desk.patch(url, cookie, 0, someRecording(2 * partSize + 5))).status).toBe(204);
      for (const stranger of [other, elsewhere.cookie, desk.proof.cookie]) {
        expect((await desk.send(url, stranger, { method: "DELETE" })).status).toBe(404);
      }
      expect(await stored(idOf(url))).toMatchObject({ state: "arriving" });
      expect((await desk.send(url, cookie, { method: "DELETE" })).status).toBe(204);
      expect(await stored(idOf(url))).toBeUndefined();
      expect((await desk.send(url, cookie, { method: "DELETE" })).status).toBe(404);
      expect((await desk.patch(url, cookie, 2 * partSize + 5, Buffer.alloc(5))).status).toBe(404);
    }
  });

  test("leaves no part behind", async () => {
    for (const [who, owner] of owners()) {
      const id = await begunBy(owner);
      await appendBytes(desk.portals.web, senderOf(owner), id, 0, inPieces(someRecording(3 * partSize)));
      expect(await giveUpUpload(desk.portals.web, senderOf(owner), id), who).toBe(true);
      expect(await removals(id)).toBe(1);
      expect(await removeEvidence(desk.portals.worker, id, async () => undefined)).toBe("removed");
      const { storage } = desk.portals.web;
      await expect(storage.get(`${roomOf(id)}/0`)).rejects.toThrow();
    }
  });

  test("that is complete is evidence and stays", async () => {
    for (const [who, owner] of owners()) {
      const id = await addedFile(desk.portals.web, owner, someRecording(500));
      expect(await giveUpUpload(desk.portals.web, senderOf(owner), id), who).toBe(false);
      expect(await stored(id)).toMatchObject({ state: "kept" });
    }
  });

  test("while a part of it is being kept waits for that part; one that is completed meanwhile stays", async () => {
    const sql = postgres(desk.database.ownerUrl, { max: 1, onnotice: () => {} });
    for (const [who, owner] of owners()) {
      for (const then of ["arriving", "refused"] as const) {
        const id = await begunBy(owner);
        let given: Promise<boolean> | null = null;
        await sql.begin(async (tx) => {
          await tx`select 1 from evidence where id = ${id} for update`;
          given = giveUpUpload(desk.portals.web, senderOf(owner), id);
          await expect
            .poll(async () => (await tx`select 1 from pg_locks where not granted`).length, { timeout: 10_000 })
            .toBe(1);
          if (then === "refused")
            await tx`update evidence set state = 'refused', refused_for = 'empty' where id = ${id}`;
        });
        expect(await given, `${who} ${then}`).toBe(then === "arriving");
        expect((await stored(id))?.state).toBe(then === "arriving" ? undefined : "refused");
      }
    }
    await sql.end();
  });
});
