import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeUrgency, followUrgency } from "#app/assessments/urgency.ts";
import type { LiveUpdates } from "#app/platform/live.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { latestCritical } from "#app/triage/critical.ts";
import { eventStream } from "#app/triage/event-stream.ts";
import { districtsOf } from "#app/triage/queries.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { assignments, cases } from "#db/schema/index.ts";
import { someOfficer, someReport } from "#tests/support/builders.ts";
import { someCase } from "#tests/support/cases.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let police: Officer;
let colleague: Officer;
let elsewhere: Officer;
let housing: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  police = await someOfficer(database, "police");
  colleague = await someOfficer(database, "police");
  elsewhere = await someOfficer(database, "police", ["110108"]);
  housing = await someOfficer(database, "housing");
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const inDanger = { safety: { immediateDanger: true } };
const calm = {
  suspects: [{ relation: "neighbour", isGuardian: false, livesWithChild: false, hasAccessNow: false }],
  guardianship: { status: "guardian_protective" },
  safety: { immediateDanger: false, medicalCareNeeded: false },
  incident: { situations: ["other_serious"], district: "110105", place: "street", learnedBy: "observed" },
};

const latest = (actor: Officer, now = new Date()) =>
  asActor(portals.web.db, actor, (tx) =>
    latestCritical(tx, { actor, districts: districtsOf(portals.web.city, actor) }, now),
  );
const ids = async (actor: Officer, now?: Date) => (await latest(actor, now)).map(({ id }) => id);
async function workOf(caseId: string, actor: Officer) {
  const held = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(assignments).where(eq(assignments.caseId, caseId)),
  );
  const own = held.find(({ department }) => department === actor.department);
  if (own === undefined) throw new Error("the desk has no work on it");
  return own;
}
const accept = async (actor: Officer, caseId: string) => {
  const { id, version } = await workOf(caseId, actor);
  await asActor(portals.web.db, actor, (tx) =>
    acceptAssignment(tx, portals.web, actor, { assignmentId: id, version }, new Date()),
  );
};

test("critical work that nobody accepted is named to its own desk, and to no other and nobody who stepped out", async () => {
  const found = await someCase(portals, inDanger);
  const less = await someCase(portals, calm);
  const work = await workOf(found.caseId, police);
  expect(await latest(police)).toContainEqual({ id: work.id, at: work.deliveredAt.getTime() });
  expect(await ids(police)).not.toContain((await workOf(less.caseId, police)).id);
  for (const other of [elsewhere, housing]) expect(await ids(other)).not.toContain(work.id);
  const recused = await someOfficer(database, "police");
  await asOwner(
    database,
    (
      sql,
    ) => sql`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
      values (${crypto.randomUUID()}, ${found.caseId}, ${recused.accountId}, 'police', 'other', ${Buffer.from([1])}, ${police.accountId}, now())`,
  );
  expect(await ids(recused)).not.toContain(work.id);
  // Long there is no news.
  expect(await ids(police, new Date(Date.now() + 25 * 3_600_000))).not.toContain(work.id);
});

test("accepted work is no news until a further report on it comes", async () => {
  const report = { ...inDanger, children: someReport().children };
  const { caseId } = await someCase(portals, report);
  const { id } = await workOf(caseId, police);
  await accept(police, caseId);
  expect(await ids(police)).not.toContain(id);
  const later = new Date(Date.now() + 1_000);
  expect((await someCase(portals, report, later)).caseId).toBe(caseId);
  expect(await latest(police, later)).toContainEqual({ id, at: later.getTime() });
});

test("work that became critical is news to all but the one who said so", async () => {
  const { caseId } = await someCase(portals, calm);
  const { id } = await workOf(caseId, police);
  await accept(police, caseId);
  const now = new Date(Date.now() + 2_000);
  await asActor(portals.web.db, police, async (tx) => {
    const [matter] = await tx.select().from(cases).where(eq(cases.id, caseId));
    if (matter !== undefined) await changeUrgency(tx, police, matter, { to: "critical", rule: "officer" }, now);
  });
  await asSystem(portals.worker.db, "test", (tx) => followUrgency(tx, () => portals.web.edition, caseId));
  expect(await latest(colleague, now)).toContainEqual({ id, at: now.getTime() });
  expect(await ids(police, now)).not.toContain(id);
});

/** An open line, and what it said so far. */
function openLine(actor: Officer, updates: LiveUpdates) {
  const gone = new AbortController();
  const answer = eventStream({
    updates,
    actor,
    mayHear: async () => true,
    critical: () => latest(actor),
    ended: gone.signal,
    isWelcome: async () => true,
  });
  let said = "";
  const reading = (async () => {
    const reader = answer.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      said += new TextDecoder().decode(part.value);
    }
  })();
  return {
    said: () => said,
    end: async () => {
      gone.abort();
      await reading;
    },
  };
}
const arrived = async () => (await workOf((await someCase(portals, inDanger)).caseId, police)).id;

test("an open line names what is there and what comes", async () => {
  const line = openLine(police, portals.web.live);
  const [known] = await ids(police);
  await expect.poll(line.said).toContain(`"id":"${known}"`);
  const came = await arrived();
  await expect.poll(line.said).toContain(`"id":"${came}"`);
  await line.end();
});

test("a line names what came while its process heard nothing, as soon as that listens again", async () => {
  let listensAgain = () => {};
  const deaf: LiveUpdates = {
    subscribe: (_hear, listening = () => {}) => {
      listensAgain = listening;
      return () => {};
    },
    close: async () => {},
  };
  const line = openLine(police, deaf);
  const missed = await arrived();
  expect(line.said()).not.toContain(missed);
  listensAgain();
  await expect.poll(line.said).toContain(`"id":"${missed}"`);
  await line.end();
});

test("a process whose listening was cut listens again, and says so", async () => {
  let began = 0;
  const leave = portals.web.live.subscribe(
    () => {},
    () => {
      began += 1;
    },
  );
  await expect.poll(() => began).toBeGreaterThan(0);
  const before = began;
  await asOwner(
    database,
    (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'listen%'`,
  );
  await expect.poll(() => began, { timeout: 20_000 }).toBeGreaterThan(before);
  leave();
});
