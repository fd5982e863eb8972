import { and, eq, isNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { endClocksNamed, startClocks } from "#app/clocks/commands.ts";
import { type Desk, deedOn, findWorkedCase, happen, type WorkedCase } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { heldStates, type RegisterEnd, registerEntries, visits } from "#db/schema/index.ts";
import { type CheckedVisit, monthlyClock, RegisterRefusal } from "./rules.ts";

/** Where the findings of a visit are sealed. */
export const findingsPlace = (id: string): Place => ({ table: "visits", column: "sealed_findings", row: id });

/** What somebody shut out is told: nothing was found. */
type Found = "done" | "absent";

/**
 * Records a visit. A child in the register that was visited has its monthly clock met, and the next month's begins. A
 * case that is hidden, sealed or not worked by the officer's desk takes none.
 */
export async function recordVisit(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: CheckedVisit & { readonly caseNumber: string },
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, input.caseNumber);
  if (matter === null) return "absent";
  const id = newId();
  const { kind, visitedAt, childSeen, concern, findings } = input;
  await tx.insert(visits).values({
    id,
    caseId: matter.id,
    kind,
    visitedAt,
    department: actor.department,
    accountId: actor.accountId,
    childSeen,
    concern,
    sealedFindings: seal(await caseKey(tx, portal, matter.id), findingsPlace(id), JSON.stringify(findings)),
    createdAt: now,
  });
  await beginNextMonth(tx, portal, matter, { childSeen, visitedAt });
  await happen(tx, actor, matter, "visit_recorded", now, { visit: kind, concern });
  await recordDeed(tx, { ...deedOn(matter), subjectId: id, action: "visit_recorded", details: { kind, concern } });
  return "done";
}

/**
 * A visit counts for the month when the child was seen, after the clock had begun. The next month is counted from the
 * visit (P: the plan says every month, not from which day).
 */
async function beginNextMonth(
  tx: Tx,
  portal: Portal,
  matter: WorkedCase,
  { childSeen, visitedAt }: { readonly childSeen: boolean; readonly visitedAt: Date },
): Promise<void> {
  if (!childSeen) return;
  const [entry] = await tx
    .select()
    .from(registerEntries)
    .where(and(eq(registerEntries.caseId, matter.id), isNull(registerEntries.endedAt)));
  const holder = entry === undefined ? undefined : civilAffairsOn(matter);
  if (entry === undefined || holder === undefined) return;
  const met = await endClocksNamed(tx, { caseId: matter.id, clock: monthlyClock }, { metAt: visitedAt });
  if (met === 0) return;
  await startClocks(tx, portal.edition, [{ assignment: holder, clock: monthlyClock, startedAt: visitedAt }]);
}

/** Enters the child in the register: from now on somebody visits every month. Throws `RegisterRefusal`. */
export async function enterInRegister(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  caseNumber: string,
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, caseNumber);
  const holder = matter === null || actor.department !== "civil_affairs" ? undefined : civilAffairsOn(matter);
  if (matter === null || holder === undefined) return "absent";
  const [open] = await tx
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .where(and(eq(registerEntries.caseId, matter.id), isNull(registerEntries.endedAt)));
  if (open !== undefined) throw new RegisterRefusal("already_registered");
  const entered = await tx
    .insert(registerEntries)
    .values({ id: newId(), caseId: matter.id, assignmentId: holder.id, enteredBy: actor.accountId, enteredAt: now })
    .onConflictDoNothing()
    .returning({ id: registerEntries.id });
  if (entered.length === 0) throw new RegisterRefusal("already_registered");
  await startClocks(tx, portal.edition, [{ assignment: holder, clock: monthlyClock, startedAt: now }]);
  await happen(tx, actor, matter, "child_registered", now);
  await recordDeed(tx, { ...deedOn(matter), action: "child_registered" });
  return "done";
}

/** Ends the entry, with the reason; the clock of the visit ends with it. Throws `RegisterRefusal`. */
export async function leaveRegister(
  tx: Tx,
  actor: Officer,
  caseNumber: string,
  end: RegisterEnd,
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, caseNumber);
  if (matter === null || actor.department !== "civil_affairs") return "absent";
  const ended = await tx
    .update(registerEntries)
    .set({ endedBy: actor.accountId, endedAt: now, end })
    .where(and(eq(registerEntries.caseId, matter.id), isNull(registerEntries.endedAt)))
    .returning({ id: registerEntries.id });
  if (ended.length === 0) throw new RegisterRefusal("not_registered");
  await endClocksNamed(
    tx,
    { caseId: matter.id, clock: monthlyClock },
    { cancelledFor: "child_left_register", at: now },
  );
  await happen(tx, actor, matter, "child_left_register", now, { end });
  await recordDeed(tx, { ...deedOn(matter), action: "child_left_register", reason: end });
  return "done";
}

const civilAffairsOn = ({ desks }: WorkedCase): Desk | undefined =>
  desks.find(({ department, state }) => department === "civil_affairs" && heldStates.some((held) => held === state));
