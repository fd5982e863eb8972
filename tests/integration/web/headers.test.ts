import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginSession } from "#app/accounts/sessions.ts";
import { copyFor } from "#app/copy/index.ts";
import { examineEvidence } from "#app/evidence/examining.ts";
import { openVault } from "#app/platform/crypto.ts";
import { fileReport } from "#app/reports/filing.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { anyone, asActor } from "#db/actor.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { addedFile, someDraft, somePhoto } from "#tests/support/evidence.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const address = "https://portal.example";
const apiKey = "a-key-for-tests-only-0123456789";

let database: TestDatabase;
let portals: TestPortals;
let app: RunningApp;
let photo: string;
let officer: string;
let asset: string;
let receiptCode: string;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  const { storage } = portals.web.config;
  if (storage.kind !== "disk") throw new Error("not on disk");
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const unitId = randomUUID();
  await owner`insert into units (id, name, profession, district) values (${unitId}, '示例医院', 'medical', '110105')`;
  await owner`insert into api_keys (id, unit_id, key_hash, label)
    values (${randomUUID()}, ${unitId}, ${openVault(database.masterKey).token("api key", apiKey)}, 'test')`;
  await owner.end();
  app = await startApp(database, { processes: ["web"], env: { STORAGE_URL: storage.folder, PORTAL_URL: address } });
  const { draft } = await someDraft(portals.web);
  ({ receiptCode } = await fileReport(portals.web, someFiling({ reportId: draft.reportId })));
  await portals.route(draft.reportId);
  const receipt = await findReceipt(portals.web, receiptCode);
  if (receipt === null) throw new Error("no receipt");
  photo = await addedFile(portals.web, { kind: "receipt", reporter: receipt.reporter }, await somePhoto(), {
    name: "示例照片.jpg",
  });
  await examineEvidence(portals.worker, photo, new AbortController().signal, async () => undefined);
  const police = await someOfficer(database, "police");
  const token = await asActor(portals.web.db, anyone, (tx) =>
    beginSession(tx, portals.web, police.accountId, new Date()),
  );
  // The cookie as a browser keeps it over https: the test's own portal has no such address.
  officer = `__Host-session=${encodeURIComponent(Buffer.from(JSON.stringify(token)).toString("base64"))}`;
  const page = await (await fetch(`${app.url}/`)).text();
  asset = /href="(\/assets\/[^"]+\.css)"/.exec(page)?.[1] ?? "";
});
afterAll(async () => {
  await app?.stop();
  await portals?.close();
  await database?.drop();
});

interface Asked {
  readonly what: string;
  readonly path: () => string;
  readonly status: number;
  readonly init?: RequestInit & { readonly headers?: Record<string, string> };
  readonly signedIn?: true;
  /** What the body is; a stream is not read to its end. */
  readonly type?: RegExp;
}

const page = /^text\/html/;
const problem = /^application\/problem\+json/;
const json = { "Content-Type": "application/json", Authorization: `Bearer ${apiKey}` };

/** One of every kind of answer that the portal gives. */
const asked: readonly Asked[] = [
  { what: "a page in Chinese", path: () => "/", status: 200, type: page },
  { what: "a page in English", path: () => "/", status: 200, type: page, init: { headers: { Cookie: "lang=en" } } },
  { what: "a guided page", path: () => "/report", status: 200, type: page },
  { what: "an officer's desk", path: () => "/triage", status: 200, type: page, signedIn: true },
  {
    what: "an officer's desk as data",
    path: () => "/triage.data",
    status: 200,
    signedIn: true,
    type: /turbo-stream|x-script/,
  },
  { what: "the page for what is absent", path: () => "/no-such-page", status: 404, type: page },
  { what: "a case that is absent", path: () => "/cases/BJ-2026-999999-9", status: 404, type: page, signedIn: true },
  { what: "the page for what is forbidden", path: () => "/people", status: 403, type: page, signedIn: true },
  { what: "an address that cannot be read", path: () => "/%E0%A4%A", status: 400, type: page },
  {
    what: "a method that is not there",
    path: () => "/",
    status: 405,
    type: page,
    init: { method: "POST", body: "a=b" },
  },
  { what: "a redirect", path: () => "/triage", status: 303 },
  { what: "quick exit", path: () => "/leave", status: 200, type: page },
  {
    what: "a form without its token",
    path: () => "/language",
    status: 403,
    type: page,
    init: { method: "POST", body: new URLSearchParams({ lang: "en" }) },
  },
  {
    what: "a form from elsewhere",
    path: () => "/language",
    status: 403,
    type: page,
    init: { method: "POST", body: "a=b", headers: { Origin: "https://evil.example" } },
  },
  {
    what: "a form that is too large",
    path: () => "/language",
    status: 413,
    type: page,
    init: { method: "POST", body: "a".repeat(2_000_000) },
  },
  {
    what: "data from elsewhere",
    path: () => "/language.data",
    status: 403,
    type: problem,
    init: { method: "POST", body: "a=b", headers: { Origin: "https://evil.example" } },
  },
  {
    what: "a filing over the API",
    path: () => "/api/v1/reports",
    status: 201,
    type: /^application\/json/,
    init: { method: "POST", headers: json, body: JSON.stringify(someReport()) },
  },
  {
    what: "a filing without a key",
    path: () => "/api/v1/reports",
    status: 401,
    type: problem,
    init: { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } },
  },
  {
    what: "a filing that is not accepted",
    path: () => "/api/v1/reports",
    status: 422,
    type: problem,
    init: { method: "POST", headers: json, body: "{}" },
  },
  {
    what: "a receipt over the API",
    path: () => `/api/v1/receipts/${receiptCode}`,
    status: 200,
    type: /^application\/json/,
  },
  { what: "the API's description", path: () => "/api/v1/openapi.json", status: 200, type: /^application\/json/ },
  {
    what: "an original",
    path: () => `/evidence/${photo}/original`,
    status: 200,
    signedIn: true,
    type: /^application\/octet-stream/,
  },
  { what: "a preview", path: () => `/evidence/${photo}/preview`, status: 200, signedIn: true, type: /^image\/webp/ },
  { what: "a preview that is hidden", path: () => `/evidence/${photo}/preview`, status: 404 },
  { what: "an upload refused", path: () => "/evidence/uploads", status: 412, type: problem, init: { method: "POST" } },
  { what: "a desk's open line", path: () => "/events", status: 200, signedIn: true, type: /^text\/event-stream/ },
  { what: "a line without a desk", path: () => "/events", status: 401 },
  { what: "the published heads", path: () => "/audit/heads.json", status: 200, type: /^application\/json/ },
  { what: "the key of proofs", path: () => "/proof/key.pem", status: 200 },
  { what: "whether it is alive", path: () => "/healthz", status: 200, type: /^text\/plain/ },
  { what: "whether it is ready", path: () => "/readyz", status: 200 },
  { what: "an asset", path: () => asset, status: 200, type: /^text\/css/ },
  { what: "an asset that is absent", path: () => "/assets/none.js", status: 404, type: page },
];

async function ask({ path, init = {}, signedIn }: Asked) {
  const headers = { ...init.headers, ...(signedIn ? { Cookie: officer } : {}) };
  const answer = await fetch(`${app.url}${path()}`, { redirect: "manual", ...init, headers });
  const streamed = (answer.headers.get("Content-Type") ?? "").startsWith("text/event-stream");
  if (streamed) await answer.body?.cancel();
  return { status: answer.status, headers: answer.headers, body: streamed ? "" : await answer.text() };
}

/** The policy's directives by their names. */
function directives(policy: string): Map<string, readonly string[]> {
  return new Map(
    policy.split(";").map((directive) => {
      const [name = "", ...values] = directive.trim().split(/\s+/);
      return [name, values];
    }),
  );
}

/** Nothing stays in a browser or on the way, but what is the same for everybody under its name for ever. */
function keptAs({ what, type }: Asked): string {
  if (what === "an asset") return "public, max-age=31536000, immutable";
  return type?.test("text/event-stream") ? "no-store, no-transform" : "no-store";
}

describe("the headers of every kind of answer", () => {
  test.each(asked)("$what", async (one) => {
    const { status, headers, body } = await ask(one);
    expect(status, body.slice(0, 300)).toBe(one.status);
    if (one.type !== undefined) expect(headers.get("Content-Type")).toMatch(one.type);
    const policy = headers.get("Content-Security-Policy") ?? "";
    const rules = directives(policy);
    expect(policy).not.toContain("unsafe");
    expect(policy).not.toContain("*");
    expect(policy).not.toMatch(/\bhttps?:/);
    expect(rules.get("default-src")).toEqual(["'none'"]);
    expect(rules.get("frame-ancestors")).toEqual(["'none'"]);
    const isFile = one.path().startsWith("/evidence/") && status === 200;
    if (isFile) {
      // A file under a policy of its own: whatever it holds, it runs nowhere and loads nothing.
      expect([...rules.keys()].sort()).toEqual(["default-src", "frame-ancestors", "sandbox"]);
    } else {
      const [, nonce = ""] = /'nonce-([A-Za-z0-9+/=]{22,})'/.exec(policy) ?? [];
      expect(nonce).not.toBe("");
      expect(rules.get("script-src")).toEqual(["'self'", `'nonce-${nonce}'`]);
      expect(rules.get("base-uri")).toEqual(["'none'"]);
      expect(rules.get("form-action")).toEqual(["'self'"]);
      const marks = [...body.matchAll(/<(?:script|style)\b[^>]*>/g)].map(([tag]) => tag);
      for (const tag of marks) expect(tag).toContain(`nonce="${nonce}"`);
      expect(body).not.toMatch(/<[^>]+\sstyle=|<[^>]+\son[a-z]+=/);
    }
    expect(Object.fromEntries(headers)).toMatchObject({
      "strict-transport-security": "max-age=63072000; includeSubDomains",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "cache-control": keptAs(one),
    });
    const permissions = headers.get("Permissions-Policy") ?? "";
    for (const power of ["camera", "microphone", "geolocation", "payment", "usb"]) {
      expect(permissions).toContain(`${power}=()`);
    }
    expect(headers.get("X-Powered-By")).toBeNull();
    expect(headers.get("Server")).toBeNull();
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    for (const cookie of headers.getSetCookie()) {
      // Quick exit takes cookies back under every name that they may have had.
      if (/Max-Age=0/.test(cookie)) continue;
      expect(cookie).toMatch(/; Secure/i);
    }
  });

  test("every answer has a nonce of its own", async () => {
    const seen = new Set<string>();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(`${app.url}/healthz`)));
    for (const { headers } of answers) seen.add(headers.get("Content-Security-Policy") ?? "");
    expect(seen.size).toBe(20);
  });

  test("the English page is English", async () => {
    const { body } = await ask(asked[1] ?? { what: "", path: () => "/", status: 200 });
    expect(body).toContain(copyFor("en").home.heading);
  });
});
