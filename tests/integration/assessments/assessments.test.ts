import { desc, eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAssessment } from "#app/assessments/assessment-view.ts";
import { recordAssessment } from "#app/assessments/commands.ts";
import { readAssessedCase } from "#app/assessments/queries.ts";
import {
  AssessmentRefusal,
  type AssessmentRefusalCode,
  readProposal,
  sightOf,
  type TypedAssessment,
} from "#app/assessments/rules.ts";
import { followUrgency } from "#app/assessments/urgency.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { proposeFrom } from "#guidelines/assessment-proposal.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let police: Officer;
let civilAffairs: Officer;
let prosecutor: Officer;
let stranger: Officer;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police");
  civilAffairs = await someOfficer(database, "civil_affairs");
  prosecutor = await someOfficer(database, "procuratorate");
  stranger = await someOfficer(database, "housing");
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const calm: TypedAssessment = {
  answers: {
    danger_now: ["safe"],
    suspect_access: ["cannot"],
    suspect_home: ["apart"],
    child_whereabouts: ["safe_adult"],
    self_harm: ["none"],
    medical_state: ["minor"],
    guardian_protects: ["protective"],
  },
  injuries: [{ part: "arms", kinds: ["bruise"], words: "示例淤痕" }],
  words: { child: "示例原话" },
};
const danger: TypedAssessment = { ...calm, answers: { ...calm.answers, danger_now: ["danger"] } };

interface Over {
  readonly typed?: TypedAssessment;
  readonly urgency?: string;
  readonly reason?: string;
  readonly basedOn?: number;
  readonly seen?: string;
  readonly interventions?: readonly string[];
}

/** Assesses as an officer does who has just seen the proposal, and takes it unless said otherwise. */
async function assess(actor: Officer, matter: TestCase, over: Over = {}, now = new Date()) {
  const typed = over.typed ?? calm;
  const found = await asActor(portals.web.db, police, (tx) => readAssessedCase(tx, matter.number));
  if (found === null) throw new Error("no case");
  const { answers: scales } = typed;
  const proposal = proposeFrom(
    portals.web.edition,
    { situations: found.matter.situations, childAge: found.matter.childAge, filedRules: found.filed.rules },
    {
      scales: Object.fromEntries(Object.entries(scales).map(([id, [value]]) => [id, value ?? ""])),
      several: {},
      moments: {},
      injuries: typed.injuries,
    },
    now,
  );
  const input = {
    caseNumber: matter.number,
    basedOn: over.basedOn ?? found.made[0]?.assessment.ordinal ?? 0,
    seen: over.seen ?? sightOf(proposal),
    proposedAt: now,
    typed,
    decision: {
      urgency: over.urgency ?? proposal.level,
      interventions: over.interventions ?? proposal.interventions.map(({ intervention }) => intervention),
      reason: over.reason ?? "示例理由",
    },
  };
  return asActor(portals.web.db, actor, (tx) => recordAssessment(tx, portals.web, actor, input, now));
}
const refused = async (work: Promise<unknown>, code: AssessmentRefusalCode) => {
  const error = await work.catch((thrown: unknown) => thrown);
  expect(error instanceof AssessmentRefusal ? error.code : error).toBe(code);
};
const rows = (matter: TestCase) =>
  asSystem(portals.worker.db, "test", (tx) =>
    tx
      .select()
      .from(schema.assessments)
      .where(eq(schema.assessments.caseId, matter.caseId))
      .orderBy(desc(schema.assessments.ordinal)),
  );
const urgencyOf = async (matter: TestCase) =>
  (await owner`select urgency from cases where id = ${matter.caseId}`)[0]?.urgency;
const follow = (matter: TestCase) =>
  asSystem(portals.worker.db, "test", (tx) => followUrgency(tx, portals.worker.editionOf, matter.caseId));

test("proposal and decision are kept side by side, sealed, with a line on the timeline and one on the audit trail", async () => {
  const matter = await someCase(portals);
  expect(await assess(police, matter, { typed: danger })).toEqual({ ordinal: 1 });
  const [row] = await rows(matter);
  expect(row).toMatchObject({
    ordinal: 1,
    department: "police",
    accountId: police.accountId,
    proposedUrgency: "critical",
    decidedUrgency: "critical",
  });
  const [stored] = await owner`select * from assessments where case_id = ${matter.caseId}`;
  expect(JSON.stringify(stored)).not.toMatch(/示例|danger_now|arms/);
  const events =
    await owner`select kind, details, account_id from case_events where case_id = ${matter.caseId} and kind in ('assessment_made', 'urgency_changed')`;
  expect(events.map(({ kind }) => kind)).toContain("assessment_made");
  const [deed] =
    await owner`select details, case_number from audit_entries where action = 'assessment_recorded' and case_id = ${matter.caseId}`;
  expect(JSON.parse(deed?.details)).toMatchObject({ ordinal: 1, proposed: "critical", decided: "critical" });
});

test("what was proposed can be proposed again from what was stored, byte for byte", async () => {
  const matter = await someCase(portals);
  await assess(police, matter, { typed: danger });
  const found = await asActor(portals.web.db, police, (tx) => readAssessedCase(tx, matter.number));
  const keys = found?.keys.map((key) => portals.web.vault.unwrap(key)) ?? [];
  const [row] = found?.made ?? [];
  const stored = row === undefined ? null : openAssessment(portals.web, row.assessment, keys);
  if (stored === null) throw new Error("not opened");
  const again = proposeFrom(portals.web.edition, stored.assessed, stored.answers, new Date(readProposal(stored).at));
  expect(JSON.stringify(again)).toBe(stored.proposal);
  expect(stored.typed.words).toEqual({ child: "示例原话" });
});

test("another urgency than proposed, or a lower one, needs a reason; nothing is left behind without it", async () => {
  const matter = await someCase(portals);
  const before = await urgencyOf(matter);
  await refused(assess(police, matter, { urgency: "critical", reason: " " }), "reason_missing");
  await refused(assess(police, matter, { urgency: "" }), "urgency_missing");
  await refused(assess(police, matter, { interventions: ["cure"] }), "intervention_unknown");
  await refused(assess(police, matter, { seen: "critical made_up" }), "proposal_changed");
  expect(await rows(matter)).toEqual([]);
  expect(await urgencyOf(matter)).toBe(before);
  await assess(police, matter, { urgency: "critical" });
  expect(await urgencyOf(matter)).toBe("critical");
  // The proposal is lower than the case now is: taking it is a lowering, and needs its reason too.
  await refused(assess(police, matter, { reason: "" }), "reason_missing");
  await assess(police, matter);
  expect((await rows(matter)).map(({ ordinal }) => ordinal)).toEqual([2, 1]);
});

test("desks on the case assess; prosecutors read, others find nothing, and nobody changes what was recorded", async () => {
  const matter = await someCase(portals);
  expect(await assess(prosecutor, matter)).toBe("absent");
  expect(await assess(stranger, matter)).toBe("absent");
  await bringIn(portals, matter.caseId, "civil_affairs");
  expect(await assess(civilAffairs, matter)).toEqual({ ordinal: 1 });
  const seenBy = (actor: Officer) =>
    asActor(portals.web.db, actor, (tx) =>
      tx.select().from(schema.assessments).where(eq(schema.assessments.caseId, matter.caseId)),
    );
  expect(await seenBy(prosecutor)).toHaveLength(1);
  expect(await seenBy(police)).toHaveLength(1);
  expect(await seenBy(stranger)).toHaveLength(0);
  const change = asActor(portals.web.db, civilAffairs, (tx) =>
    tx
      .update(schema.assessments)
      .set({ decidedUrgency: "serious" })
      .where(eq(schema.assessments.caseId, matter.caseId)),
  );
  await expect(change).rejects.toThrow();
  await expect(owner`delete from assessments where case_id = ${matter.caseId}`).rejects.toThrow(
    "kept as long as its case",
  );
});

test("of two officers who begin from the same assessment the second is told, and saves after looking", async () => {
  const matter = await someCase(portals);
  await bringIn(portals, matter.caseId, "civil_affairs");
  await assess(police, matter, { basedOn: 0 });
  await refused(assess(civilAffairs, matter, { basedOn: 0 }), "changed_meanwhile");
  expect(await assess(civilAffairs, matter, { basedOn: 1 })).toEqual({ ordinal: 2 });
  const both = await Promise.allSettled([
    assess(police, matter, { basedOn: 2 }),
    assess(civilAffairs, matter, { basedOn: 2 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await rows(matter)).map(({ ordinal }) => ordinal)).toEqual([3, 2, 1]);
});

test("a raised urgency reaches every desk's work, and running clocks count by it from the change, never later", async () => {
  const filedAt = new Date("2026-03-02T09:00:00+08:00");
  const matter = await someCase(
    portals,
    {
      safety: { immediateDanger: false, medicalCareNeeded: false },
      suspects: [],
      guardianship: { status: "guardian_protective" },
    },
    filedAt,
  );
  expect(await urgencyOf(matter)).toBe("serious");
  const dueOf = async () =>
    (
      await owner`select clock, due_at, state from clocks where case_id = ${matter.caseId} and state = 'running' and due_at is not null order by clock, due_at`
    ).map(({ clock, due_at: due }) => [clock, new Date(due).toISOString()] as const);
  const before = await dueOf();
  const now = new Date("2026-03-02T10:00:00+08:00");
  await assess(police, matter, { typed: danger }, now);
  await follow(matter);
  const held = await owner`select department, urgency, urgency_rank from assignments where case_id = ${matter.caseId}`;
  expect(held.length).toBeGreaterThan(1);
  for (const work of held) expect(work).toMatchObject({ urgency: "critical", urgency_rank: 0 });
  const after = await dueOf();
  expect(after.length).toBe(before.length);
  for (const [index, [clock, due]] of after.entries()) {
    expect([clock, due <= (before[index]?.[1] ?? "")]).toEqual([clock, true]);
  }
  // Acceptance within one hour when critical: from the change, not from the filing.
  const acceptance = after.filter(([clock]) => clock.includes("accept")).map(([, due]) => due);
  expect(acceptance).toContain("2026-03-02T03:00:00.000Z");
  await follow(matter);
  expect(await dueOf()).toEqual(after);

  // Lowered again: the queue follows, the clocks stay.
  await assess(police, matter, {}, new Date("2026-03-02T10:30:00+08:00"));
  await follow(matter);
  const [lowered] = await owner`select urgency_rank from assignments where case_id = ${matter.caseId}`;
  expect(lowered?.urgency_rank).toBe(2);
  expect(await dueOf()).toEqual(after);
});

test("a job may raise how urgent a case is and never lower it, whatever it says", async () => {
  const matter = await someCase(portals);
  const set = (urgency: schema.Urgency) =>
    asSystem(portals.worker.db, "test", (tx) =>
      tx.update(schema.cases).set({ urgency }).where(eq(schema.cases.id, matter.caseId)),
    );
  await set("critical");
  await expect(set("serious")).rejects.toThrow();
  expect(await urgencyOf(matter)).toBe("critical");
});
