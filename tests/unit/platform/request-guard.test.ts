import { once } from "node:events";
import { type IncomingHttpHeaders, request } from "node:http";
import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limitBody, markVisit, ownOrigin, readable } from "#app/platform/request-guard.ts";

const limit = 1_000;
let port = 0;
let close = (): void => {};

beforeAll(async () => {
  const app = express();
  app.use(
    readable,
    ownOrigin("https://portal.example"),
    limitBody(() => limit),
    markVisit(true),
  );
  app.use(express.text({ type: () => true, limit: "10mb" }), (req, res) => {
    const body: unknown = req.body;
    res
      .status(res.locals.refused ?? 200)
      .send(`${res.locals.refused ?? "let in"} ${req.method} ${typeof body === "string" ? body.length : 0}`);
  });
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
  close = () => server.close();
});
afterAll(() => close());

interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Speaks HTTP by hand: `fetch` would tidy up what these tests are about. */
function ask({ method = "GET", path = "/", headers = {}, body }: Asked) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const asked = request({ port, host: "127.0.0.1", method, path, headers, agent: false }, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

describe("what no page could read", () => {
  test.each(["/%E0%A4%A", "/a%00b", "//evil.example/", `/${"a".repeat(5_000)}`])(
    "an address that is none is refused",
    async (path) => {
      expect((await ask({ path })).status).toBe(400);
    },
  );
  test("a host that is none is refused", async () => {
    expect((await ask({ headers: { Host: "a b" } })).status).toBe(400);
  });
  test("a method that nobody uses is refused", async () => {
    expect((await ask({ method: "TRACE" })).status).toBe(405);
    expect((await ask({ method: "PROPFIND" })).status).toBe(405);
  });
  test("a refused request goes on as a question for the page that explains it", async () => {
    expect((await ask({ path: "/%FF", method: "POST", body: "a=b" })).text).toMatch(/^400 GET/);
  });
});

describe("a change that another site asks for", () => {
  const post = (headers: Record<string, string>, path = "/") => ask({ method: "POST", path, headers, body: "a=b" });

  test.each([
    { "Sec-Fetch-Site": "same-origin", Origin: "null" },
    { "Sec-Fetch-Site": "none" },
    { Origin: "https://portal.example" },
    { Origin: "null", Cookie: "a=b; visited=1" },
    {},
  ])("%j is our own", async (headers: Record<string, string>) => {
    expect((await post(headers)).status).toBe(200);
  });

  test.each([
    { "Sec-Fetch-Site": "cross-site", Origin: "https://portal.example" },
    { "Sec-Fetch-Site": "same-site" },
    { Origin: "https://evil.example" },
    { Origin: "https://portal.example.evil.example" },
    { Origin: "null" },
    { Origin: "not an origin" },
  ])("%j is refused", async (headers: Record<string, string>) => {
    expect((await post(headers)).status).toBe(403);
    expect((await ask({ headers })).status).toBe(200);
  });

  test("the API is left to its keys", async () => {
    expect((await post({ Origin: "https://hospital.example" }, "/api/v1/reports")).status).toBe(200);
  });

  test("the cookie for old browsers is set once, and only for them", async () => {
    const old = await ask({ headers: { Accept: "text/html" } });
    expect(old.headers["set-cookie"]?.join()).toMatch(/^visited=1;.*SameSite=Strict/);
    expect(
      (await ask({ headers: { Accept: "text/html", Cookie: "visited=1" } })).headers["set-cookie"],
    ).toBeUndefined();
    expect((await ask({ headers: { "Sec-Fetch-Site": "none" } })).headers["set-cookie"]).toBeUndefined();
  });
});

describe("a body", () => {
  const sent = (length: number, announced: boolean, path = "/") =>
    ask({
      method: "POST",
      path,
      body: "a".repeat(length),
      headers: announced ? { "Content-Length": String(length) } : { "Transfer-Encoding": "chunked" },
    });

  test.each([true, false])("arrives whole up to the limit (announced: %s)", async (announced) => {
    for (const length of [0, 1, limit]) expect((await sent(length, announced)).text).toBe(`let in POST ${length}`);
  });
  test.each([true, false])("is refused beyond it, and not read (announced: %s)", async (announced) => {
    for (const length of [limit + 1, 500_000]) expect((await sent(length, announced)).status).toBe(413);
  });
  test("of a program is refused as a problem document", async () => {
    const { status, headers, text } = await sent(limit + 1, true, "/api/v1/reports");
    expect(status).toBe(413);
    expect(headers["content-type"]).toContain("application/problem+json");
    expect(JSON.parse(text)).toMatchObject({ status: 413, errors: [] });
  });
});
