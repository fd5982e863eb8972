import { once } from "node:events";
import { request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { formProof } from "#tests/support/form-token.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

describe("the web process", () => {
  let database: TestDatabase;
  let app: RunningApp;

  beforeAll(async () => {
    database = await freshDatabase();
    app = await startApp(database, { processes: ["web"] });
  });
  afterAll(async () => {
    await app?.stop();
    await database?.drop();
  });

  test("is alive and ready", async () => {
    expect(await (await fetch(`${app.url}/healthz`)).text()).toBe("ok");
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
  });

  test("protects every answer, and marks each page's scripts anew", async () => {
    const [one, other] = await Promise.all([fetch(app.url), fetch(`${app.url}/no-such-page`)]);
    for (const { headers } of [one, other]) {
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-powered-by")).toBeNull();
    }
    const nonce = (answer: Response) => /nonce-([^']+)/.exec(answer.headers.get("content-security-policy") ?? "")?.[1];
    expect(nonce(one)).not.toBe(nonce(other));
    expect(await one.text()).toContain(`nonce="${nonce(one)}"`);
  });

  test("lets browsers keep its files for ever", async () => {
    const page = await (await fetch(app.url)).text();
    const [, style] = /href="(\/assets\/[^"]+\.css)"/.exec(page) ?? [];
    const answer = await fetch(`${app.url}${style}`);
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect((await fetch(`${app.url}/assets/none.js`)).status).toBe(404);
  });

  test("answers what it refuses in words, never with a trace", async () => {
    const { cookie, token } = await formProof(app.url);
    const headers = { Cookie: cookie };
    const withToken = (fields: Record<string, string>) => new URLSearchParams({ ...fields, form_token: token });
    const answers = await Promise.all([
      fetch(`${app.url}/%E0%A4%A`),
      fetch(app.url, { method: "POST", body: "a=b" }),
      fetch(`${app.url}/language`, { method: "POST", headers, body: withToken({ lang: "xx" }) }),
      fetch(`${app.url}/language`, { method: "POST", body: withToken({ lang: "en" }) }),
      fetch(`${app.url}/language`, { method: "POST", headers, body: new URLSearchParams({ lang: "en" }) }),
      fetch(`${app.url}/language`, { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }),
      fetch(`${app.url}/language`, { method: "POST", body: "a=b", headers: { Origin: "https://evil.example" } }),
      fetch(`${app.url}/language`, { method: "POST", body: "a".repeat(2_000_000) }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 405, 400, 403, 403, 400, 403, 413]);
    for (const answer of answers) {
      const page = await answer.text();
      expect(page).toContain("<h1");
      expect(page).not.toMatch(/\bat .*\.[jt]s:\d/);
    }
  });

  test("writes down patterns, not addresses", async () => {
    await fetch(`${app.url}/receipt-1234567890123456?name=secret`);
    expect(app.output("web")).not.toContain("1234567890123456");
    expect(app.output("web")).not.toContain("secret");
  });

  test("says that it is unavailable while the database is", async () => {
    const lost = await startApp(
      { ...database, webUrl: database.webUrl.replace(/:\d+\//, ":1/") },
      { processes: ["web"] },
    );
    try {
      expect((await fetch(`${lost.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${lost.url}/healthz`)).status).toBe(200);
      expect((await fetch(lost.url)).status).toBe(200);
    } finally {
      await lost.stop();
    }
  });

  test("names the variable when its port is taken, and ends with 3", async () => {
    const { port } = new URL(app.url);
    await expect(startApp(database, { processes: ["web"], env: { PORT: port } })).rejects.toThrow(/PORT=/);
  });

  test("finishes what it began before it stops", async () => {
    const stopping = await startApp(database, { processes: ["web"] });
    const { cookie, token } = await formProof(stopping.url);
    const [begun, rest] = ["lang=", `en&to=/&form_token=${token}`];
    const asked = request(`${stopping.url}/language`, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "Content-Length": String(begun.length + rest.length),
        Cookie: cookie,
      },
    });
    const answered = once(asked, "response");
    asked.write(begun);
    await pause(300);
    const stopped = stopping.stop();
    await pause(300);
    asked.end(rest);
    const [{ statusCode }] = await answered;
    await stopped;
    expect(statusCode).toBe(303);
    expect(stopping.output("web")).toContain("web.stopped");
    await expect(fetch(stopping.url)).rejects.toThrow();
  });
});
