import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someReport } from "#tests/support/builders.ts";
import { builtRoutes } from "#tests/support/built-routes.ts";
import { type DemoCity, loadDemoCity } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { signedInBrowser, type TestVisitor, type VisitAnswer } from "#tests/support/visitor.ts";

/** Stands in every value that is sent: whatever the log holds of it afterwards was let through. */
const canary = "金丝雀七七";

const hostile = fc.constantFrom(
  "",
  " ",
  "0",
  "-1",
  "1e999",
  "NaN",
  "null",
  "undefined",
  "true",
  "[]",
  "{}",
  "__proto__",
  "constructor",
  "toString",
  "9999-99-99",
  "2026-02-30",
  "2026-11-23T25:61:61+99:99",
  "110105' OR '1'='1",
  "'; drop table cases; --",
  "\\",
  "%s%n%x",
  "#{7*7}{{7*7}}",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "\u0000",
  "\ud800",
  "\udfff\ud800",
  "\ufeff\u202e\u2066",
  "ﷺ".repeat(50),
  "字".repeat(20_000),
  "a".repeat(100_000),
  "../../../../etc/passwd",
  "00000000-0000-0000-0000-000000000000",
  "BJ-2026-000001-0",
  "1234567890123456",
  "https://elsewhere.example/",
  "//elsewhere.example/",
  "javascript:alert(1)",
);
/** A lone surrogate cannot be sent as UTF-8: it goes out as the sign for what cannot be shown, as a browser does it. */
const wellFormed = (text: string): string => Buffer.from(text, "utf8").toString("utf8");
const value = fc.oneof(hostile, fc.string({ unit: "binary", maxLength: 40 })).map((text) => `${text}${canary}`);
const bareValue = fc.oneof(hostile, fc.string({ maxLength: 20 }));
const strangeName = fc.constantFrom(
  "__proto__",
  "constructor[prototype][x]",
  "children[0].name",
  "children[-1].name",
  "children[99999].name",
  "children[0][name]",
  "a.b.c.d.e.f",
  "",
  "\u0000",
  "go",
);

const json: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constant(JSON.parse(`${"[".repeat(500)}${"]".repeat(500)}`)),
  fc.record({ edition: bareValue, reporter: fc.jsonValue(), children: fc.jsonValue(), incident: fc.jsonValue() }),
  // A good report with one thing in it that is not.
  fc
    .tuple(
      fc.constantFrom(
        "reporter",
        "children",
        "incident",
        "suspects",
        "guardianship",
        "safety",
        "steps",
        "edition",
        "extra",
      ),
      fc.jsonValue(),
    )
    .map(([key, wrong]) => ({ ...someReport(), [key]: wrong })),
  fc.tuple(fc.constantFrom("narrative", "from", "to", "district", "situations", "place"), value).map(([key, wrong]) => {
    const report = someReport();
    return { ...report, incident: { ...report.incident, [key]: wrong } };
  }),
);

interface Sent {
  readonly who: string;
  readonly path: string;
  readonly request: RequestInit;
}

let database: TestDatabase;
let app: RunningApp;
let city: DemoCity;
let paths: { readonly pattern: string; readonly methods: readonly string[] }[];
const visitors = new Map<string, TestVisitor>();
const fieldNames = new Map<string, string[]>();

beforeAll(async () => {
  database = await freshDatabase();
  app = await startApp(database);
  city = await loadDemoCity(database, app);
  paths = await builtRoutes();
  for (const login of [
    "police-chaoyang",
    "police-lead-chaoyang",
    "procuratorate-lead-chaoyang",
    "coordinator-city",
    "admin",
    "auditor",
    "school-lead",
  ]) {
    visitors.set(login, await signedInBrowser(app.url, { login, password: city.passwordOf(login) }));
  }
  visitors.set("public", await signedInBrowser(app.url, null));
  for (const { pattern } of paths) fieldNames.set(pattern, await namesOn(pattern));
});
afterAll(async () => {
  await app?.stop();
  await database?.drop();
});

/** The names of the fields that the forms of a page have, whoever is shown them. */
async function namesOn(pattern: string): Promise<string[]> {
  const names = new Set<string>();
  for (const visitor of visitors.values()) {
    if (pattern.includes(":") && !pattern.startsWith("/report/")) continue;
    const pages =
      pattern === "/report/:page"
        ? ["safety", "reporter", "children", "situation", "account", "people", "steps", "contact"]
        : [""];
    for (const page of pages) {
      const { body } = await visitor.ask("GET", pattern.replace(":page", page));
      for (const [, name] of body.matchAll(/<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"/g)) {
        if (name !== undefined && name !== "form_token")
          names.add(name.replaceAll("&#x27;", "'").replaceAll("&amp;", "&"));
      }
    }
  }
  return [...names];
}

const segment = bareValue.map((text) => encodeURIComponent(wellFormed(text)).slice(0, 600) || "x");

/** One request to one route as one person: right in all but what is wrong with it. */
function sending(): fc.Arbitrary<Sent> {
  const who = fc.constantFrom(...visitors.keys());
  const where = fc.constantFrom(...paths.filter(({ pattern }) => pattern !== "/sign-out" && pattern !== "/events"));
  return fc.tuple(who, where, fc.infiniteStream(segment)).chain(([name, { pattern, methods }, segments]) => {
    const path = pattern.replace(/:\w+|\*/g, () => segments.next().value ?? "x");
    const query = fc.dictionary(
      fc.constantFrom(
        "page",
        "cursor",
        "tab",
        "case",
        "next",
        "q",
        "district",
        "from",
        "to",
        "before",
        "after",
        "account",
        "__proto__",
      ),
      bareValue,
      { maxKeys: 3 },
    );
    const token = visitors.get(name)?.token ?? "";
    const known = fieldNames.get(pattern) ?? [];
    const field =
      known.length > 0
        ? fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 4 }, { arbitrary: strangeName, weight: 1 })
        : strangeName;
    const headers = { Origin: app.url, "X-Form-Token": token };
    const form = fc.array(fc.tuple(field, value), { maxLength: 8 }).map((fields): RequestInit => {
      const body = new URLSearchParams(fields.map(([key, text]): [string, string] => [key, wellFormed(text)]));
      body.append("form_token", token);
      return { method: "POST", body, headers };
    });
    const raw = fc
      .tuple(
        fc.constantFrom(
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=x",
          "application/json",
          "text/plain",
          "",
          "application/offset+octet-stream",
        ),
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.constantFrom(
            '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
            "%",
            "a=%E0%A4&b=%",
            `form_token=${token}&a=%FF`,
            "{",
          ),
        ),
      )
      .map(
        ([type, body]): RequestInit => ({
          method: "POST",
          body: typeof body === "string" ? body : Buffer.from(body),
          headers: type === "" ? headers : { ...headers, "Content-Type": type },
        }),
      );
    const overApi = json.map(
      (body): RequestInit => ({
        method: "POST",
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json", Authorization: `Bearer ${city.apiKey}` },
      }),
    );
    const odd = fc
      .tuple(
        fc.constantFrom("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"),
        fc.constantFrom("zh", "*;q=x", "é".repeat(1), "en-".repeat(400)),
        fc.constantFrom("", "session=x", "draft=; receipt=%%%", `form=${"x".repeat(43)}; session=${"y".repeat(180)}`),
      )
      .map(
        ([method, language, cookie]): RequestInit => ({
          method,
          headers: {
            ...headers,
            "Accept-Language": encodeURIComponent(language),
            ...(cookie === "" ? {} : { "X-Odd": cookie }),
          },
        }),
      );
    const get = fc.constant<RequestInit>({ method: "GET" });
    const posts = methods.includes("POST");
    const request = pattern.startsWith("/api/")
      ? fc.oneof({ arbitrary: overApi, weight: 4 }, raw, odd)
      : fc.oneof(
          { arbitrary: get, weight: 2 },
          ...(posts
            ? [
                { arbitrary: form, weight: 5 },
                { arbitrary: raw, weight: 2 },
              ]
            : []),
          { arbitrary: odd, weight: 1 },
        );
    return fc.tuple(query, request).map(([asked, sent]) => {
      const search = new URLSearchParams(
        Object.entries(asked).map(([key, text]): [string, string] => [key, wellFormed(text).slice(0, 500)]),
      );
      return { who: name, path: asked && search.size > 0 ? `${path}?${search}` : path, request: sent };
    });
  });
}

/** What no answer may hold: a frame of a stack, a statement, an error of the driver. */
const innards =
  /\n\s+at [\w.<>]+ \(|\.[jt]sx?:\d+:\d+|PostgresError|ZodError|\bselect\b[^<]{0,200}\bfrom\b[^<]{0,80}\bwhere\b/i;

describe("nothing that is sent brings the portal down", () => {
  test("thousands of malformed requests at every route: never a 5xx, never its innards, never a name in the log", {
    timeout: 300_000,
  }, async () => {
    const seen = new Set<string>();
    const sent = fc.sample(sending(), { numRuns: 3_000, seed: 20_261_123 });
    let next = 0;
    const failures: string[] = [];
    let cut = 0;
    const lane = async (): Promise<void> => {
      for (let index = next++; index < sent.length; index = next++) {
        const one = sent[index];
        if (one === undefined) continue;
        const visitor = visitors.get(one.who);
        if (visitor === undefined) continue;
        // What is too large is answered and cut off; whether the process lives is asked at the end.
        const answer: VisitAnswer | null = await visitor.send(one.path, one.request).catch(() => null);
        if (answer === null) {
          cut += 1;
          continue;
        }
        seen.add(`${one.request.method} ${answer.status}`);
        const told = `${one.who} ${one.request.method} ${one.path.slice(0, 200)} -> ${answer.status}`;
        if (answer.status >= 500) failures.push(told);
        if (innards.test(answer.body)) failures.push(`${told}: ${innards.exec(answer.body)?.[0].slice(0, 120)}`);
      }
    };
    await Promise.all(Array.from({ length: 6 }, lane));
    expect(failures.slice(0, 20)).toEqual([]);
    expect(cut).toBeLessThan(sent.length / 20);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    // Both sides of the line were reached: some were let in and some were told what is wrong.
    for (const expected of ["GET 200", "GET 404", "POST 403", "POST 422", "POST 400"]) expect(seen).toContain(expected);
    for (const process of ["web", "worker"] as const) {
      expect(app.output(process)).not.toContain(canary);
      expect(app.output(process)).not.toContain(encodeURIComponent(canary));
      expect(app.output(process)).not.toMatch(/"(request|http)\.failed"/);
    }
  });

  test.each([
    ["a path with a NUL", "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["an overlong UTF-8 sequence", "GET /%C0%AF%C0%AE HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a broken escape", "GET /receipt%E0%A4 HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a path that climbs", "GET /assets/../../package.json HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["a host that is none", "GET / HTTP/1.1\r\nHost: a b<>\r\n\r\n"],
    ["two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"],
    ["a length that is none", "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n"],
    [
      "a length and chunks",
      "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["bytes that are no request", "\u0016\u0003\u0001\u0002\u0000"],
    ["a header of 20,000 bytes", `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${"a".repeat(20_000)}\r\n\r\n`],
    ["a cookie of raw bytes", "GET / HTTP/1.1\r\nHost: x\r\nCookie: session=\u00ff\u00fe; form=\u0001\r\n\r\n"],
  ])("%s", async (_name, bytes) => {
    const { hostname, port } = new URL(app.url);
    const answer = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(Number(port), hostname, () => socket.end(Buffer.from(bytes, "latin1")));
      socket.on("data", (chunk) => {
        text += chunk.toString("latin1");
      });
      socket.on("close", () => resolve(text));
      socket.on("error", () => resolve(text));
      socket.setTimeout(5_000, () => socket.destroy());
    });
    expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
    expect(answer).not.toMatch(innards);
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
  });
});
