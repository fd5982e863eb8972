import { and, eq, gt, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { type Place, seal, unseal } from "#app/platform/crypto.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type AccountActor, anyone, asActor, becomeAccount } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, outbox, passwordLinks, signInSteps, units } from "#db/schema/index.ts";
import { newHandedCode } from "./handed-code.ts";
import { isDemoAccount, mostOpenLinks, passwordLinkLifetime } from "./rules.ts";
import { endSessionsOf } from "./sessions.ts";

const tokenHashOf = ({ vault }: Pick<Portal, "vault">, code: string): Buffer => vault.token("password link", code);
const placeOf = (row: string): Place => ({ table: "password_links", column: "sealed_asked", row });
const letter = (linkId: string) => ({ id: newId(), kind: "send-password-letter", payload: { v: 1, linkId } });

/**
 * Asks for a link to a new password. Nothing is looked up here, so that answer and time are the same whether or not
 * there is such an account: a job does that.
 */
export async function askPasswordLink(portal: Portal, asked: string, now: Date): Promise<void> {
  await asActor(portal.db, anyone, async (tx) => {
    const id = newId();
    const key = await installationKey(tx, portal, "accounts");
    const expiresAt = new Date(now.getTime() + passwordLinkLifetime);
    await tx
      .insert(passwordLinks)
      .values({ id, sealedAsked: seal(key, placeOf(id), asked), createdAt: now, expiresAt });
    await tx.insert(outbox).values(letter(id));
  });
}

/** A letter to be sent: the way to a new password, or the word that there is one now. */
export type PasswordLetter =
  | { readonly about: "link"; readonly to: string; readonly code: string }
  | { readonly about: "changed"; readonly to: string };

/**
 * The letter that a link stands for at this moment; null where there is none to send: no such account, no address, too
 * many links already, or too late. A code is made each time and only the last one opens anything, so that a letter that
 * was not taken by the mail server leaves none behind.
 */
export async function letterOfLink(
  tx: Tx,
  portal: Pick<Portal, "vault" | "config">,
  linkId: string,
  now: Date,
): Promise<PasswordLetter | null> {
  const [link] = await tx.select().from(passwordLinks).where(eq(passwordLinks.id, linkId)).for("update");
  if (link === undefined) return null;
  const account = await ownerOf(tx, portal, link);
  if (link.usedAt !== null) return account === null ? null : { about: "changed", to: account.email };
  if (account === null || link.expiresAt <= now || (await isOneTooMany(tx, link, account.id, now))) {
    await tx.delete(passwordLinks).where(eq(passwordLinks.id, linkId));
    return null;
  }
  const code = newHandedCode();
  await tx
    .update(passwordLinks)
    .set({ accountId: account.id, sealedAsked: null, tokenHash: tokenHashOf(portal, code) })
    .where(eq(passwordLinks.id, linkId));
  if (link.accountId === null) await recordDeed(tx, { action: "password_link_sent", subjectId: account.id });
  return { about: "link", to: account.email, code };
}

type Link = typeof passwordLinks.$inferSelect;

/** Whose link it is: the account that was found before, or the one whose login or only account whose address was typed. */
async function ownerOf(tx: Tx, portal: Pick<Portal, "vault" | "config">, link: Link) {
  const meant = link.accountId === null ? await whomAsked(tx, portal, link) : eq(accounts.id, link.accountId);
  if (meant === null) return null;
  const [account, another] = await tx
    .select({ id: accounts.id, email: accounts.email })
    .from(accounts)
    .where(and(meant, eq(accounts.active, true)))
    .limit(2);
  if (account === undefined || another !== undefined || account.email === null) return null;
  if (portal.config.mode === "production" && isDemoAccount(account.id)) return null;
  return { id: account.id, email: account.email };
}

async function whomAsked(tx: Tx, portal: Pick<Portal, "vault">, { id, sealedAsked }: Link) {
  if (sealedAsked === null) return null;
  const asked = unseal([await installationKey(tx, portal, "accounts")], placeOf(id), sealedAsked);
  return or(eq(accounts.login, asked), eq(sql`lower(${accounts.email})`, asked));
}

async function isOneTooMany(tx: Tx, link: Link, accountId: string, now: Date): Promise<boolean> {
  if (link.accountId !== null) return false;
  const open = and(
    eq(passwordLinks.accountId, accountId),
    isNull(passwordLinks.usedAt),
    gt(passwordLinks.expiresAt, now),
  );
  return (await tx.$count(passwordLinks, and(open, isNull(passwordLinks.issuedBy)))) >= mostOpenLinks;
}

/** A link that was just made to be handed over. Its code is shown this once and exists nowhere else. */
export interface HandedLink {
  readonly code: string;
  readonly expiresAt: Date;
}

/**
 * Makes a link for somebody whom the actor manages, to hand over: for whoever has no mail address, or cannot get at it.
 * That the actor manages the account, is not its owner and did not take its second factors off lately, policy
 * `password_links_handed` holds as well; it asks for a row of `account_recoveries` with the link's id.
 */
export async function handPasswordLink(
  tx: Tx,
  portal: Pick<Portal, "vault">,
  {
    id,
    by,
    to,
    reason,
  }: { readonly id: string; readonly by: AccountActor; readonly to: string; readonly reason: string },
  now: Date,
): Promise<HandedLink> {
  const code = newHandedCode();
  const expiresAt = new Date(now.getTime() + passwordLinkLifetime);
  await tx.insert(passwordLinks).values({
    id,
    accountId: to,
    tokenHash: tokenHashOf(portal, code),
    issuedBy: by.accountId,
    createdAt: now,
    expiresAt,
  });
  await recordDeed(tx, { action: "password_link_issued", subjectId: to, reason });
  return { code, expiresAt };
}

/** Whose password a link sets: enough to say so, and to judge the new one. */
export interface OpenLink {
  readonly login: string;
  readonly unit: string | null;
}

/** The link of a code, while it can be used. Used, expired and unknown ones, and those of accounts switched off: null. */
export async function openPasswordLink(portal: Portal, code: string, now: Date): Promise<OpenLink | null> {
  const tokenHash = tokenHashOf(portal, code);
  return asActor(portal.db, { kind: "password_link", tokenHash }, async (tx) => {
    const found = await findOpen(tx, portal, tokenHash, now);
    return found === null ? null : { login: found.login, unit: found.unit };
  });
}

async function findOpen(tx: Tx, portal: Pick<Portal, "config">, tokenHash: Buffer, now: Date) {
  const [found] = await tx
    .select({
      id: passwordLinks.id,
      issuedBy: passwordLinks.issuedBy,
      accountId: accounts.id,
      kind: accounts.role,
      department: accounts.department,
      districts: accounts.districts,
      unitId: accounts.unitId,
      login: accounts.login,
      unit: units.name,
      /** A link is worth as much as whoever handed it over. */
      isGood: sql<boolean>`${passwordLinks.issuedBy} is null or exists (
        select 1 from accounts giver where giver.id = ${passwordLinks.issuedBy} and giver.active)`,
    })
    .from(passwordLinks)
    .innerJoin(accounts, and(eq(accounts.id, passwordLinks.accountId), eq(accounts.active, true)))
    .leftJoin(units, eq(units.id, accounts.unitId))
    .where(and(eq(passwordLinks.tokenHash, tokenHash), isNull(passwordLinks.usedAt), gt(passwordLinks.expiresAt, now)));
  if (found === undefined || !found.isGood) return null;
  return portal.config.mode === "production" && isDemoAccount(found.accountId) ? null : found;
}

/**
 * Sets a new password by a link, which is used up by it; false where it cannot be used (any more). Nobody is signed in
 * by this: every session of the account ends, and the second factor is asked for as ever. Its other links open nothing
 * any more, and the account's address is told.
 */
export async function setPasswordByLink(
  portal: Portal,
  code: string,
  passwordHash: string,
  now: Date,
): Promise<boolean> {
  const tokenHash = tokenHashOf(portal, code);
  return asActor(portal.db, { kind: "password_link", tokenHash }, async (tx) => {
    const found = await findOpen(tx, portal, tokenHash, now);
    if (found === null) return false;
    const used = await tx
      .update(passwordLinks)
      .set({ usedAt: now })
      .where(and(eq(passwordLinks.tokenHash, tokenHash), isNull(passwordLinks.usedAt)))
      .returning({ id: passwordLinks.id });
    if (used.length === 0) return false;
    const { id, issuedBy, login: _login, unit: _unit, isGood: _isGood, ...actor } = found;
    const { accountId, department, districts } = actor;
    await becomeAccount(tx, actor);
    await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
    await endPasswordLinks(tx, accountId, now);
    const ended = await endSessionsOf(tx, accountId);
    await tx.delete(signInSteps).where(eq(signInSteps.accountId, accountId));
    await tx.insert(outbox).values(letter(id));
    if (department !== null) {
      await announce(
        tx,
        "access_changed",
        districts.map((district) => ({ id: null, department, district })),
      );
    }
    await recordDeed(tx, {
      action: "password_reset",
      subjectId: accountId,
      reason: issuedBy === null ? "link_mailed" : "link_handed",
      details: { sessions_ended: ended },
    });
    return true;
  });
}

/** Links of an account that lie open open nothing any more: there is a new password. */
export async function endPasswordLinks(tx: Tx, accountId: string, now: Date): Promise<void> {
  await tx
    .update(passwordLinks)
    .set({ usedAt: now })
    .where(
      and(eq(passwordLinks.accountId, accountId), isNull(passwordLinks.usedAt), isNotNull(passwordLinks.tokenHash)),
    );
}

/** Forgets links whose hour was over a day ago; the audit trail knows what came of them. */
export async function removeExpiredLinks(tx: Tx, now: Date): Promise<void> {
  await tx.delete(passwordLinks).where(lt(passwordLinks.expiresAt, new Date(now.getTime() - 86_400_000)));
}
