import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { moveIntervention, proposeIntervention } from "#app/interventions/commands.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { closeAssignment } from "#app/triage/commands.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import type { InterventionMove } from "#guidelines/intervention-workflow.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let matter: TestCase;
let police: Officer;
let civil: Officer;
let civilLead: Officer;
let justice: Officer;
let justiceLead: Officer;
let housing: Officer;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police");
  civil = await someOfficer(database, "civil_affairs");
  civilLead = await someOfficer(database, "civil_affairs", ["110105"], "lead");
  justice = await someOfficer(database, "justice");
  justiceLead = await someOfficer(database, "justice", ["110105"], "lead");
  housing = await someOfficer(database, "housing");
  matter = await another();
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

/** A case that its desks have accepted, and that neither the legal-aid desk nor the court has. */
async function another(): Promise<TestCase> {
  const made = await someCase(portals);
  for (const department of ["police", "civil_affairs"]) await bringIn(portals, made.caseId, department);
  await owner.begin(async (begun) => {
    await begun`set local session_replication_role = replica`;
    const gone =
      await begun`delete from assignments where case_id = ${made.caseId} and department in ('justice', 'court') returning id`;
    const ids = gone.map(({ id }) => id);
    await begun`delete from deliveries where assignment_id = any(${ids})`;
    await begun`delete from clocks where assignment_id = any(${ids})`;
    await begun`delete from case_access where case_id = ${made.caseId} and department in ('justice', 'court')`;
    await begun`update assignments set state = 'accepted' where case_id = ${made.caseId}`;
  });
  return made;
}

const now = new Date("2026-11-24T02:00:00Z");
const today = "2026-11-24";
const aid = {
  way: "application",
  applicant: "committee",
  matter: ["criminal_victim"],
  no_means_test: "abuse",
  aid_first: "no",
  reason: "示例理由：孩子需要律师",
};
const care = { ground: "grave_harm", ground_facts: "示例事实", child_wish: "示例愿望" };

const propose = (actor: Officer, kind: string, typed: Record<string, unknown>, of = matter, at = now) =>
  asActor(portals.web.db, actor, (tx) =>
    proposeIntervention(tx, portals.web, actor, { caseNumber: of.number, kind, typed, broughtInFor: "示例" }, at),
  );
const make = (
  actor: Officer,
  id: string,
  version: number,
  [move, target]: readonly [InterventionMove, string?],
  typed: Record<string, unknown> = {},
  at = now,
  of = matter,
) =>
  asActor(portals.web.db, actor, (tx) =>
    moveIntervention(
      tx,
      portals.web,
      actor,
      { caseNumber: of.number, id, version, move, target: target ?? null, typed, broughtInFor: "示例" },
      at,
    ),
  );
type Outcome = Awaited<ReturnType<typeof propose>>;
const idOf = (outcome: Outcome): string => {
  if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.id;
};
const needsOf = (outcome: Outcome) =>
  outcome.outcome === "refused" ? outcome.refusals.map(({ need, code }) => need ?? code) : [outcome.outcome];
const rowOf = async (id: string) => (await owner`select * from interventions where id = ${id}`)[0];
const clocksOf = (id: string) =>
  owner`select clock, state, owner, due_at from clocks where intervention_id = ${id} order by started_at, clock`;

describe("legal aid", () => {
  let id = "";

  test("is not proposed by who is not on the case, nor of a kind that is unknown; nothing is left behind", async () => {
    expect(await propose(housing, "legal_aid", aid)).toEqual({ outcome: "absent" });
    expect(await propose(police, "no_such_kind", aid)).toEqual({ outcome: "absent" });
    expect(await owner`select 1 from interventions`).toHaveLength(0);
  });

  test("a form that is not whole says which fields; the guardian under suspicion does not apply", async () => {
    const incomplete = await propose(police, "legal_aid", { ...aid, way: "", matter: ["none_such"] });
    expect(incomplete).toMatchObject({
      problems: [
        { path: "way", problem: "required" },
        { path: "matter", problem: "not_a_choice" },
      ],
    });
    expect(needsOf(await propose(police, "legal_aid", { ...aid, applicant: "guardian" }))).toEqual([
      "applicant_is_not_the_abuser",
    ]);
  });

  test("the proposal brings the legal-aid desk onto the case and starts the limit of its decision", async () => {
    expect(await owner`select 1 from assignments where case_id = ${matter.caseId} and department = 'justice'`).toEqual(
      [],
    );
    id = idOf(await propose(police, "legal_aid", aid));
    expect(await rowOf(id)).toMatchObject({ state: "proposed", lead: "justice", department: "police", version: 1 });
    expect(
      await owner`select state from assignments where case_id = ${matter.caseId} and department = 'justice'`,
    ).toMatchObject([{ state: "new" }]);
    expect(await clocksOf(id)).toMatchObject([{ clock: "legal_aid_review", state: "running", owner: "justice" }]);
    const [kept] = await owner`select sealed_answers, awaits from intervention_moves where intervention_id = ${id}`;
    expect(kept?.awaits).toEqual(["justice"]);
    expect(String(kept?.sealed_answers)).not.toContain("示例");
    expect(await asActor(portals.web.db, housing, (tx) => tx.execute("select 1 from interventions"))).toHaveLength(0);
  });

  test("who decides hears of it, and is not named in the letter's row", async () => {
    const [row] =
      await owner`select payload from outbox where kind = 'tell-people' and payload->>'about' = 'intervention_proposed'`;
    expect(row?.payload).toMatchObject({ about: "intervention_proposed" });
    await owner`update accounts set email = 'lead@example.invalid' where id = ${justiceLead.accountId}`;
    const told = await asSystem(portals.worker.db, "test", (tx) =>
      tellPeople(tx, "intervention_proposed", String(row?.payload.subjectId)),
    );
    expect(told).toBe(1);
    expect(await owner`select account_id, kind from notices where kind = 'intervention_proposed'`).toEqual([
      { account_id: justiceLead.accountId, kind: "intervention_proposed" },
    ]);
  });

  test("its lead decides, nobody else; who was slower is told", async () => {
    expect(needsOf(await make(police, id, 1, ["approve"]))).toEqual(["not_your_department"]);
    expect(needsOf(await make(justice, id, 1, ["approve"]))).toEqual(["lead_decides"]);
    expect(await make(housing, id, 1, ["approve"])).toEqual({ outcome: "absent" });
    idOf(await make(justiceLead, id, 1, ["approve"]));
    expect(await make(justiceLead, id, 1, ["decline"], { decline_reason: "示例" })).toEqual({
      outcome: "stopped",
      code: "changed_meanwhile",
    });
    expect(await clocksOf(id)).toMatchObject([
      { clock: "legal_aid_review", state: "met" },
      { clock: "legal_aid_assignment", state: "running" },
    ]);
  });

  test("a girl gets a woman lawyer, also when the lawyer is changed", async () => {
    idOf(await make(justice, id, 2, ["start"], { begun_on: today }));
    const lawyer = { lawyer: "示例律师", lawyer_is_woman: "no", assigned_on: today };
    expect(needsOf(await make(justice, id, 3, ["step", "assign_lawyer"], lawyer))).toEqual(["woman_lawyer_for_a_girl"]);
    idOf(await make(justice, id, 3, ["step", "assign_lawyer"], { ...lawyer, lawyer_is_woman: "yes" }));
    const changed = { ...lawyer, change_reason: "示例" };
    expect(needsOf(await make(justice, id, 4, ["step", "replace_lawyer"], changed))).toEqual([
      "woman_lawyer_for_a_girl",
    ]);
    expect(await clocksOf(id)).toMatchObject([{}, { clock: "legal_aid_assignment", state: "met" }]);
  });

  test("two officers at once: one step is made, the other officer is told", async () => {
    const answers = { done_on: today, done_note: "示例进展" };
    const both = await Promise.all([
      make(justice, id, 4, ["step", "progress"], answers),
      make(justiceLead, id, 4, ["step", "progress"], answers),
    ]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(["done", "stopped"]);
  });

  test("the case does not close before it ends, whoever tries; it ends with a judged result", async () => {
    const [work] = await owner`select id from assignments where case_id = ${matter.caseId} and department = 'justice'`;
    const assignmentId = String(work?.id);
    for (const state of ["accepted", "working"])
      await owner`update assignments set state = ${state} where id = ${assignmentId}`;
    const close = () =>
      asActor(portals.web.db, justice, (tx) => closeAssignment(tx, portals.web, justice, { assignmentId }, now));
    await expect(close()).rejects.toMatchObject({ code: "interventions_open" });
    expect(needsOf(await make(justice, id, 5, ["end", "no_such_result"]))).toEqual(["not_of_this_kind"]);
    idOf(
      await make(justice, id, 5, ["end", "rights_upheld"], { closing_document: "judgment", outcome_note: "示例结果" }),
    );
    expect(await rowOf(id)).toMatchObject({ state: "ended", result: "rights_upheld", step: "progress", version: 6 });
    expect((await clocksOf(id)).map(({ state }) => state)).toEqual(["met", "met"]);
    await close();
    expect(needsOf(await make(justice, id, 6, ["start"], { begun_on: today }))).toEqual(["wrong_state"]);
  });

  test("every move is on the timeline and the audit trail, in codes", async () => {
    const told = await owner`select kind, details from case_events where kind like 'intervention%' order by at, id`;
    expect(told.map(({ kind }) => kind)).toEqual([
      "intervention_proposed",
      "intervention_approved",
      "intervention_started",
      "intervention_step",
      "intervention_step",
      "intervention_ended",
    ]);
    expect(told.at(-1)?.details).toEqual({ kind: "legal_aid", target: "rights_upheld" });
    expect(await owner`select 1 from audit_entries where action like 'intervention%'`).toHaveLength(6);
  });
});

describe("temporary guardianship", () => {
  let id = "";
  let place: Record<string, string>;

  test("waits for an assessment, and for a lead of civil affairs", async () => {
    id = idOf(await propose(police, "temporary_guardianship", care));
    await owner`update cases set urgency = 'urgent' where id = ${matter.caseId}`;
    expect(needsOf(await make(civilLead, id, 1, ["approve"], { form: "foster_family" }))).toEqual(["assessed"]);
    await owner`update cases set urgency = 'critical' where id = ${matter.caseId}`;
    idOf(await make(civilLead, id, 1, ["approve"], { form: "foster_family" }));
    const [kept] = await owner`select owed from intervention_moves where intervention_id = ${id} and version = 2`;
    expect(kept?.owed).toEqual(["assessed"]);
  });

  test("where the child lives is read by civil affairs and prosecutors, by nobody else", async () => {
    place = { begun_on: today, handed_over_by: "police", carer: "示例家庭", place: "示例地址" };
    expect(needsOf(await make(police, id, 2, ["start"], place))).toEqual(["not_your_department"]);
    idOf(await make(civil, id, 2, ["start"], place));
    const secrets = (actor: Officer) =>
      asActor(portals.web.db, actor, (tx) => tx.execute("select 1 from intervention_secrets"));
    expect(await secrets(civil)).toHaveLength(1);
    expect(await secrets(police)).toHaveLength(0);
    expect(await secrets(await someOfficer(database, "procuratorate"))).toHaveLength(1);
    expect(await clocksOf(id)).toMatchObject([
      { clock: "temporary_guardianship_end", owner: "civil_affairs", due_at: new Date("2027-11-24T15:59:59.999Z") },
      { clock: "temporary_guardianship_review", due_at: new Date("2027-02-24T15:59:59.999Z") },
    ]);
  });

  test("a review ends one limit and begins the next, counted from the day of the review", async () => {
    const later = new Date("2027-02-20T02:00:00Z");
    const review = { reviewed_on: "2027-02-18", review_finding: "示例结论", child_wish: "" };
    idOf(await make(civil, id, 3, ["review"], review, later));
    expect((await clocksOf(id)).filter(({ clock }) => clock === "temporary_guardianship_review")).toMatchObject([
      { state: "met" },
      { state: "running", due_at: new Date("2027-05-18T15:59:59.999Z") },
    ]);
  });

  test("the child does not go back unassessed; nothing of it runs once it has ended", async () => {
    const later = new Date("2027-02-21T02:00:00Z");
    const back = { done_on: "2027-02-21", follow_up_by: "示例居委会", outcome_note: "示例" };
    expect(needsOf(await make(civil, id, 4, ["end", "returned"], back, later))).toEqual([
      "step_before_missing",
      "return_assessed",
      "found_fit",
    ]);
    expect(needsOf(await make(civil, id, 4, ["end", "came_of_age"], back, later))).toEqual(["eighteen"]);
    const handed = { done_on: "2027-02-21", new_guardian: "示例", outcome_note: "示例" };
    idOf(await make(civil, id, 4, ["end", "other_guardian"], handed, later));
    expect((await clocksOf(id)).map(({ state }) => state)).toEqual(["met", "met", "met"]);
  });
});

test("a protection order in force for three months ends on its own day, and only one is asked for at a time", async () => {
  const policeLead = await someOfficer(database, "police", ["110105"], "lead");
  const order = {
    ground: "violence",
    applicant: "police",
    requests: ["no_violence"],
    urgent: "yes",
    evidence_summary: "示例证据",
  };
  const id = idOf(await propose(police, "protection_order", order));
  const other = idOf(await propose(police, "protection_order", order));
  idOf(await make(policeLead, id, 1, ["approve"]));
  expect(await owner`select 1 from assignments where case_id = ${matter.caseId} and department = 'court'`).toHaveLength(
    1,
  );
  expect(needsOf(await make(policeLead, other, 1, ["approve"]))).toEqual(["order_in_force"]);
  idOf(await make(police, other, 1, ["withdraw"], { withdraw_reason: "示例" }));
  idOf(await make(police, id, 2, ["start"], { begun_on: today }));
  idOf(await make(police, id, 3, ["step", "accepted"], { court_name: "示例法院", accepted_at: "2026-11-24T09:00" }));
  expect(await clocksOf(id)).toMatchObject([
    { clock: "protection_order", state: "running", due_at: new Date("2026-11-25T01:00:00.004Z") },
  ]);
  const made = { ordered_on: today, requests: ["no_violence"], valid_until: "2027-02-24" };
  const tooLong = await make(police, id, 4, ["step", "granted"], { ...made, valid_until: "2027-05-25" });
  expect(tooLong).toMatchObject({ problems: [{ path: "valid_until", problem: "beyond_limit" }] });
  idOf(await make(police, id, 4, ["step", "granted"], made));
  const running = await clocksOf(id);
  expect(running.map(({ clock, state }) => `${clock} ${state}`).sort()).toEqual([
    "protection_order met",
    "protection_order_end running",
    "protection_order_review running",
  ]);
  expect(running.find(({ clock }) => clock === "protection_order_end")?.due_at).toEqual(
    new Date("2027-02-24T15:59:59.999Z"),
  );
  const over = { done_on: today, outcome_note: "示例" };
  expect(needsOf(await make(police, id, 5, ["end", "ended_safe"], over))).toEqual(["home_safe_at_the_end"]);
  idOf(await make(police, id, 5, ["end", "ended_with_other_protection"], over));
  expect((await clocksOf(id)).map(({ state }) => state).sort()).toEqual(["cancelled", "met", "met"]);
});

test("a case that is closed takes no proposal; a desk that has not accepted its work brings nobody in", async () => {
  const fresh = await another();
  await owner.begin(async (begun) => {
    await begun`set local session_replication_role = replica`;
    await begun`update assignments set state = 'new' where case_id = ${fresh.caseId}`;
  });
  expect(await propose(police, "legal_aid", aid, fresh)).toEqual({ outcome: "stopped", code: "accept_first" });
  expect(await owner`select 1 from interventions where case_id = ${fresh.caseId}`).toHaveLength(0);
  await owner.begin(async (begun) => {
    await begun`set local session_replication_role = replica`;
    await begun`update assignments set state = 'closed' where case_id = ${fresh.caseId}`;
    await begun`update cases set state = 'closed', closed_at = now() where id = ${fresh.caseId}`;
  });
  expect(await propose(police, "legal_aid", aid, fresh)).toEqual({ outcome: "stopped", code: "case_not_open" });
});
