import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashPassword } from "#app/accounts/passwords.ts";
import { clockTime } from "#app/copy/when.ts";
import { writeNote } from "#app/notes/commands.ts";
import { receiptCodeOf } from "#app/reports/receipt-code.ts";
import { asActor, type Officer } from "#db/actor.ts";
import { evidence } from "#db/schema/index.ts";
import { type Witness, witness } from "#tests/support/answers-of-postgres.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { formProof } from "#tests/support/form-token.ts";
import { openTestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase, twinOf } from "#tests/support/postgres.ts";

/**
 * Two portals that are the same to the last row, session and id, but that in one of them a case holds sealed entries.
 * Whoever is shut out of these must get the same bytes from both, by the same statements with the same rows.
 */
const password = "a password for tests only, long enough";
const departments = ["police", "procuratorate", "civil_affairs", "womens_federation", "education", "justice", "health"];

interface Person {
  readonly login: string;
  readonly role: string;
  readonly department: string | null;
  readonly districts: readonly string[];
}
const desk = (department: string, role = "officer", district = "110105"): Person => ({
  login: `${department}-${role}-${district}`,
  role,
  department,
  districts: [district],
});
const people: readonly Person[] = [
  ...departments.flatMap((department) => [desk(department), desk(department, "lead")]),
  desk("police", "lead", "110106"),
  desk("education", "lead", "110108"),
  { login: "coordinator", role: "coordinator", department: "women_children_office", districts: ["*"] },
  { login: "admin", role: "admin", department: null, districts: ["*"] },
];
const informed = "police-lead-110106";
const emergency = "education-lead-110108";

let plain: TestDatabase;
let matter: TestCase;
let receiptCode: string;
const accountIds = new Map<string, string>();
const cookies = new Map<string, string>();

interface Served {
  readonly app: RunningApp;
  readonly witness: Witness;
  stop(): Promise<void>;
}
async function serve(database: TestDatabase): Promise<Served> {
  const seen = await witness(database.webUrl);
  const app = await startApp(database, { processes: ["web"], env: { DATABASE_WEB_URL: seen.url } });
  return {
    app,
    witness: seen,
    async stop() {
      await app.stop();
      await seen.close();
    },
  };
}

/** Everything that both portals have: people, a case with all departments on it, one informed desk, one 紧急调阅. */
async function prepare(): Promise<void> {
  const portals = openTestPortals(plain);
  const owner = postgres(plain.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    const hash = await hashPassword(password);
    for (const { login, role, department, districts } of people) {
      const id = randomUUID();
      accountIds.set(login, id);
      await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name)
        values (${id}, ${login}, ${hash}, ${role}, ${department}, ${[...districts]}, ${`示例 ${login}`})`;
    }
    matter = await someCase(portals);
    for (const department of departments) await bringIn(portals, matter.caseId, department);
    await owner`insert into case_access (case_id, department, district, kind)
      values (${matter.caseId}, 'police', '110106', 'informed')`;
    await owner`insert into emergency_accesses
      (id, case_id, case_number, account_id, department, reason, sealed_reason, opened_at, expires_at)
      values (${randomUUID()}, ${matter.caseId}, ${matter.number}, ${accountIds.get(emergency) ?? ""}, 'education', 'other',
        ${Buffer.from("sealed")}, now(), now() + interval '50 minutes')`;
    receiptCode = receiptCodeOf(portals.web.vault, matter.reportId);
  } finally {
    await owner.end();
    await portals.close();
  }
}

async function post(url: string, path: string, fields: Record<string, string>): Promise<string> {
  const { cookie, token } = await formProof(`${url}${path}`);
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: cookie, Origin: url },
    body: new URLSearchParams({ ...fields, form_token: token }),
  });
  if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`);
  const given = answer.headers.getSetCookie().map((line) => line.split(";", 1)[0] ?? "");
  return [cookie, ...given].join("; ");
}

beforeAll(async () => {
  plain = await freshDatabase();
  await prepare();
  const served = await serve(plain);
  for (const { login } of people) {
    cookies.set(login, await post(served.app.url, "/sign-in", { login, password }));
  }
  cookies.set("reporter", await post(served.app.url, "/receipt", { code: receiptCode }));
  await served.stop();
}, 180_000);
afterAll(async () => {
  await plain?.drop();
});

type Entry = "police_note" | "health_note" | "legal_aid" | "shelter_address" | "evidence" | "reporter_identity";

const officer = (login: string): Officer => {
  const found = people.find((one) => one.login === login);
  const role = found?.role;
  if (found === undefined || found.department === null || (role !== "officer" && role !== "lead"))
    throw new Error(login);
  return {
    kind: role,
    accountId: accountIds.get(login) ?? "",
    department: found.department,
    districts: found.districts,
    unitId: null,
  };
};

/** Writes a sealed entry as its author would, with all that follows from it. */
async function add(database: TestDatabase, entries: readonly Entry[]): Promise<void> {
  const portals = openTestPortals(database);
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const write = (login: string, compartment: string) => {
    const author = officer(login);
    return asActor(portals.web.db, author, (tx) =>
      writeNote(
        tx,
        portals.web,
        author,
        { caseNumber: matter.number, compartment, text: "示例：不给别人看的记录" },
        new Date(),
      ),
    );
  };
  try {
    for (const entry of entries) {
      if (entry === "police_note") await write("police-officer-110105", "department");
      if (entry === "health_note") await write("health-officer-110105", "department");
      if (entry === "legal_aid") await write("justice-officer-110105", "legal_aid");
      if (entry === "shelter_address") await write("civil_affairs-officer-110105", "shelter_address");
      if (entry === "evidence") {
        const police = officer("police-officer-110105");
        await asActor(portals.web.db, police, (tx) =>
          tx.insert(evidence).values({
            id: randomUUID(),
            caseId: matter.caseId,
            accountId: police.accountId,
            department: "police",
            readers: "department",
            state: "arriving",
            sealedKey: Buffer.from("sealed"),
            sealedDescription: Buffer.from("sealed"),
            size: 1,
            createdAt: new Date(),
          }),
        );
      }
      if (entry === "reporter_identity") {
        // Granted to one officer of education: not to the lead beside her, nor to anybody else.
        const id = randomUUID();
        await owner`insert into identity_requests
          (id, case_id, report_id, district, requested_by, department, level, reason, sealed_reason, requested_at)
          values (${id}, ${matter.caseId}, ${matter.reportId}, '110105', ${accountIds.get("education-officer-110105") ?? ""},
            'education', 'procuratorate_lead', 'call_back', ${Buffer.from("sealed")}, now())`;
        await owner`update identity_requests set outcome = 'granted', decided_at = now(), expires_at = now() + interval '1 day',
          decided_by = ${accountIds.get("procuratorate-lead-110105") ?? ""} where id = ${id}`;
      }
    }
  } finally {
    await owner.end();
    await portals.close();
  }
}

/** Every page that could tell of the case. Those that are forbidden or absent for somebody must not tell either. */
const pagesOf = (): readonly string[] => {
  const one = `/cases/${matter.number}`;
  return [
    one,
    `${one}.data`,
    ...["reports", "people", "evidence", "notes", "inquiries", "timeline", "print"].map((tab) => `${one}/${tab}`),
    `${one}/audit`,
    `${one}/recusal`,
    "/triage",
    "/triage?tab=working",
    "/triage?tab=due",
    "/triage?tab=informed",
    "/triage?tab=all",
    "/objections",
    "/overview",
    "/audit",
    "/audit/mine",
    "/identity-requests",
    "/retention",
    "/unit",
    "/people",
  ];
};

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly statements: readonly string[];
}

async function ask({ app, witness: seen }: Served, path: string, cookie: string): Promise<Answer> {
  const from = Date.now() - 600_000;
  seen.take();
  const answer = await fetch(`${app.url}${path}`, { redirect: "manual", headers: { Cookie: cookie } });
  const body = await answer.text();
  return {
    status: answer.status,
    body: normalised(body, from, answer.headers.get("content-security-policy") ?? ""),
    statements: [...seen.take()].sort(),
  };
}

/** What differs between two visits to one portal: the mark of the scripts, tokens, the port, the present moment. */
function normalised(body: string, from: number, policy: string): string {
  const [, nonce = "no nonce"] = /nonce-([^']+)/.exec(policy) ?? [];
  return body
    .replaceAll(nonce, "NONCE")
    .replace(/(name="form-token" content|name="form_token" value)="[^"]+"/g, '$1="TOKEN"')
    .replace(/127\.0\.0\.1:\d+/g, "HOST")
    .replace(/\b1\d{12}\b/g, (found) => (Number(found) >= from ? "NOW" : found))
    .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (found) => (Date.parse(found) >= from ? "NOW" : found))
    .replace(/\b(\d\d:\d\d)(:\d\d)?\b/g, (found, minute: string) => (isRecent(minute, from) ? "NOW" : found))
    .replace(/(formToken|requestId)\\?",\\?"[^"\\]+/g, "$1 OWN")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (id) => (isKnown(id) ? id : "ID"));
}
/** A minute as pages show it, in Beijing: what both portals noted themselves may stand on two sides of a minute. */
function isRecent(shown: string, from: number): boolean {
  for (let at = from; at < Date.now() + 60_000; at += 30_000)
    if (clockTime("zh-CN", new Date(at)) === shown) return true;
  return false;
}
const isKnown = (id: string): boolean => [...accountIds.values()].includes(id) || id === matter.reportId;

/** Both portals are asked at the same moment; once more where a minute went by in between. */
async function expectTheSame(without: Served, withThem: Served, who: string, path: string): Promise<void> {
  const cookie = cookies.get(who) ?? "";
  let pair: readonly [Answer, Answer] | null = null;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const [first, second] = await Promise.all([ask(without, path, cookie), ask(withThem, path, cookie)]);
    pair = [first, second];
    if (first.body === second.body && String(first.statements) === String(second.statements)) return;
  }
  if (pair === null) return;
  expect(pair[1].statements, `${who} ${path}`).toEqual(pair[0].statements);
  expect(aroundDifference(pair[1], pair[0]), `${who} ${path}`).toEqual(aroundDifference(pair[0], pair[1]));
}

/** Where two pages part, so that a failure can be read. */
function aroundDifference({ body }: Answer, other: Answer): string {
  const at = [...body].findIndex((letter, index) => letter !== other.body[index]);
  return at < 0 ? body.slice(-200) : body.slice(Math.max(0, at - 200), at + 200);
}

const everybody = (...logins: readonly string[]): readonly string[] => logins;
const both = (department: string) => [`${department}-officer-110105`, `${department}-lead-110105`];
const outsiders = everybody(
  ...both("womens_federation"),
  "education-lead-110105",
  informed,
  emergency,
  "coordinator",
  "admin",
  "reporter",
);

describe.each<{ what: string; entries: readonly Entry[]; shutOut: readonly string[] }>([
  {
    what: "entries of every compartment",
    entries: ["police_note", "health_note", "legal_aid", "shelter_address", "evidence", "reporter_identity"],
    shutOut: outsiders,
  },
  {
    what: "a privileged note of legal aid",
    entries: ["legal_aid"],
    shutOut: [...both("police"), ...both("procuratorate"), ...both("civil_affairs"), ...both("health")],
  },
  {
    what: "notes and a file of the police, and a note of health",
    entries: ["police_note", "health_note", "evidence"],
    shutOut: [...both("justice"), ...both("civil_affairs"), ...both("education")],
  },
  {
    what: "a placement address",
    entries: ["shelter_address"],
    shutOut: [...both("police"), ...both("justice"), ...both("health")],
  },
])("$what", ({ entries, shutOut }) => {
  let twin: TestDatabase;
  let without: Served;
  let withThem: Served;
  beforeAll(async () => {
    twin = await twinOf(plain);
    await add(twin, entries);
    without = await serve(plain);
    withThem = await serve(twin);
  }, 120_000);
  afterAll(async () => {
    await withThem?.stop();
    await without?.stop();
    await twin?.drop();
  });

  test.each(shutOut)("%s cannot tell that there is one", { timeout: 120_000 }, async (who) => {
    const paths = who === "reporter" ? ["/receipt", `/api/v1/receipts/${receiptCode}`] : pagesOf();
    // Statements are prepared at the first visit; what both portals do afterwards can be compared.
    for (const path of paths) await expectTheSame(without, withThem, who, path);
  });
});

test("the comparison finds what it should: a note for everybody shows", { timeout: 120_000 }, async () => {
  const twin = await twinOf(plain);
  const portals = openTestPortals(twin);
  const author = officer("police-officer-110105");
  await asActor(portals.web.db, author, (tx) =>
    writeNote(
      tx,
      portals.web,
      author,
      { caseNumber: matter.number, compartment: "shared", text: "示例：给大家看的记录" },
      new Date(),
    ),
  );
  await portals.close();
  const without = await serve(plain);
  const withIt = await serve(twin);
  try {
    for (const tab of ["notes", "timeline"]) {
      const page = `/cases/${matter.number}/${tab}`;
      await expect(expectTheSame(without, withIt, "education-officer-110105", page)).rejects.toThrow();
      await expectTheSame(without, withIt, informed, page);
    }
  } finally {
    await withIt.stop();
    await without.stop();
    await twin.drop();
  }
});
