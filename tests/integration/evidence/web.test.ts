import { randomBytes } from "node:crypto";
import { createWriteStream, openAsBlob, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { eq } from "drizzle-orm";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepToken } from "#app/accounts/session-cookie.ts";
import { beginSession } from "#app/accounts/sessions.ts";
import { examineEvidence } from "#app/evidence/examining.ts";
import { evidenceOfDraft, evidenceOfReport } from "#app/evidence/queries.ts";
import { limitOf, partSize } from "#app/evidence/rules.ts";
import { setDraftCookie } from "#app/reports/draft-cookie.ts";
import { fileReport } from "#app/reports/filing.ts";
import { openReceiptCookie } from "#app/reports/receipt-cookie.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { anyone, asActor, asSystem, type Officer } from "#db/actor.ts";
import { auditEntries, evidence } from "#db/schema/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someFiling, someOfficer } from "#tests/support/builders.ts";
import { addedFile, sha256, someDraft, somePhoto, someRecording } from "#tests/support/evidence.ts";
import { type FormProof, formProof } from "#tests/support/form-token.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let app: RunningApp;
let proof: FormProof;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  const { storage } = portals.web.config;
  if (storage.kind !== "disk") throw new Error("not on disk");
  // The test's own portal looks into the same storage as the process under test.
  app = await startApp(database, { processes: ["web"], env: { STORAGE_URL: storage.folder } });
  proof = await formProof(app.url);
});
afterAll(async () => {
  await app?.stop();
  await portals?.close();
  await database?.drop();
});

const cookieOnly = (header: string) => header.split(";", 1)[0] ?? "";
const withDraft = async () => {
  const { draft } = await someDraft(portals.web);
  return { draft, cookie: `${proof.cookie}; ${cookieOnly(setDraftCookie(portals.web, draft.content.token))}` };
};
const signedIn = async (officer: Officer) => {
  const token = await asActor(portals.web.db, anyone, (tx) =>
    beginSession(tx, portals.web, officer.accountId, new Date()),
  );
  return `${proof.cookie}; ${cookieOnly(await keepToken(portals.web, token))}`;
};
const filed = async () => {
  const { draft } = await someDraft(portals.web);
  const result = await fileReport(portals.web, someFiling({ reportId: draft.reportId }));
  await portals.route(draft.reportId);
  const receipt = await findReceipt(portals.web, result.receiptCode);
  if (receipt === null) throw new Error("no receipt");
  const cookie = `${proof.cookie}; ${cookieOnly(openReceiptCookie(portals.web, result.receiptCode, new Date()))}`;
  return { reporter: receipt.reporter, cookie };
};
const metadata = (fields: Readonly<Record<string, string>>) =>
  Object.entries(fields)
    .map(([key, value]) => `${key} ${Buffer.from(value).toString("base64")}`)
    .join(",");
const send = (path: string, cookie: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  fetch(`${app.url}${path}`, {
    redirect: "manual",
    ...init,
    headers: { Cookie: cookie, "Tus-Resumable": "1.0.0", "X-Form-Token": proof.token, ...init.headers },
  });
const begin = (cookie: string, size: number, over: Record<string, string> = {}) =>
  send("/evidence/uploads", cookie, {
    method: "POST",
    headers: {
      "Upload-Length": String(size),
      "Upload-Metadata": metadata({ owner: "draft", filename: "示例录音.wav", note: "示例", ...over }),
    },
  });
const patch = (url: string, cookie: string, offset: number, body: Buffer, over: Record<string, string> = {}) =>
  send(url, cookie, {
    method: "PATCH",
    headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset), ...over },
    body: new Uint8Array(body),
  });
const locationOf = (answer: Response) => answer.headers.get("Location") ?? "";

describe("tus", () => {
  test("begins, goes on, asks where it is, goes on and completes; any client works", async () => {
    const { draft, cookie } = await withDraft();
    const bytes = someRecording(2 * partSize + 1_234);
    const begun = await begin(cookie, bytes.length);
    expect(begun.status).toBe(201);
    expect(begun.headers.get("Tus-Resumable")).toBe("1.0.0");
    const url = locationOf(begun);
    expect((await patch(url, cookie, 0, bytes.subarray(0, 1_500_000))).headers.get("Upload-Offset")).toBe("1500000");
    const where = await send(url, cookie, { method: "HEAD" });
    expect([where.status, where.headers.get("Upload-Offset"), where.headers.get("Upload-Length")]).toEqual([
      200,
      "1500000",
      String(bytes.length),
    ]);
    expect(where.headers.get("Cache-Control")).toBe("no-store");
    const rest = await patch(url, cookie, 1_500_000, bytes.subarray(1_500_000));
    expect([rest.status, rest.headers.get("Upload-Offset")]).toEqual([204, String(bytes.length)]);
    expect(await evidenceOfDraft(portals.web, draft)).toMatchObject([
      { name: "示例录音.wav", note: "示例", state: "kept", sha256: sha256(bytes) },
    ]);
  });

  test("with the client that the pages use, from a file of many chunks", async () => {
    const { draft, cookie } = await withDraft();
    const bytes = someRecording(5 * partSize + 99);
    await new Promise<void>((resolve, reject) => {
      new Upload(Readable.from([bytes]), {
        endpoint: `${app.url}/evidence/uploads`,
        uploadSize: bytes.length,
        chunkSize: 700_000,
        metadata: { owner: "draft", filename: "a.wav" },
        headers: { Cookie: cookie, "X-Form-Token": proof.token },
        retryDelays: null,
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    expect(await evidenceOfDraft(portals.web, draft)).toMatchObject([{ state: "kept", sha256: sha256(bytes) }]);
  });

  test("goes on where a line that broke in the middle of a request left it", async () => {
    const { draft, cookie } = await withDraft();
    const bytes = someRecording(4 * partSize);
    const url = locationOf(await begin(cookie, bytes.length));
    await new Promise<void>((resolve) => {
      const sending = httpRequest(`${app.url}${url}`, {
        method: "PATCH",
        headers: {
          Cookie: cookie,
          "Tus-Resumable": "1.0.0",
          "X-Form-Token": proof.token,
          "Content-Type": "application/offset+octet-stream",
          "Upload-Offset": "0",
          "Content-Length": String(bytes.length),
        },
      });
      sending.on("error", () => resolve());
      sending.on("close", () => resolve());
      sending.write(bytes.subarray(0, 2_600_000), () => setTimeout(() => sending.destroy(), 300));
    });
    // As a client does: asks where it is, goes on from there, and asks again when that has just changed.
    const offset = async () => Number((await send(url, cookie, { method: "HEAD" })).headers.get("Upload-Offset"));
    await expect.poll(offset, { timeout: 20_000 }).toBeGreaterThan(partSize);
    await expect
      .poll(
        async () => {
          const at = await offset();
          return (await patch(url, cookie, at, bytes.subarray(at))).status;
        },
        { timeout: 20_000 },
      )
      .toBe(204);
    expect(await evidenceOfDraft(portals.web, draft)).toMatchObject([{ state: "kept", sha256: sha256(bytes) }]);
  });

  test("refuses in the reader's language, with a code for the script and what to do", async () => {
    const { cookie } = await withDraft();
    const problem = async (answer: Response) => [answer.status, (await answer.json()).code];
    expect(await problem(await begin(cookie, 0))).toEqual([422, "empty"]);
    expect(await problem(await begin(cookie, 2 * 1_024 ** 3))).toEqual([413, "too_large"]);
    const photo = await begin(cookie, limitOf("image") + 1, { filename: "a.jpg" });
    const jpeg = Buffer.concat([await somePhoto({ width: 9, height: 9 }), Buffer.alloc(partSize)]);
    const tooLarge = await patch(locationOf(photo), cookie, 0, jpeg);
    expect(await tooLarge.json()).toMatchObject({
      status: 413,
      code: "too_large",
      limit: limitOf("image"),
      detail: expect.stringMatching(/50 MB.*没有接收/),
    });
    const page = locationOf(await begin(cookie, 40, { filename: "a.jpg" }));
    const refused = await patch(page, cookie, 0, Buffer.from("<!doctype html><script>alert(1)</script>"), {
      "Accept-Language": "en",
    });
    expect(refused.headers.get("Content-Type")).toContain("application/problem+json");
    expect(await refused.json()).toMatchObject({
      code: "unknown_type",
      detail: expect.stringContaining("cannot be taken"),
    });
    expect(await problem(await patch(page, cookie, 0, Buffer.from("x")))).toEqual([422, "unknown_type"]);
    const other = locationOf(await begin(cookie, 1_000));
    expect(await problem(await patch(other, cookie, 5, someRecording(10)))).toEqual([409, "moved"]);
    expect((await patch(other, cookie, 0, someRecording(10), { "Content-Type": "text/plain" })).status).toBe(415);
    expect((await patch(other, cookie, 0, someRecording(10), { "Tus-Resumable": "0.2.0" })).status).toBe(412);
    for (const id of ["nothing", "00000000-0000-7000-8000-000000000000"]) {
      expect((await patch(`/evidence/uploads/${id}`, cookie, 0, someRecording(10))).status).toBe(404);
    }
  });

  test("takes nothing without the token of a page of ours, nor from whoever opens no draft, receipt or case", async () => {
    const { draft, cookie } = await withDraft();
    for (const token of ["", "x".repeat(43)]) {
      const begun = await send("/evidence/uploads", cookie, {
        method: "POST",
        headers: {
          "X-Form-Token": token,
          "Upload-Length": "10",
          "Upload-Metadata": metadata({ owner: "draft", filename: "a.wav" }),
        },
      });
      expect(begun.status).toBe(403);
    }
    const url = locationOf(await begin(cookie, 1_000));
    expect((await patch(url, cookie, 0, someRecording(1_000), { "X-Form-Token": "" })).status).toBe(403);
    expect((await send(url, cookie, { method: "DELETE", headers: { "X-Form-Token": "" } })).status).toBe(403);
    for (const owner of ["draft", "receipt", "case", "", "constructor"]) {
      expect((await begin(proof.cookie, 10, { owner })).status).toBe(404);
    }
    expect((await patch(url, proof.cookie, 0, someRecording(1_000))).status).toBe(404);
    expect((await send(url, (await withDraft()).cookie, { method: "HEAD" })).status).toBe(404);
    expect(await evidenceOfDraft(portals.web, draft)).toMatchObject([{ received: 0 }]);
  });

  test("ends what a draft no longer wants, and nothing that a report has", async () => {
    const { draft, cookie } = await withDraft();
    const url = locationOf(await begin(cookie, 1_000));
    expect((await send(url, cookie, { method: "DELETE" })).status).toBe(204);
    expect(await evidenceOfDraft(portals.web, draft)).toEqual([]);
    const report = await filed();
    const added = locationOf(await begin(report.cookie, 1_000, { owner: "receipt" }));
    expect((await patch(added, report.cookie, 0, someRecording(1_000))).status).toBe(204);
    expect((await send(added, report.cookie, { method: "DELETE" })).status).toBe(404);
    expect(await evidenceOfReport(portals.web, report.reporter)).toMatchObject([{ state: "kept" }]);
  });
});

describe("the plain form", () => {
  const form = (fields: Readonly<Record<string, string>>, files: readonly (readonly [string, Buffer])[]) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      form_token: proof.token,
      owner: "draft",
      note: "示例说明",
      back: "/report/evidence",
      ...fields,
    })) {
      body.append(name, value);
    }
    for (const [name, bytes] of files) body.append("files", new Blob([new Uint8Array(bytes)]), name);
    return body;
  };
  const post = (cookie: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${app.url}/evidence/form`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: cookie, ...headers },
      body,
    });

  test("takes several files at once and leads back", async () => {
    const { draft, cookie } = await withDraft();
    const [one, two] = [someRecording(2 * partSize + 7), await somePhoto()];
    const answer = await post(
      cookie,
      form({}, [
        ["录音.wav", one],
        ["照片.jpg", two],
        ["", Buffer.alloc(0)],
      ]),
    );
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, "/report/evidence"]);
    expect(await evidenceOfDraft(portals.web, draft)).toMatchObject([
      { name: "录音.wav", note: "示例说明", state: "kept", size: one.length, sha256: sha256(one) },
      { name: "照片.jpg", kind: "image", state: "kept", sha256: sha256(two) },
    ]);
  });

  test("names the file and its limit where one is not taken; the others are", async () => {
    const { draft, cookie } = await withDraft();
    const large = Buffer.concat([await somePhoto({ width: 9, height: 9 }), Buffer.alloc(limitOf("image"))]);
    const answer = await post(
      cookie,
      form({}, [
        ["太大.jpg", large],
        ["好的.wav", someRecording(500)],
        ["页.jpg", Buffer.from("<html></html>")],
      ]),
    );
    expect(answer.status).toBe(413);
    const page = await answer.text();
    for (const words of ["太大.jpg", "50 MB", "页.jpg", "不能接收这种类型", 'href="/report/evidence"'])
      expect(page).toContain(words);
    expect((await evidenceOfDraft(portals.web, draft)).map(({ state }) => state)).toEqual([
      "refused",
      "kept",
      "refused",
    ]);
  });

  test("takes nothing without its token, and says 400 to what is no form", async () => {
    const { draft, cookie } = await withDraft();
    expect((await post(cookie, form({ form_token: "" }, [["a.wav", someRecording(500)]]))).status).toBe(403);
    expect((await post(cookie, "x", { "Content-Type": "text/plain" })).status).toBe(400);
    expect((await post(cookie, "--x\r\n", { "Content-Type": "multipart/form-data; boundary=x" })).status).toBeLessThan(
      500,
    );
    expect((await post(proof.cookie, form({}, [["a.wav", someRecording(500)]]))).status).toBe(404);
    expect(await evidenceOfDraft(portals.web, draft)).toEqual([]);
  });

  test("leads nowhere else", async () => {
    const { cookie } = await withDraft();
    const answer = await post(cookie, form({ back: "https://example.com/" }, [["a.wav", someRecording(500)]]));
    expect(answer.headers.get("Location")).toBe("/");
  });
});

describe("handing out", () => {
  test("an original is a download under locked-down headers, bit for bit, its opening on record; a preview is a picture", async () => {
    const { reporter, cookie } = await filed();
    const photo = await somePhoto();
    const id = await addedFile(portals.web, { kind: "receipt", reporter }, photo, { name: '伤<情>".jpg' });
    await examineEvidence(portals.worker, id, new AbortController().signal, async () => undefined);
    const police = await signedIn(await someOfficer(database, "police"));
    const original = await send(`/evidence/${id}/original`, police);
    expect(original.status).toBe(200);
    expect(Object.fromEntries(original.headers)).toMatchObject({
      "content-type": "application/octet-stream",
      "content-length": String(photo.length),
      "content-disposition": "attachment; filename=\"______.jpg\"; filename*=UTF-8''%E4%BC%A4_%E6%83%85__.jpg".replace(
        "__________",
        "______",
      ),
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
      "cross-origin-resource-policy": "same-origin",
      "accept-ranges": "none",
    });
    expect(Buffer.from(await original.arrayBuffer()).equals(photo)).toBe(true);
    const part = await send(`/evidence/${id}/original`, police, { headers: { Range: "bytes=0-9" } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([200, photo.length]);
    for (const who of [police, cookie]) {
      const preview = await send(`/evidence/${id}/preview`, who);
      expect([preview.status, preview.headers.get("content-type")]).toEqual([200, "image/webp"]);
      expect(preview.headers.get("content-security-policy")).toBe(
        "sandbox; default-src 'none'; frame-ancestors 'none'",
      );
    }
    const deeds = await asSystem(portals.worker.db, "test", (tx) =>
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
    const { reporter, cookie } = await filed();
    const id = await addedFile(portals.web, { kind: "receipt", reporter }, someRecording(500));
    const other = await signedIn(await someOfficer(database, "police", ["110108"]));
    const absent = "00000000-0000-7000-8000-000000000000";
    const texts: string[] = [];
    for (const which of [id, absent]) {
      const answer = await send(`/evidence/${which}/original`, other);
      expect(answer.status).toBe(404);
      texts.push(
        (await answer.text())
          .replace(/nonce="[^"]*"|content="[\w-]{43}"|value="[\w-]{43}"/g, "")
          .replaceAll(which, "id"),
      );
    }
    expect(texts[0]).toBe(texts[1]);
    expect((await send(`/evidence/${id}/original`, cookie)).status).toBe(303);
    expect((await send(`/evidence/${id}/preview`, proof.cookie)).status).toBe(404);
    expect((await send(`/evidence/${id}/preview`, other)).status).toBe(404);
  });

  test("stops in the middle when the stored file is not what was kept, and says so in the log by its id", async () => {
    const { reporter } = await filed();
    const id = await addedFile(portals.web, { kind: "receipt", reporter }, someRecording(3 * partSize));
    const police = await signedIn(await someOfficer(database, "police"));
    const last = await portals.web.storage.get(`evidence/${id}/2`);
    last[100] = (last[100] ?? 0) ^ 1;
    await portals.web.storage.put(`evidence/${id}/2`, last);
    await expect(send(`/evidence/${id}/original`, police).then((answer) => answer.arrayBuffer())).rejects.toThrow();
    await expect.poll(() => app.output("web")).toMatch(new RegExp(`"row":"${id}".*evidence\\.damaged`));
    expect(app.output("web")).not.toContain("示例");
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
  const { reporter, cookie } = await filed();
  const police = await signedIn(await someOfficer(database, "police"));
  await send("/receipt", cookie);
  const before = app.memory("web");
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, app.memory("web"));
  }, 50);
  try {
    const url = locationOf(await begin(cookie, size, { owner: "receipt", filename: "film.mp4" }));
    const sent = await send(url, cookie, {
      method: "PATCH",
      headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0" },
      body: await openAsBlob(path),
    });
    expect([sent.status, sent.headers.get("Upload-Offset")]).toEqual([204, String(size)]);
    const id = url.split("/").at(-1) ?? "";
    const [row] = await asSystem(portals.worker.db, "test", (tx) =>
      tx.select().from(evidence).where(eq(evidence.id, id)),
    );
    expect(row).toMatchObject({ state: "kept", kind: "video", reportId: reporter.reportId });
    let received = 0;
    await new Promise<void>((resolve, reject) => {
      httpRequest(`${app.url}/evidence/${id}/original`, { headers: { Cookie: police } }, (answer) => {
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
  expect((most - before) / size).toBeLessThan(0.6);
  console.info(JSON.stringify({ size, grew: most - before }));
});
