import type { AccountActor, Officer } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";

const MINUTE = 60_000;

/** How long a signed-in browser may rest, and how long it may stay signed in at all. */
export const sessionLimits = { idle: 30 * MINUTE, absolute: 12 * 60 * MINUTE } as const;

/** Attempts at one login from one address, and from one address at any login; then the next ones wait. */
export const attemptLimits = {
  loginFromAddress: { limit: 8, windowSeconds: 300 },
  address: { limit: 60, windowSeconds: 900 },
} as const;

interface Moments {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Whether a session is still good: neither rested too long nor past its last hour. */
export function isAlive({ lastSeenAt, expiresAt }: Moments, now: Date): boolean {
  return now < expiresAt && now.getTime() - lastSeenAt.getTime() < sessionLimits.idle;
}

/**
 * Whether an account belongs to the invented people of the demo: their ids are made from their logins (UUID 5), which
 * no real account's is. In production they stay shut even on a database that a demo has used.
 */
export const isDemoAccount = (accountId: string): boolean => accountId.charAt(14) === "5";

/** Where a role's work begins. */
export function homeOf(role: AccountRole): "/triage" | "/overview" {
  return role === "officer" || role === "lead" ? "/triage" : "/overview";
}

/** An officer or lead of a department; everybody else works no case. */
export function isOfficer(actor: AccountActor): actor is Officer {
  return (actor.kind === "officer" || actor.kind === "lead") && actor.department !== null;
}

/** May decide a 分流异议: prosecutors in charge review the first, the coordinator any. Source: policy of the edition. */
export function reviewsObjections(actor: AccountActor): boolean {
  return actor.kind === "coordinator" || (actor.kind === "lead" && actor.department === "procuratorate");
}
