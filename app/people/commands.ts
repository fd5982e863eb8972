import { and, eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { type HandedLink, handPasswordLink } from "#app/accounts/password-links.ts";
import { recordDeed } from "#app/audit/record.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, outbox, recoveryCodes, secondFactors, sessions, signInSteps } from "#db/schema/index.ts";
import { keepRecovery, needsSecondPerson } from "./recoveries.ts";
import {
  holdsWork,
  type LeavingReason,
  type LinkReason,
  type ResetReason,
  type ReturningReason,
  type StayingReason,
  staysFor,
} from "./rules.ts";

type Account = typeof accounts.$inferSelect;

/** What became of an act on somebody's account. `absent`: there is no such account that this actor manages. */
export type Managed = { readonly outcome: "done" | "absent" | "already" | "second_person" | StayingReason };

/** The account, locked: one that the actor does not manage is not found, by the policy on changing it. */
async function lockManaged(tx: Tx, id: string): Promise<Account | null> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, id)).for("update");
  return account ?? null;
}

/** Locks the active administrators, so that two who switch each other off at once are told one after the other. */
async function lockActiveAdmins(tx: Tx): Promise<number> {
  const admins = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, "admin"), eq(accounts.active, true)))
    .orderBy(accounts.id)
    .for("update");
  return admins.length;
}

/**
 * Switches an account off: its sessions end at once, its open pages with them. Work stays with the desk; a job takes
 * it back from whoever was in charge, since the actor may not see all of it.
 */
export async function switchOff(
  tx: Tx,
  actor: AccountActor,
  id: string,
  reason: LeavingReason,
  now: Date,
): Promise<Managed> {
  const activeAdmins = actor.kind === "admin" ? await lockActiveAdmins(tx) : 0;
  const account = await lockManaged(tx, id);
  if (account === null) return { outcome: "absent" };
  if (!account.active) return { outcome: "already" };
  const stays = staysFor(actor, account, activeAdmins);
  if (stays !== null) return { outcome: stays };
  await tx.update(accounts).set({ active: false, deactivatedAt: now }).where(eq(accounts.id, id));
  await endSessionsOf(tx, account);
  if (holdsWork(account.role)) {
    await tx.insert(outbox).values({ id: newId(), kind: "hand-back-work", payload: { v: 1, accountId: id } });
  }
  await recordDeed(tx, { action: "account_deactivated", subjectId: id, reason, details: { role: account.role } });
  return { outcome: "done" };
}

/** Switches an account on again: same person, same login, same password, no session. */
export async function switchOn(tx: Tx, actor: AccountActor, id: string, reason: ReturningReason): Promise<Managed> {
  const account = await lockManaged(tx, id);
  if (account === null) return { outcome: "absent" };
  if (account.id === actor.accountId) return { outcome: "self" };
  if (account.active) return { outcome: "already" };
  await tx.update(accounts).set({ active: true, deactivatedAt: null }).where(eq(accounts.id, id));
  await recordDeed(tx, { action: "account_reactivated", subjectId: id, reason, details: { role: account.role } });
  return { outcome: "done" };
}

/**
 * Takes all second factors and recovery codes off an account, never off one's own: for whoever lost the device. They
 * set up a new one when they next sign in; whoever holds the old one is signed out, and the owner is told by mail.
 * `second_person`: this actor handed over a link to the account's password lately, so that another has to do this.
 */
export async function resetSecondFactors(
  tx: Tx,
  actor: AccountActor,
  id: string,
  reason: ResetReason,
): Promise<Managed> {
  const account = await lockManaged(tx, id);
  if (account === null) return { outcome: "absent" };
  if (account.id === actor.accountId) return { outcome: "self" };
  if ((await tx.$count(secondFactors, eq(secondFactors.accountId, id))) === 0) return { outcome: "already" };
  if (await needsSecondPerson(tx, actor, id, "second_factors")) return { outcome: "second_person" };
  await keepRecovery(tx, actor, id, "second_factors");
  const removed = await tx
    .delete(secondFactors)
    .where(eq(secondFactors.accountId, id))
    .returning({ kind: secondFactors.kind });
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, id));
  await endSessionsOf(tx, account);
  const details = { role: account.role, removed: removed.length };
  await recordDeed(tx, { action: "second_factors_reset", subjectId: id, reason, details });
  return { outcome: "done" };
}

/**
 * Makes a link to a new password for somebody who cannot get one by mail, to hand over; never one's own. An account that
 * is switched off gets none. The owner is told by mail, where there is an address after all. `second_person`: this actor
 * took the account's second factors off lately, so that another has to do this.
 */
export async function handLink(
  tx: Tx,
  portal: Pick<Portal, "vault">,
  actor: AccountActor,
  { id, reason }: { readonly id: string; readonly reason: LinkReason },
  now: Date,
): Promise<
  ({ readonly outcome: "done" } & HandedLink) | { readonly outcome: "absent" | "self" | "off" | "second_person" }
> {
  const account = await lockManaged(tx, id);
  if (account === null) return { outcome: "absent" };
  if (account.id === actor.accountId) return { outcome: "self" };
  if (!account.active) return { outcome: "off" };
  if (await needsSecondPerson(tx, actor, id, "password_link")) return { outcome: "second_person" };
  const linkId = await keepRecovery(tx, actor, id, "password_link");
  return { outcome: "done", ...(await handPasswordLink(tx, portal, { id: linkId, by: actor, to: id, reason }, now)) };
}

/** Ends every session of an account, and asks its open pages to look whether they are still welcome. */
async function endSessionsOf(tx: Tx, { id, department, districts }: Account): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.accountId, id));
  await tx.delete(signInSteps).where(eq(signInSteps.accountId, id));
  if (department === null) return;
  await announce(
    tx,
    "access_changed",
    districts.map((district) => ({ id: null, department, district })),
  );
}
