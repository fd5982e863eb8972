import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptAssignment, closeAssignment, startWork, transferAssignment } from "#app/triage/commands.ts";
import { handBackWork } from "#app/triage/hand-back.ts";
import { decideObjection, raiseObjection } from "#app/triage/objections.ts";
import { takeOver } from "#app/triage/officers.ts";
import { bringInDepartment, recallTransfer, returnAssignment } from "#app/triage/returning.ts";
import { findUnheld, mostUnheld } from "#app/triage/unheld.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import { type AssignmentState, heldStates } from "#db/schema/index.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { movesOn } from "#tests/support/moves.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const districts = ["110105", "110108"];
const steps = [
  "accept",
  "start",
  "close",
  "transfer",
  "return",
  "recall",
  "object",
  "uphold",
  "overrule",
  "joint",
  "leave",
  "take",
] as const;
type Step = (typeof steps)[number];

let database: TestDatabase;
let portals: TestPortals;
let on: ReturnType<typeof movesOn>;
let coordinator: AccountActor;
const officers = new Map<string, Officer>();
const deskOf = (department: string, district: string) => `${department} ${district}`;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  on = movesOn(portals);
  coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["*"] });
  for (const department of ["police", "civil_affairs", "womens_federation", "housing", "procuratorate"]) {
    for (const district of districts) {
      officers.set(deskOf(department, district), await someOfficer(database, department, [district]));
    }
  }
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

/** Does one step to one assignment of the case as whoever would do it; a step that is refused changes nothing. */
async function tryStep(caseId: string, which: number, pick: number, now: Date): Promise<Step | null> {
  const all = (await on.assignmentsOf(caseId)).filter(({ state }) => stepsFrom[state].length > 0);
  // The work that moved last is picked most: long ways of one assignment rather than short ones of all.
  const assignment =
    pick % 3 === 0
      ? all[pick % all.length]
      : (all.findLast(({ predecessorId }) => predecessorId !== null) ??
        all.find(({ department }) => department === "civil_affairs"));
  if (assignment === undefined) return null;
  const choices = stepsFrom[assignment.state];
  const step = choices[which % choices.length];
  if (step === undefined) return null;
  const officer = officers.get(deskOf(assignment.department, assignment.district));
  if (officer === undefined) return null;
  const input = { assignmentId: assignment.id };
  const reason = "示例";
  const district = districts.find((one) => one !== assignment.district) ?? "110105";
  const { web } = portals;
  const decide = async (outcome: "upheld" | "overruled") => {
    const objection = await on.openObjection(assignment.id);
    if (objection === null) return;
    await on.as(coordinator, (tx, who) =>
      decideObjection(tx, web, who, { objectionId: objection.id, outcome, reason, district }, now),
    );
  };
  const leave = async () => {
    if (assignment.officerId === null) return;
    const { officerId } = assignment;
    await asOwner(database, (sql) => sql`update accounts set active = false where id = ${officerId}`);
    // Half of those who left were not handed back yet: the list must name their work all the same.
    if (pick % 2 === 0) await on.asWorker((tx) => handBackWork(tx, officerId, now));
    const [department, where] = [assignment.department, assignment.district];
    officers.set(deskOf(department, where), await someOfficer(database, department, [where]));
  };
  const act: Readonly<Record<Step, () => Promise<unknown>>> = {
    accept: () => on.as(officer, (tx, who) => acceptAssignment(tx, web, who, input, now)),
    start: () => on.as(officer, (tx, who) => startWork(tx, web, who, input, now)),
    close: () => on.as(officer, (tx, who) => closeAssignment(tx, web, who, input, now)),
    transfer: () =>
      on.as(officer, (tx, who) =>
        transferAssignment(tx, web, who, { ...input, reason, department: assignment.department, district }, now),
      ),
    return: () => on.as(officer, (tx, who) => returnAssignment(tx, web, who, { ...input, reason }, now)),
    recall: () => on.as(officer, (tx, who) => recallTransfer(tx, web, who, { ...input, reason }, now)),
    object: () =>
      on.as(officer, (tx, who) =>
        raiseObjection(tx, web, who, { ...input, reason, proposedDepartment: null, proposedDistrict: district }, now),
      ),
    uphold: () => decide("upheld"),
    overrule: () => decide("overruled"),
    joint: () =>
      on.as(officer, (tx, who) =>
        bringInDepartment(tx, web, who, { ...input, reason, department: "housing", district: null }, now),
      ),
    leave,
    take: async () => {
      const colleague = await someOfficer(database, assignment.department, [assignment.district]);
      return on.as(colleague, (tx, who) => takeOver(tx, web, who, input, now));
    },
  };
  try {
    await act[step]();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "Refusal") throw error;
    return null;
  }
  return step;
}

/** What somebody may want of work in each state; what is refused after all changes nothing. */
const stepsFrom: Readonly<Record<AssignmentState, readonly Step[]>> = {
  new: ["accept", "transfer", "return", "object"],
  accepted: ["start", "transfer", "joint", "leave", "take", "return", "object"],
  working: ["close", "transfer", "joint", "leave", "take"],
  objected: ["uphold", "overrule"],
  transferred: ["recall"],
  withdrawn: [],
  closed: [],
};

const done = new Set<Step>();

test("whatever sequence of moves: a case is worked by somebody, or it stands on the coordinator's list", {
  timeout: 300_000,
}, async () => {
  const days = 86_400_000;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 41 }), fc.nat({ max: 41 })), { minLength: 4, maxLength: 14 }),
      async (sequence) => {
        const now = new Date();
        const { caseId, number } = await on.routed("civil_affairs");
        for (const [which, pick] of sequence) {
          const step = await tryStep(caseId, which, pick, now);
          if (step !== null) done.add(step);
          const held = (await on.assignmentsOf(caseId)).filter(({ state }) => heldStates.some((one) => one === state));
          const [matter] = await asOwner(database, (sql) => sql`select state from cases where id = ${caseId}`);
          expect(matter?.state === "open", `open exactly while somebody holds it, after ${step}`).toBe(held.length > 0);
        }
        // Long after every clock has run out, whatever nobody works stands on the list.
        const later = new Date(now.getTime() + 60 * days);
        const active = await asOwner(database, (sql) => sql`select id from accounts where active`);
        const isActive = (id: string | null) => active.some((row) => row.id === id);
        const left = (await on.assignmentsOf(caseId)).filter(
          ({ state, officerId }) =>
            state === "new" ||
            state === "objected" ||
            ((state === "accepted" || state === "working") && !isActive(officerId)),
        );
        const listed = await on.as(coordinator, (tx) =>
          findUnheld(tx, { districts, edition: portals.web.edition }, later),
        );
        const own = listed.filter(({ caseNumber }) => caseNumber === number).map(({ assignmentId }) => assignmentId);
        expect(new Set(own)).toEqual(new Set(left.map(({ id }) => id)));
        // Out of the way of the next sequence, for the list is as long as one page.
        await asOwner(database, async (sql) => {
          await sql.begin(async (begun) => {
            await begun`set local session_replication_role = replica`;
            await begun`update assignments set state = 'closed' where case_id = ${caseId}`;
            await begun`update cases set state = 'closed' where id = ${caseId}`;
          });
        });
      },
    ),
    { numRuns: 40, seed: 20261124 },
  );
  expect([...done].sort(), "every step was made at least once").toEqual([...steps].sort());
});

test("a case that was never routed and one that no desk holds stand on the list; nobody else's district does", async () => {
  const { caseId, number } = await on.routed("police", new Date(Date.now() - 3_600_000));
  await asOwner(database, (sql) =>
    sql.begin(async (begun) => {
      await begun`set local session_replication_role = replica`;
      await begun`update assignments set state = 'closed' where case_id = ${caseId}`;
    }),
  );
  const causeOf = async (where: readonly string[]) => {
    const listed = await on.as(coordinator, (tx) =>
      findUnheld(tx, { districts: where, edition: portals.web.edition }, new Date()),
    );
    return listed.filter(({ caseNumber }) => caseNumber === number).map(({ cause }) => cause);
  };
  expect(await causeOf(districts)).toEqual(["nobody"]);
  expect(await causeOf(["110108"])).toEqual([]);
  await asOwner(database, (sql) =>
    sql.begin(async (begun) => {
      await begun`set local session_replication_role = replica`;
      await begun`delete from assignments where case_id = ${caseId}`;
    }),
  );
  expect(await causeOf(districts)).toEqual(["unrouted"]);
  expect(mostUnheld).toBeGreaterThan(0);
});
