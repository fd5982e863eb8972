import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { type BuiltRoute, builtRoutes } from "#tests/support/built-routes.ts";
import { type DemoCity, loadDemoCity } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { signedInBrowser, type TestVisitor } from "#tests/support/visitor.ts";

const Who = z.union([z.string(), z.array(z.string())]);
const Table = z.strictObject({
  groups: z.record(z.string(), z.array(z.string())),
  routes: z.record(z.string(), z.strictObject({ GET: Who.optional(), POST: Who.optional() })),
});
const file = fileURLToPath(new URL("../../../app/who-may-open.yaml", import.meta.url));
const table = Table.parse(parse(readFileSync(file, "utf8")));

/** One of every kind, by their log-in in the demo city; `public` has none. */
const people: Readonly<Record<string, string | null>> = {
  public: null,
  "police officer": "police-chaoyang",
  "police lead": "police-lead-chaoyang",
  "civil_affairs officer": "civil-affairs-chaoyang",
  "procuratorate officer": "procuratorate-chaoyang",
  "procuratorate lead": "procuratorate-lead-chaoyang",
  "officer elsewhere": "womens-federation-haidian",
  coordinator: "coordinator-city",
  admin: "admin",
  auditor: "auditor",
  unit_lead: "school-lead",
  unit_reporter: "school-reporter",
};

const named = (who: z.infer<typeof Who> | undefined): string[] =>
  [who ?? []].flat().flatMap((one) => table.groups[one] ?? [one]);

let database: TestDatabase;
let app: RunningApp;
let city: DemoCity;
let routes: BuiltRoute[];
let sample: Record<string, string>;
const visitors = new Map<string, TestVisitor>();

beforeAll(async () => {
  database = await freshDatabase();
  app = await startApp(database);
  city = await loadDemoCity(database, app);
  routes = await builtRoutes();
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  // A case that police, civil affairs and the procuratorate of Chaoyang are on, and the women's federation of Haidian is not.
  const [found] = await owner`select c.number, a.id, r.id as report from cases c
    join assignments a on a.case_id = c.id and a.department = 'police' and a.district = '110105' and a.state = 'new'
    join assignments b on b.case_id = c.id and b.department = 'civil_affairs' and b.district = '110105'
    join reports r on r.case_id = c.id join reporter_identities i on i.report_id = r.id
    where not exists (select 1 from case_access h where h.case_id = c.id and h.department = 'womens_federation' and h.district = '110108')
    order by c.number limit 1`;
  await owner.end();
  if (found === undefined) throw new Error("the demo city has no case to ask for");
  sample = {
    number: found.number,
    id: found.id,
    report: found.report,
    note: found.id,
    page: "account",
    tab: "reports",
    receipt: "0".repeat(16),
    "*": "nowhere",
  };
  for (const [name, login] of Object.entries(people)) {
    visitors.set(
      name,
      await signedInBrowser(app.url, login === null ? null : { login, password: city.passwordOf(login) }),
    );
  }
});
afterAll(async () => {
  await app?.stop();
  await database?.drop();
});

const addressOf = (pattern: string): string =>
  pattern.replace(/:(\w+)|\*/g, (part, name: string | undefined) => sample[name ?? part] ?? part);

/** What an answer means: let in, shut out, or sent to the door. */
function meaning(status: number, location: string | null): "in" | "out" | "door" {
  if (status === 403 || status === 404 || status === 401) return "out";
  if (status >= 300 && status < 400 && location !== null && /^\/sign-in(\?|$)/.test(location)) return "door";
  return "in";
}

describe("the table of who may open what", () => {
  test("has an entry for every route and method that was built, and no other", () => {
    const built = routes.flatMap(({ pattern, methods }) => methods.map((method) => `${method} ${pattern}`)).sort();
    const told = Object.entries(table.routes)
      .flatMap(([pattern, methods]) => Object.keys(methods).map((method) => `${method} ${pattern}`))
      .sort();
    expect(told).toEqual(built);
  });
});

describe("a change without the token of a page", () => {
  test("is refused at every route, whoever asks, with the right Origin and all", { timeout: 120_000 }, async () => {
    const open: string[] = [];
    for (const { pattern } of routes.filter(({ methods }) => methods.includes("POST"))) {
      // Keys instead of cookies; and what is no page answers nobody.
      if (pattern.startsWith("/api/") || pattern === "/*") continue;
      for (const [name, visitor] of visitors) {
        const answer = await visitor.send(addressOf(pattern), {
          method: "POST",
          body: new URLSearchParams({ go: "next", login: "police-chaoyang" }),
          headers: { Origin: app.url },
        });
        // A tus request is held to its own headers first: 405 and 412 come before anything is done.
        const refused = [401, 403, 404, 405, 412].includes(answer.status) || isLedAway(answer);
        if (!refused) open.push(`${pattern} as ${name}: ${answer.status}`);
      }
    }
    expect(open).toEqual([]);
  });
});

describe.each(Object.entries(table.routes))("%s", (pattern, methods) => {
  test.each(Object.entries(methods))(
    "%s opens to whom the table names, and to nobody else",
    { timeout: 60_000 },
    async (method, who) => {
      const allowed = named(who);
      for (const [name, visitor] of visitors) {
        const answer = await visitor.ask(method === "POST" ? "POST" : "GET", addressOf(pattern));
        const told = `${method} ${pattern} as ${name}: ${answer.status} ${answer.location ?? ""}`;
        expect(answer.status, told).toBeLessThan(500);
        if (allowed.includes("anyone")) expect(answer.status, told).not.toBe(403);
        else if (allowed.includes("holders")) expect(answer.status >= 400 || isLedAway(answer), told).toBe(true);
        else if (allowed.includes(name)) expect(meaning(answer.status, answer.location), told).toBe("in");
        else if (name === "public") expect(["out", "door"], told).toContain(meaning(answer.status, answer.location));
        else
          expect(["out", "redirected home"], told).toContain(
            redirectedHome(answer) ?? meaning(answer.status, answer.location),
          );
      }
    },
  );
});

/** Nothing was shown: the way back to the door or to the beginning. */
const isLedAway = ({ status, location }: { status: number; location: string | null }): boolean =>
  status >= 300 && location !== null && (location === "/" || location.startsWith("/sign-in"));

/** A signed-in account that comes to the door is sent to its own desk: nothing was opened. */
function redirectedHome({ status, location }: { status: number; location: string | null }): string | null {
  return status === 303 && location !== null && ["/triage", "/overview", "/unit", "/audit"].includes(location)
    ? "redirected home"
    : null;
}
