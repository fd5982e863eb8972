import { createHmac, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, sessions } from "#db/schema/index.ts";
import { isAlive, isDemoAccount, sessionLimits } from "./rules.ts";

/** Somebody at a browser: what the database may know of them (`actor`), and what a page shows. */
export interface SignedIn {
  readonly sessionId: string;
  readonly actor: AccountActor;
  readonly login: string;
  readonly displayName: string;
  readonly expiresAt: Date;
}

export type FoundSession = { readonly state: "alive"; readonly signedIn: SignedIn } | { readonly state: "ended" };

/** Not written at each request: a page with many parts would otherwise write as often as it reads. */
const seenAgainAfter = 60_000;

/** A token is stored as a keyed hash only; a new SESSION_SECRET signs everybody out. */
function hashOf(portal: Portal, token: string): Buffer {
  const bound = createHmac("sha256", portal.config.sessionSecret).update(token).digest("base64url");
  return portal.vault.token("session", bound);
}

/** Starts a session and returns the token for the browser, which exists nowhere else. */
export async function beginSession(tx: Tx, portal: Portal, accountId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx.insert(sessions).values({
    id: newId(),
    tokenHash: hashOf(portal, token),
    accountId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionLimits.absolute),
  });
  return token;
}

/** Who this token belongs to. Over-rested, expired and unknown tokens, and accounts switched off, are all `ended`. */
export async function findSession(tx: Tx, portal: Portal, token: string, now: Date): Promise<FoundSession> {
  const [found] = await tx
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      accountId: accounts.id,
      role: accounts.role,
      department: accounts.department,
      districts: accounts.districts,
      unitId: accounts.unitId,
      active: accounts.active,
      login: accounts.login,
      displayName: accounts.displayName,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.tokenHash, hashOf(portal, token)));
  if (found === undefined || !found.active || !isAlive(found, now)) return { state: "ended" };
  if (portal.config.mode === "production" && isDemoAccount(found.accountId)) return { state: "ended" };
  if (now.getTime() - found.lastSeenAt.getTime() > seenAgainAfter) {
    await tx.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, found.sessionId));
  }
  const { sessionId, expiresAt, accountId, role: kind, department, districts, unitId, login, displayName } = found;
  return {
    state: "alive",
    signedIn: {
      sessionId,
      expiresAt,
      login,
      displayName,
      actor: { kind, accountId, department, districts, unitId },
    },
  };
}

/** Whether a session still holds, without counting the question as activity: an open page must not keep it alive. */
export async function isSessionAlive(tx: Tx, sessionId: string, now: Date): Promise<boolean> {
  const [found] = await tx
    .select({ lastSeenAt: sessions.lastSeenAt, expiresAt: sessions.expiresAt, active: accounts.active })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, sessionId));
  return found?.active === true && isAlive(found, now);
}

/** Ends the session of a token; nothing happens when there is none. */
export async function endSession(tx: Tx, portal: Portal, token: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.tokenHash, hashOf(portal, token)));
}
