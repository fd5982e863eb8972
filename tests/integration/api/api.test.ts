import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openVault } from "#app/platform/crypto.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someReport } from "#tests/support/builders.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const key = "a-key-for-tests-only-0123456789";
let database: TestDatabase;
let app: RunningApp;
beforeAll(async () => {
  database = await freshDatabase();
  const unitId = randomUUID();
  const sql = postgres(database.ownerUrl, { max: 1 });
  await sql`insert into units (id, name, profession, district) values (${unitId}, '示例医院', 'medical', '110105')`;
  await sql`insert into api_keys (id, unit_id, key_hash, label)
    values (${randomUUID()}, ${unitId}, ${openVault(database.masterKey).token("api key", key)}, 'test')`;
  await sql.end();
  app = await startApp(database);
});
afterAll(async () => {
  await app.stop();
  await database.drop();
});

const authorised = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
const send = (path: string, body: unknown, headers: Record<string, string> = authorised) =>
  fetch(`${app.url}${path}`, {
    method: "POST",
    headers,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
const problemOf = async (response: Response) => {
  expect(response.headers.get("Content-Type")).toContain("application/problem+json");
  return (await response.json()) as {
    status: number;
    title: string;
    detail: string;
    errors?: { path: string; message: string }[];
  };
};

test("a hospital's system files a report, repeats the request, and follows its receipt to the departments", async () => {
  const headers = { ...authorised, "Idempotency-Key": randomUUID() };
  const report = someReport();
  const first = await send("/api/v1/reports", report, headers);
  expect(first.status).toBe(201);
  const filed = (await first.json()) as { reportNumber: string; receipt: string; urgency: string };
  expect(filed).toMatchObject({ reportNumber: expect.stringMatching(/^BJ-\d{4}-\d{6}-\d$/), urgency: "urgent" });
  expect(filed.receipt).toMatch(/^\d{16}$/);
  const again = await send("/api/v1/reports", report, headers);
  expect([again.status, await again.json()]).toEqual([201, filed]);

  await expect
    .poll(
      async () => {
        const receipt = await fetch(`${app.url}/api/v1/receipts/${filed.receipt}`);
        const { state, departments } = (await receipt.json()) as {
          state: string;
          departments: { department: string }[];
        };
        return [state, departments.map(({ department }) => department)];
      },
      { timeout: 20_000 },
    )
    .toEqual(["routed", expect.arrayContaining(["police", "procuratorate", "civil_affairs", "womens_federation"])]);
});

test("50 systems filing at the same moment get 50 numbers, 50 receipts and no error", async () => {
  const answers = await Promise.all(Array.from({ length: 50 }, () => send("/api/v1/reports", someReport())));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 201));
  const filed = (await Promise.all(answers.map((answer) => answer.json()))) as {
    reportNumber: string;
    receipt: string;
  }[];
  expect(new Set(filed.map(({ reportNumber }) => reportNumber)).size).toBe(50);
  expect(new Set(filed.map(({ receipt }) => receipt)).size).toBe(50);
});

test("the same key with another report is a conflict", async () => {
  const headers = { ...authorised, "Idempotency-Key": randomUUID() };
  expect((await send("/api/v1/reports", someReport(), headers)).status).toBe(201);
  const second = await send("/api/v1/reports", someReport(), headers);
  expect(second.status).toBe(409);
  expect((await problemOf(second)).detail).toContain("Idempotency-Key");
});

test("a receipt says nothing of the child, the reporter or what was told", async () => {
  const filed = (await (await send("/api/v1/reports", someReport())).json()) as { receipt: string };
  const receipt = await (await fetch(`${app.url}/api/v1/receipts/${filed.receipt}`)).text();
  for (const secret of ["示例儿童", "报告人甲", "13800000000", "示例路", "旧伤", "示例小学"]) {
    expect(receipt).not.toContain(secret);
  }
});

test("a rehearsal needs no key and no identity and has the contract's shape", async () => {
  const answer = await send(
    "/api/v1/rehearsals",
    {
      edition: "2026-01",
      reporter: { profession: "public" },
      children: [{ sex: "unknown" }],
      incident: { situations: ["other_serious"] },
    },
    { "Content-Type": "application/json" },
  );
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    edition: "2026-01",
    urgency: { level: expect.any(String), rule: expect.any(String), why: expect.any(String) },
    assignments: expect.arrayContaining([
      expect.objectContaining({
        department: "police",
        district: expect.any(String),
        rule: expect.any(String),
        why: expect.any(String),
        sources: expect.any(Array),
        clocks: expect.any(Array),
        suggestedInterventions: expect.any(Array),
      }),
    ]),
  });
});

test.each([
  ["no key", "/api/v1/reports", {}, { "Content-Type": "application/json" }, 401],
  ["a key that is none", "/api/v1/reports", {}, { ...authorised, Authorization: `Bearer ${"x".repeat(30)}` }, 401],
  ["another kind of authorisation", "/api/v1/reports", {}, { ...authorised, Authorization: "Basic abc" }, 401],
  ["a form instead of JSON", "/api/v1/reports", "a=b", { ...authorised, "Content-Type": "text/plain" }, 415],
  ["broken JSON", "/api/v1/reports", "{", authorised, 400],
  ["a JSON of something else", "/api/v1/reports", "[]", authorised, 422],
  ["an empty report", "/api/v1/reports", {}, authorised, 422],
  ["a malformed Idempotency-Key", "/api/v1/reports", {}, { ...authorised, "Idempotency-Key": "a b" }, 400],
  [
    "an edition that was never published",
    "/api/v1/rehearsals",
    { ...someReport(), edition: "1999-01" },
    authorised,
    422,
  ],
])("%s is answered with a problem document", async (_what, path, body, headers, status) => {
  const response = await send(path, body, headers);
  expect(response.status).toBe(status);
  const problem = await problemOf(response);
  expect(problem).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
});

test.each([
  ["an unknown key", { surprise: 1 }, "surprise"],
  ["a prototype key", JSON.parse('{"__proto__": {"x": 1}}'), ""],
  ["a lone surrogate", { children: [{ name: "\ud800", sex: "female" }] }, "children[0].name"],
  ["a NUL", { children: [{ name: "a\u0000b", sex: "female" }] }, "children[0].name"],
  ["an adult", { children: [{ sex: "male", age: 18 }] }, "children[0].age"],
  ["no child", { children: [] }, "children"],
  ["no situation", { incident: { situations: [] } }, "incident.situations"],
  ["a situation that is none", { incident: { situations: ["drop table reports"] } }, "incident.situations[0]"],
  ["an invalid date", { children: [{ sex: "male", bornOn: "2015-02-30" }] }, "children[0].bornOn"],
  ["a number for a text", { children: [{ sex: "male", name: 7 }] }, "children[0].name"],
  [
    "a narrative as long as a book",
    { incident: { situations: ["other_serious"], narrative: "长".repeat(20_001) } },
    "incident.narrative",
  ],
])("%s is refused with the field named", async (_what, over, path) => {
  const response = await send("/api/v1/reports", { ...someReport(), ...over });
  if (path === "") return expect(response.status).toBeLessThan(500);
  expect(response.status).toBe(422);
  const { errors } = await problemOf(response);
  expect(errors?.map((error) => error.path)).toContain(path);
  for (const { message } of errors ?? []) expect(message).toMatch(/\p{Script=Han}/u);
});

test("problems are told in English to who asks for it", async () => {
  const response = await send("/api/v1/reports", {}, { ...authorised, "Accept-Language": "en" });
  const problem = await problemOf(response);
  expect(JSON.stringify(problem)).not.toMatch(/\p{Script=Han}/u);
});

test("a body over 1 MB is refused, a wrong method is named, an absent receipt is like a wrong one", async () => {
  expect((await send("/api/v1/reports", `"${"x".repeat(1_200_000)}"`)).status).toBe(413);
  const wrongMethod = await fetch(`${app.url}/api/v1/reports`);
  expect([wrongMethod.status, wrongMethod.headers.get("Allow")]).toEqual([405, "POST"]);
  expect((await fetch(`${app.url}/api/v1/receipts/1234`)).status).toBe(400);
  expect((await fetch(`${app.url}/api/v1/receipts/0000000000000000`)).status).toBe(404);
});

test("the OpenAPI document is made of the schemas that check the requests", async () => {
  const document = (await (await fetch(`${app.url}/api/v1/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, unknown>;
    components: { schemas: { Report: { properties: Record<string, unknown> } } };
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual(["/api/v1/reports", "/api/v1/receipts/{receipt}", "/api/v1/rehearsals"]);
  expect(Object.keys(document.components.schemas.Report.properties)).toEqual(
    expect.arrayContaining([
      "edition",
      "reporter",
      "children",
      "incident",
      "suspects",
      "guardianship",
      "safety",
      "steps",
    ]),
  );
});

test("neither the log of the web nor that of the worker holds a word of a report", async () => {
  const filed = (await (await send("/api/v1/reports", someReport())).json()) as { receipt: string };
  await fetch(`${app.url}/api/v1/receipts/${filed.receipt}`);
  const logs = app.output("web") + app.output("worker");
  expect(logs.length).toBeGreaterThan(0);
  for (const secret of ["示例", "报告人甲", "13800000000", filed.receipt, key]) expect(logs).not.toContain(secret);
});
