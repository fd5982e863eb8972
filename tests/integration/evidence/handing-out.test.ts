import { randomBytes } from "node:crypto";
import { createWriteStream, openAsBlob, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examineEvidence } from "#app/evidence/examining.ts";
import { partSize } from "#app/evidence/rules.ts";
import { asSystem } from "#db/actor.ts";
import { auditEntries, evidence } from "#db/schema/index.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { addedFile, somePhoto, someRecording } from "#tests/support/evidence.ts";
import { openEvidenceDesk } from "./desk.ts";

let desk: Awaited<ReturnType<typeof openEvidenceDesk>>;
beforeAll(async () => {
  desk = await openEvidenceDesk();
});
afterAll(() => desk?.close());

describe("handing out", () => {
  test("an original is a download under locked-down headers, bit for bit, its opening on record; a preview is a picture", async () => {
    const { reporter, cookie } = await desk.filed();
    const photo = await somePhoto();
    const id = await addedFile(desk.portals.web, { kind: "receipt", reporter }, photo, { name: '伤<情>".jpg' });
    await examineEvidence(desk.portals.worker, id, new AbortController().signal, async () => undefined);
    const police = await desk.signedIn(await someOfficer(desk.database, "police"));
    const original = await desk.send(`/evidence/${id}/original`, police);
    expect(original.status).toBe(200);
    expect(Object.fromEntries(original.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-length": String(photo.length),
      "content-disposition": "attachment; filename=\"_____.jpg\"; filename*=UTF-8''%E4%BC%A4_%E6%83%85__.jpg",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "accept-ranges": "none",
    });
    expect(Buffer.from(await original.arrayBuffer()).equals(photo)).toBe(true);
    const part = await desk.send(`/evidence/${id}/original`, police, { headers: { Range: "bytes=0-9" } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([200, photo.length]);
    for (const who of [police, cookie]) {
      const preview = await desk.send(`/evidence/${id}/preview`, who);
      expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "image/webp"]);
      expect(preview.headers.get("content-security-policy")).toBe(
        "sandbox; default-src 'none'; frame-ancestors 'none'",
      );
    }
    const deeds = await asSystem(desk.portals.worker.db, "test", (tx) =>
      tx.select({ action: auditEntries.action }).from(auditEntries).where(eq(auditEntries.subjectId, id)),
    );
    expect(deeds.map(({ action }) => action)).toEqual([
      "evidence_added",
      "evidence_opened",
      "evidence_opened",
      "evidence_preview_opened",
    ]);
  });

  test("is nothing for whoever may not see the file: the same page as for one that is not there", async () => {
    const { reporter, cookie } = await desk.filed();
    const id = await addedFile(desk.portals.web, { kind: "receipt", reporter }, someRecording(500));
    const other = await desk.signedIn(await someOfficer(desk.database, "police", ["110108"]));
    const absent = "00000000-0000-7000-8000-000000000000";
    const texts: string[] = [];
    for (const which of [id, absent]) {
      const answer = await desk.send(`/evidence/${which}/original`, other);
      expect(answer.status).toBe(404);
      texts.push(
        (await answer.text())
          .replace(/nonce="[^"]*"|content="[\w-]{43}"|value="[\w-]{43}"/g, "")
          .replaceAll(which, "id"),
      );
    }
    expect(texts[0]).toBe(texts[1]);
    expect((await desk.send(`/evidence/${id}/original`, cookie)).status).toBe(303);
    expect((await desk.send(`/evidence/${id}/preview`, desk.proof.cookie)).status).toBe(404);
    expect((await desk.send(`/evidence/${id}/preview`, other)).status).toBe(404);
  });

  test("stops in the middle when the stored file is not what was kept, and says so in the log by its id", async () => {
    const { reporter } = await desk.filed();
    const id = await addedFile(desk.portals.web, { kind: "receipt", reporter }, someRecording(3 * partSize));
    const police = await desk.signedIn(await someOfficer(desk.database, "police"));
    const last = await desk.portals.web.storage.get(`evidence/${id}/2`);
    last[100] = (last[100] ?? 0) ^ 1;
    await desk.portals.web.storage.put(`evidence/${id}/2`, last);
    await expect(
      desk.send(`/evidence/${id}/original`, police).then((answer) => answer.arrayBuffer()),
    ).rejects.toThrow();
    await expect.poll(() => desk.app.output("web")).toMatch(new RegExp(`"row":"${id}".*evidence\\.damaged`));
    expect(desk.app.output("web")).not.toContain("示例");
  });
});

test("200 MiB pass through the web process, in and out, to a slow reader, and it holds a small share of them", {
  timeout: 300_000,
}, async () => {
  const size = 200 * partSize;
  const block = randomBytes(partSize);
  const path = join(tmpdir(), `portal-film-${process.pid}`);
  const head = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypisom\0\0\0\0isommp42")]);
  await pipeline(
    (function* blocks() {
      for (let index = 0; index < size / partSize; index += 1) {
        const part = Buffer.from(block);
        part.writeUInt32LE(index, 500);
        if (index === 0) head.copy(part);
        yield part;
      }
    })(),
    createWriteStream(path),
  );
  const { reporter, cookie } = await desk.filed();
  const police = await desk.signedIn(await someOfficer(desk.database, "police"));
  await desk.send("/receipt", cookie);
  const before = desk.app.memory("web");
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, desk.app.memory("web"));
  }, 50);
  try {
    const url = desk.locationOf(await desk.begin(cookie, size, { owner: "receipt", filename: "film.mp4" }));
    const sent = await desk.send(url, cookie, {
      method: "PATCH",
      headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0" },
      body: await openAsBlob(path),
    });
    expect([sent.status, sent.headers.get("Upload-Offset")]).toEqual([204, String(size)]);
    const id = url.split("/").at(-1) ?? "";
    const [row] = await asSystem(desk.portals.worker.db, "test", (tx) =>
      tx.select().from(evidence).where(eq(evidence.id, id)),
    );
    expect(row).toMatchObject({ state: "kept", kind: "video", reportId: reporter.reportId });
    let received = 0;
    await new Promise<void>((resolve, reject) => {
      httpRequest(`${desk.app.url}/evidence/${id}/original`, { headers: { Cookie: police } }, (answer) => {
        answer.on("data", (chunk: Buffer) => {
          received += chunk.length;
          // A reader that takes a rest now and then, so that what is sent piles up somewhere.
          if (received % (20 * partSize) < chunk.length) {
            answer.pause();
            setTimeout(() => answer.resume(), 200);
          }
        });
        answer.on("end", resolve).on("error", reject);
      }).end();
    });
    expect(received).toBe(size);
  } finally {
    clearInterval(watch);
    rmSync(path, { force: true });
  }
  expect((most - before) / size).toBeLessThan(0.3);
});
