import { asc, eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, type MovementKind, movements, outbox } from "#db/schema/index.ts";
import type { Assignment } from "./own-assignment.ts";
import type { Desk } from "./rules.ts";

/** Where the words that go with work are sealed. */
export const movementPlace = (id: string): Place => ({ table: "movements", column: "sealed_reason", row: id });

interface SealedWords {
  readonly id: string;
  readonly sealedReason: Buffer;
}

/** Seals the reason that is given for moving work, before the work leaves and the key with it. */
export async function sealMovement(
  tx: Tx,
  portal: Portal,
  { caseId }: Pick<Assignment, "caseId">,
  reason: string,
): Promise<SealedWords> {
  const id = newId();
  return { id, sealedReason: seal(await caseKey(tx, portal, caseId), movementPlace(id), reason) };
}

/**
 * Keeps what went from which desk to which, with the words: written by a desk that is on the case at this moment. Whoever
 * is on duty where it went hears of it by letter.
 */
export async function keepMovement(
  tx: Tx,
  actor: Officer,
  words: SealedWords,
  moved: {
    readonly kind: MovementKind;
    readonly from: Assignment;
    readonly to: Desk;
    readonly successorId: string;
  },
  now: Date,
): Promise<void> {
  const { kind, from, to, successorId } = moved;
  await tx.insert(movements).values({
    ...words,
    caseId: from.caseId,
    assignmentId: from.id,
    successorId,
    kind,
    fromDepartment: from.department,
    fromDistrict: from.district,
    toDepartment: to.department,
    toDistrict: to.district,
    accountId: actor.accountId,
    at: now,
  });
  const about = kind === "return" || kind === "recall" ? "work_came_back" : "work_sent";
  await tx.insert(outbox).values(tidings(about, words.id));
}

/** The promise of letters to the desk that work comes to. */
export const tidings = (about: "work_sent" | "work_came_back" | "work_reassigned", subjectId: string) => ({
  id: newId(),
  kind: "tell-people",
  payload: { v: 1, about, subjectId },
});

/** What went between desks on a case, the first one first, with who did it. */
export const movementsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ movement: movements, who: accounts.displayName })
    .from(movements)
    .innerJoin(accounts, eq(accounts.id, movements.accountId))
    .where(eq(movements.caseId, caseId))
    .orderBy(asc(movements.at), asc(movements.id));
export type StoredMovements = Awaited<ReturnType<typeof movementsOf>>;
