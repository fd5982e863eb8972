import { eq, type SQL } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type AccountActor, anyone, asActor } from "#db/actor.ts";
import { accounts } from "#db/schema/index.ts";
import { homeOf, isDemoAccount, mustHaveSecondFactor } from "./rules.ts";
import { beginSession, endSession, hasFactor } from "./sessions.ts";

/** Somebody who wants to sign in, before anything about them is shown. */
export interface Candidate {
  readonly actor: AccountActor;
  readonly login: string;
  readonly passwordHash: string;
  readonly hasFactor: boolean;
  /** Switched on, and not one of the demo's people at a portal in production. */
  readonly mayEnter: boolean;
}

/** The accounts that `where` picks, as candidates; at most two, since more than one is already no answer. */
export async function candidatesWhere(portal: Portal, where: SQL | undefined): Promise<readonly Candidate[]> {
  const found = await asActor(portal.db, anyone, (tx) =>
    tx
      .select({
        accountId: accounts.id,
        kind: accounts.role,
        department: accounts.department,
        districts: accounts.districts,
        unitId: accounts.unitId,
        login: accounts.login,
        passwordHash: accounts.passwordHash,
        active: accounts.active,
        hasFactor,
      })
      .from(accounts)
      .where(where)
      .limit(2),
  );
  return found.map(({ login, passwordHash, active, hasFactor, ...actor }) => ({
    actor,
    login,
    passwordHash,
    hasFactor,
    mayEnter: active && !(portal.config.mode === "production" && isDemoAccount(actor.accountId)),
  }));
}

/** The account of a login. */
export async function candidateOf(portal: Portal, login: string): Promise<Candidate | undefined> {
  const [found] = await candidatesWhere(portal, eq(accounts.login, login));
  return found;
}

/** The browser at which somebody signs in. */
export interface AtBrowser {
  readonly clientAddress: string;
  readonly device: string;
  /** The token this browser brought along: signing in replaces its session. */
  readonly formerToken: string | null;
  readonly at: Date;
}

/** In, or halfway: the second factor has to be shown or set up first. */
export type Entered =
  | { readonly outcome: "signed_in"; readonly token: string; readonly home: string }
  | { readonly outcome: "halfway"; readonly token: string; readonly needs: "confirm" | "set_up" };

/** How the first step was taken, and whether it stands for both. */
interface Way {
  readonly by: "password" | "passkey" | "oidc";
  readonly confirmed: boolean;
}

/** Begins the session of somebody who has shown who they are. A deed is recorded once they are in. */
export function enter(portal: Portal, candidate: Candidate, way: Way, browser: AtBrowser): Promise<Entered> {
  const { actor } = candidate;
  const { at, device, formerToken } = browser;
  return asActor(portal.db, actor, async (tx) => {
    if (formerToken !== null) await endSession(tx, portal, formerToken);
    const token = await beginSession(tx, portal, actor.accountId, at, {
      device,
      ...(way.confirmed ? { confirmedAt: at } : {}),
    });
    if (!way.confirmed && candidate.hasFactor) return { outcome: "halfway", token, needs: "confirm" };
    if (!way.confirmed && mustHaveSecondFactor(actor.kind, portal.config.mode)) {
      return { outcome: "halfway", token, needs: "set_up" };
    }
    await recordDeed(tx, { action: "signed_in", subjectId: actor.accountId, reason: way.by });
    return { outcome: "signed_in", token, home: homeOf(actor.kind) };
  });
}

/** Puts a refused sign-in on the audit trail; whose it was meant to be only where that account exists. */
export function recordRefusal(portal: Portal, accountId: string | null, reason: string): Promise<void> {
  return asActor(portal.db, anyone, (tx) =>
    recordDeed(tx, { action: "sign_in_refused", subjectId: accountId, reason }),
  );
}
