import { and, eq, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accountRecoveries, outbox, type RecoveryKind } from "#db/schema/index.ts";
import { otherRecovery, secondPersonDays } from "./rules.ts";

/**
 * Whether this actor did the other of the two things to the account lately, so that somebody else has to do this one.
 * By the clock of the database, whose policies ask the same.
 */
export async function needsSecondPerson(
  tx: Tx,
  actor: AccountActor,
  subjectId: string,
  kind: RecoveryKind,
): Promise<boolean> {
  const done = and(
    eq(accountRecoveries.subjectId, subjectId),
    eq(accountRecoveries.accountId, actor.accountId),
    eq(accountRecoveries.kind, otherRecovery[kind]),
    sql`${accountRecoveries.at} > now() - ${secondPersonDays} * interval '1 day'`,
  );
  return (await tx.$count(accountRecoveries, done)) > 0;
}

/** Keeps that it was done, before it is done: the policies look for this. The account's owner gets a letter. Returns its id. */
export async function keepRecovery(
  tx: Tx,
  actor: AccountActor,
  subjectId: string,
  kind: RecoveryKind,
): Promise<string> {
  const id = newId();
  await tx.insert(accountRecoveries).values({ id, accountId: actor.accountId, subjectId, kind });
  const about = kind === "second_factors" ? "second_factors_reset" : "password_link_handed";
  await tx.insert(outbox).values({ id: newId(), kind: "tell-people", payload: { v: 1, about, subjectId: id } });
  return id;
}
