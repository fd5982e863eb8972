import { keepToken } from "#app/accounts/session-cookie.ts";
import { beginSession } from "#app/accounts/sessions.ts";
import { setDraftCookie } from "#app/reports/draft-cookie.ts";
import { fileReport } from "#app/reports/filing.ts";
import { openReceiptCookie } from "#app/reports/receipt-cookie.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { anyone, asActor, type Officer } from "#db/actor.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someFiling } from "#tests/support/builders.ts";
import { someDraft } from "#tests/support/evidence.ts";
import { formProof } from "#tests/support/form-token.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

/** The real web process, and a portal of the test's own that looks into the same database and storage. */
export async function openEvidenceDesk() {
  const database: TestDatabase = await freshDatabase();
  const portals: TestPortals = openTestPortals(database);
  const { storage } = portals.web.config;
  if (storage.kind !== "disk") throw new Error("not on disk");
  const app: RunningApp = await startApp(database, { processes: ["web"], env: { STORAGE_URL: storage.folder } });
  const proof = await formProof(app.url);
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

  return {
    database,
    portals,
    app,
    proof,
    withDraft,
    signedIn,
    filed,
    metadata,
    send,
    begin,
    patch,
    locationOf,
    close: async () => {
      await app.stop();
      await portals.close();
      await database.drop();
    },
  };
}
