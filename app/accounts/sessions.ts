import { createHmac, randomBytes } from "node:crypto";
import { and, desc, eq, ne, type SQL, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, sessions } from "#db/schema/index.ts";
import { isAlive, isDemoAccount, mustHaveSecondFactor, sessionLimits, standingOf } from "./rules.ts";

/** Somebody at a browser: what the database may know of them (`actor`), and what a page shows. */
export interface SignedIn {
  readonly sessionId: string;
  readonly actor: AccountActor;
  readonly login: string;
  readonly displayName: string;
  readonly expiresAt: Date;
  /** When the second factor was last shown in this session; null where only the password was. */
  readonly confirmedAt: Date | null;
}

/** `halfway`: the password was shown, and a second factor has to be shown or set up before anything opens. */
export type FoundSession =
  | { readonly state: "alive"; readonly signedIn: SignedIn }
  | { readonly state: "halfway"; readonly needs: "confirm" | "set_up"; readonly signedIn: SignedIn }
  | { readonly state: "ended" };

/** Not written at each request: a page with many parts would otherwise write as often as it reads. */
const seenAgainAfter = 60_000;

/** A token is stored as a keyed hash only; a new SESSION_SECRET signs everybody out. */
function hashOf(portal: Portal, token: string): Buffer {
  const bound = createHmac("sha256", portal.config.sessionSecret).update(token).digest("base64url");
  return portal.vault.token("session", bound);
}

const newToken = (): string => randomBytes(32).toString("base64url");

/** How somebody came in, as far as the session keeps it. */
export interface Arrival {
  /** The kind of browser and system, see `deviceOf`. */
  readonly device?: string;
  /** The second factor was shown as well, as a passkey does. */
  readonly confirmedAt?: Date;
}

/** Starts a session and returns the token for the browser, which exists nowhere else. */
export async function beginSession(
  tx: Tx,
  portal: Portal,
  accountId: string,
  now: Date,
  { device, confirmedAt }: Arrival = {},
): Promise<string> {
  const token = newToken();
  await tx.insert(sessions).values({
    id: newId(),
    tokenHash: hashOf(portal, token),
    accountId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionLimits.absolute),
    confirmedAt: confirmedAt ?? null,
    device: device ?? null,
  });
  return token;
}

/** Whether the account of a row has a second factor that works. */
export const hasFactor: SQL<boolean> = sql<boolean>`exists (select 1 from second_factors f where f.account_id = accounts.id and f.confirmed_at is not null)`;

/** What decides whether a session holds. */
const holding = {
  createdAt: sessions.createdAt,
  lastSeenAt: sessions.lastSeenAt,
  expiresAt: sessions.expiresAt,
  confirmedAt: sessions.confirmedAt,
  active: accounts.active,
  // Asked only of the few sessions in which no second factor was shown.
  hasFactor: sql<boolean>`case when ${sessions.confirmedAt} is null then ${hasFactor} else true end`,
};

/**
 * Who this token belongs to, and how far it leads. Over-rested, expired and unknown tokens, and accounts switched off,
 * are all `ended`.
 */
export async function findSession(tx: Tx, portal: Portal, token: string, now: Date): Promise<FoundSession> {
  const [found] = await tx
    .select({
      ...holding,
      sessionId: sessions.id,
      accountId: accounts.id,
      role: accounts.role,
      department: accounts.department,
      districts: accounts.districts,
      unitId: accounts.unitId,
      login: accounts.login,
      displayName: accounts.displayName,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.tokenHash, hashOf(portal, token)));
  if (found === undefined || !found.active || !isAlive(found, now)) return { state: "ended" };
  if (portal.config.mode === "production" && isDemoAccount(found.accountId)) return { state: "ended" };
  const standing = standingOf(found, mustHaveSecondFactor(found.role, portal.config.mode), now);
  if (standing === "ended") return { state: "ended" };
  if (now.getTime() - found.lastSeenAt.getTime() > seenAgainAfter) {
    await tx.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, found.sessionId));
  }
  const { sessionId, accountId, role: kind, department, districts, unitId } = found;
  const { expiresAt, confirmedAt, login, displayName } = found;
  const signedIn: SignedIn = {
    sessionId,
    expiresAt,
    confirmedAt,
    login,
    displayName,
    actor: { kind, accountId, department, districts, unitId },
  };
  return standing === "in" ? { state: "alive", signedIn } : { state: "halfway", needs: standing, signedIn };
}

/** Whether a session still holds, without counting the question as activity: an open page must not keep it alive. */
export async function isSessionAlive(tx: Tx, sessionId: string, now: Date): Promise<boolean> {
  const [found] = await tx
    .select(holding)
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, sessionId));
  return found?.active === true && isAlive(found, now) && standingOf(found, false, now) === "in";
}

/**
 * Notes that the second factor was shown in a session, and gives it a new token: whoever knew the one from before has
 * nothing. Null when the session has ended meanwhile, or was confirmed under another token at the same moment.
 */
export async function renewSession(
  tx: Tx,
  portal: Portal,
  { token: former, sessionId }: { readonly token: string; readonly sessionId: string },
  now: Date,
): Promise<string | null> {
  const token = newToken();
  const renewed = await tx
    .update(sessions)
    .set({ tokenHash: hashOf(portal, token), confirmedAt: now, lastSeenAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.tokenHash, hashOf(portal, former))))
    .returning({ id: sessions.id });
  return renewed.length === 1 ? token : null;
}

/** Ends the session of a token; nothing happens when there is none. */
export async function endSession(tx: Tx, portal: Portal, token: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.tokenHash, hashOf(portal, token)));
}

/** One of an account's browsers, for the list of its sessions. */
export interface OpenSession {
  readonly id: string;
  readonly device: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** An account's sessions that have not ended, the one used last first. */
export async function sessionsOf(tx: Tx, accountId: string, now: Date): Promise<readonly OpenSession[]> {
  const found = await tx
    .select({
      id: sessions.id,
      device: sessions.device,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(desc(sessions.lastSeenAt));
  return found.filter((session) => isAlive(session, now)).map(({ expiresAt: _, ...session }) => session);
}

/** Ends one session of an account; false when it has none of that id. */
export async function endSessionOf(tx: Tx, accountId: string, sessionId: string): Promise<boolean> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends an account's sessions, all or all but one, and says how many. */
export async function endSessionsOf(tx: Tx, accountId: string, except: string | null = null): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.accountId, accountId), except === null ? undefined : ne(sessions.id, except)))
    .returning({ id: sessions.id });
  return ended.length;
}
