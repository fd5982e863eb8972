import { request as httpRequest } from "node:http";
import { Readable } from "node:stream";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { evidenceOfDraft, evidenceOfReport } from "#app/evidence/queries.ts";
import { limitOf, partSize } from "#app/evidence/rules.ts";
import { sha256, somePhoto, someRecording } from "#tests/support/evidence.ts";
import { openEvidenceDesk } from "./desk.ts";

let desk: Awaited<ReturnType<typeof openEvidenceDesk>>;
beforeAll(async () => {
  desk = await openEvidenceDesk();
});
afterAll(() => desk?.close());

describe("tus", () => {
  test("begins, goes on, asks where it is, goes on and completes; any client works", async () => {
    const { draft, cookie } = await desk.withDraft();
    const bytes = someRecording(2 * partSize + 1_234);
    const begun = await desk.begin(cookie, bytes.length);
    expect(begun.status).toBe(201);
    expect(begun.headers.get("Tus-Resumable")).toBe("1.0.0");
    const url = desk.locationOf(begun);
    expect((await desk.patch(url, cookie, 0, bytes.subarray(0, 1_500_000))).headers.get("Upload-Offset")).toBe(
      "1500000",
    );
    const where = await desk.send(url, cookie, { method: "HEAD" });
    expect([where.status, where.headers.get("Upload-Offset"), where.headers.get("Upload-Length")]).toEqual([
      200,
      "1500000",
      String(bytes.length),
    ]);
    expect(where.headers.get("Cache-Control")).toBe("no-store");
    const rest = await desk.patch(url, cookie, 1_500_000, bytes.subarray(1_500_000));
    expect([rest.status, rest.headers.get("Upload-Offset")]).toEqual([204, String(bytes.length)]);
    expect(await evidenceOfDraft(desk.portals.web, draft)).toMatchObject([
      { name: "示例录音.wav", note: "示例", state: "kept", sha256: sha256(bytes) },
    ]);
  });

  test("with the client that the pages use, from a file of many chunks", async () => {
    const { draft, cookie } = await desk.withDraft();
    const bytes = someRecording(5 * partSize + 99);
    await new Promise<void>((resolve, reject) => {
      new Upload(Readable.from([bytes]), {
        endpoint: `${desk.app.url}/evidence/uploads`,
        uploadSize: bytes.length,
        chunkSize: 700_000,
        metadata: { owner: "draft", filename: "a.wav" },
        headers: { Cookie: cookie, "X-Form-Token": desk.proof.token },
        retryDelays: null,
        onSuccess: () => resolve(),
        onError: reject,
      }).start();
    });
    expect(await evidenceOfDraft(desk.portals.web, draft)).toMatchObject([{ state: "kept", sha256: sha256(bytes) }]);
  });

  test("goes on where a line that broke in the middle of a request left it", async () => {
    const { draft, cookie } = await desk.withDraft();
    const bytes = someRecording(4 * partSize);
    const url = desk.locationOf(await desk.begin(cookie, bytes.length));
    await new Promise<void>((resolve) => {
      const sending = httpRequest(`${desk.app.url}${url}`, {
        method: "PATCH",
        headers: {
          Cookie: cookie,
          "Tus-Resumable": "1.0.0",
          "X-Form-Token": desk.proof.token,
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
    const offset = async () => Number((await desk.send(url, cookie, { method: "HEAD" })).headers.get("Upload-Offset"));
    await expect.poll(offset, { timeout: 20_000 }).toBeGreaterThan(partSize);
    await expect
      .poll(
        async () => {
          const at = await offset();
          return (await desk.patch(url, cookie, at, bytes.subarray(at))).status;
        },
        { timeout: 20_000 },
      )
      .toBe(204);
    expect(await evidenceOfDraft(desk.portals.web, draft)).toMatchObject([{ state: "kept", sha256: sha256(bytes) }]);
  });

  test("refuses in the reader's language, with a code for the script and what to do", async () => {
    const { cookie } = await desk.withDraft();
    const problem = async (answer: Response) => [answer.status, (await answer.json()).code];
    expect(await problem(await desk.begin(cookie, 0))).toEqual([422, "empty"]);
    expect(await problem(await desk.begin(cookie, 2 * 1_024 ** 3))).toEqual([413, "too_large"]);
    const photo = await desk.begin(cookie, limitOf("image") + 1, { filename: "a.jpg" });
    const jpeg = Buffer.concat([await somePhoto({ width: 9, height: 9 }), Buffer.alloc(partSize)]);
    const tooLarge = await desk.patch(desk.locationOf(photo), cookie, 0, jpeg);
    expect(await tooLarge.json()).toMatchObject({
      status: 413,
      code: "too_large",
      limit: limitOf("image"),
      detail: expect.stringMatching(/50 MB.*没有接收/),
    });
    const page = desk.locationOf(await desk.begin(cookie, 40, { filename: "a.jpg" }));
    const refused = await desk.patch(page, cookie, 0, Buffer.from("<!doctype html><script>alert(1)</script>"), {
      "Accept-Language": "en",
    });
    expect(refused.headers.get("Content-Type")).toContain("application/problem+json");
    expect(await refused.json()).toMatchObject({
      code: "unknown_type",
      detail: expect.stringContaining("cannot be taken"),
    });
    expect(await problem(await desk.patch(page, cookie, 0, Buffer.from("x")))).toEqual([422, "unknown_type"]);
    const other = desk.locationOf(await desk.begin(cookie, 1_000));
    expect(await problem(await desk.patch(other, cookie, 5, someRecording(10)))).toEqual([409, "moved"]);
    expect((await desk.patch(other, cookie, 0, someRecording(10), { "Content-Type": "text/plain" })).status).toBe(415);
    expect((await desk.patch(other, cookie, 0, someRecording(10), { "Tus-Resumable": "0.2.0" })).status).toBe(412);
    for (const id of ["nothing", "00000000-0000-7000-8000-000000000000"]) {
      expect((await desk.patch(`/evidence/uploads/${id}`, cookie, 0, someRecording(10))).status).toBe(404);
    }
  });

  test("takes nothing without the token of a page of ours, nor from whoever opens no draft, receipt or case", async () => {
    const { draft, cookie } = await desk.withDraft();
    for (const token of ["", "x".repeat(43)]) {
      const begun = await desk.send("/evidence/uploads", cookie, {
        method: "POST",
        headers: {
          "X-Form-Token": token,
          "Upload-Length": "10",
          "Upload-Metadata": desk.metadata({ owner: "draft", filename: "a.wav" }),
        },
      });
      expect(begun.status).toBe(403);
    }
    const url = desk.locationOf(await desk.begin(cookie, 1_000));
    expect((await desk.patch(url, cookie, 0, someRecording(1_000), { "X-Form-Token": "" })).status).toBe(403);
    expect((await desk.send(url, cookie, { method: "DELETE", headers: { "X-Form-Token": "" } })).status).toBe(403);
    for (const owner of ["draft", "receipt", "case", "", "constructor"]) {
      expect((await desk.begin(desk.proof.cookie, 10, { owner })).status).toBe(404);
    }
    expect((await desk.patch(url, desk.proof.cookie, 0, someRecording(1_000))).status).toBe(404);
    expect((await desk.send(url, (await desk.withDraft()).cookie, { method: "HEAD" })).status).toBe(404);
    expect(await evidenceOfDraft(desk.portals.web, draft)).toMatchObject([{ received: 0 }]);
  });

  test("ends what a draft no longer wants, and nothing that a report has", async () => {
    const { draft, cookie } = await desk.withDraft();
    const url = desk.locationOf(await desk.begin(cookie, 1_000));
    expect((await desk.send(url, cookie, { method: "DELETE" })).status).toBe(204);
    expect(await evidenceOfDraft(desk.portals.web, draft)).toEqual([]);
    const report = await desk.filed();
    const added = desk.locationOf(await desk.begin(report.cookie, 1_000, { owner: "receipt" }));
    expect((await desk.patch(added, report.cookie, 0, someRecording(1_000))).status).toBe(204);
    expect((await desk.send(added, report.cookie, { method: "DELETE" })).status).toBe(404);
    expect(await evidenceOfReport(desk.portals.web, report.reporter)).toMatchObject([{ state: "kept" }]);
  });
});

describe("the plain form", () => {
  const form = (fields: Readonly<Record<string, string>>, files: readonly (readonly [string, Buffer])[]) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({
      form_token: desk.proof.token,
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
    fetch(`${desk.app.url}/evidence/form`, {
      method: "POST",
      redirect: "manual",
      headers: { Cookie: cookie, ...headers },
      body,
    });

  test("takes several files at once and leads back", async () => {
    const { draft, cookie } = await desk.withDraft();
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
    expect(await evidenceOfDraft(desk.portals.web, draft)).toMatchObject([
      { name: "录音.wav", note: "示例说明", state: "kept", size: one.length, sha256: sha256(one) },
      { name: "照片.jpg", kind: "image", state: "kept", sha256: sha256(two) },
    ]);
  });

  test("names the file and its limit where one is not taken; the others are", async () => {
    const { draft, cookie } = await desk.withDraft();
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
    expect((await evidenceOfDraft(desk.portals.web, draft)).map(({ state }) => state)).toEqual([
      "refused",
      "kept",
      "refused",
    ]);
  });

  test("takes nothing without its token, and says 400 to what is no form", async () => {
    const { draft, cookie } = await desk.withDraft();
    expect((await post(cookie, form({ form_token: "" }, [["a.wav", someRecording(500)]]))).status).toBe(403);
    expect((await post(cookie, "x", { "Content-Type": "text/plain" })).status).toBe(400);
    expect((await post(cookie, "--x\r\n", { "Content-Type": "multipart/form-data; boundary=x" })).status).toBeLessThan(
      500,
    );
    expect((await post(desk.proof.cookie, form({}, [["a.wav", someRecording(500)]]))).status).toBe(404);
    expect(await evidenceOfDraft(desk.portals.web, draft)).toEqual([]);
  });

  test("leads nowhere else", async () => {
    const { cookie } = await desk.withDraft();
    const answer = await post(cookie, form({ back: "https://example.com/" }, [["a.wav", someRecording(500)]]));
    expect(answer.headers.get("Location")).toBe("/");
  });
});
