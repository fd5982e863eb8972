import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { announce } from "#app/platform/live.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, type CaseEventKind, caseEvents, cases } from "#db/schema/index.ts";
import { isOnCase, worksOn } from "./rules.ts";

export type Desk = typeof assignments.$inferSelect;

/** A case with the desks that are or were on it. */
export type WorkedCase = typeof cases.$inferSelect & { readonly desks: readonly Desk[] };

/** A case that the officer works; null for one that is hidden, sealed or not theirs, which are told apart by nobody. */
export async function findWorkedCase(tx: Tx, actor: Officer, number: string): Promise<WorkedCase | null> {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return null;
  const desks = await tx.select().from(assignments).where(eq(assignments.caseId, matter.id));
  return worksOn(actor, matter, desks) ? { ...matter, desks } : null;
}

/** Puts somebody's deed on the timeline of a case: codes and numbers only. */
export async function addToTimeline(
  tx: Tx,
  actor: Pick<AccountActor, "accountId" | "department">,
  matter: Pick<WorkedCase, "id" | "district">,
  kind: CaseEventKind,
  at: Date,
  details: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: matter.id,
    kind,
    at,
    accountId: actor.accountId,
    department: actor.department,
    district: matter.district,
    details,
  });
}

/** Open pages of the desks still on the case show the change; of these departments only, where some are named. */
export const showDesks = (tx: Tx, { desks }: WorkedCase, departments?: readonly string[]): Promise<void> =>
  announce(
    tx,
    "assignment_changed",
    desks.filter((desk) => isOnCase(desk) && (departments?.includes(desk.department) ?? true)),
  );

/** Puts a deed that concerns every desk on the timeline, and their open pages show it. */
export async function happen(
  tx: Tx,
  actor: Officer,
  matter: WorkedCase,
  kind: CaseEventKind,
  at: Date,
  details: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  await addToTimeline(tx, actor, matter, kind, at, details);
  await showDesks(tx, matter);
}

/** Which case a deed in the audit trail is about. */
export const deedOn = ({ id, number }: Pick<WorkedCase, "id" | "number">) => ({ caseId: id, caseNumber: number });
