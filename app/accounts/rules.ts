import type { AccountActor, Officer } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";

const MINUTE = 60_000;

/** How long a signed-in browser may rest, and how long it may stay signed in at all. */
export const sessionLimits = { idle: 30 * MINUTE, absolute: 12 * 60 * MINUTE } as const;

/** How long a browser that showed the password may take to show the second factor. Policy value. */
export const confirmWithin = 10 * MINUTE;

/** How long ago the second factor may have been shown when factors or recovery codes are changed. Policy value. */
export const freshFor = 15 * MINUTE;

/** Characters of a password; no rule on which ones. Policy value of the city. */
export const passwordLength = { least: 12, most: 256 } as const;

/** Ways to show who one is that one account may keep. */
export const mostFactors = 10;

/** Attempts at one login from one address, and from one address at any login; then the next ones wait. */
export const attemptLimits = {
  loginFromAddress: { limit: 8, windowSeconds: 300 },
  address: { limit: 60, windowSeconds: 900 },
} as const;

/**
 * Wrong codes of an account from one address, of an account from anywhere, and of one address; then the next ones wait.
 * Whoever has guessed a password can thus make its owner's codes wait, but not their passkey.
 */
export const codeLimits = {
  accountFromAddress: { limit: 6, windowSeconds: 300 },
  account: { limit: 20, windowSeconds: 900 },
  address: { limit: 60, windowSeconds: 900 },
} as const;

/** How long a link to a new password opens. Policy value of the city; the database holds it to the hour as well. */
export const passwordLinkLifetime = 60 * MINUTE;

/** Links of an account that can lie open side by side: whoever asks again has the letters from before. Policy value. */
export const mostOpenLinks = 3;

/** Askings for a link from an address, and from an address for one account; and codes tried from an address. */
export const linkLimits = {
  address: { limit: 20, windowSeconds: 900 },
  accountFromAddress: { limit: 4, windowSeconds: 3_600 },
  tried: { limit: 30, windowSeconds: 900 },
} as const;

/** Roles that sign in with a second factor, outside the demo. Source: policy value of the city. */
const withSecondFactor: readonly AccountRole[] = ["officer", "lead", "coordinator", "admin", "auditor"];

/** Whether a role has to set up a second factor before anything else. The demo offers it and does not insist. */
export function mustHaveSecondFactor(role: AccountRole, mode: "demo" | "production"): boolean {
  return mode === "production" && withSecondFactor.includes(role);
}

/**
 * Whether the identity provider vouches for a second factor of its own: method `mfa` (RFC 8176), or a class of
 * authentication that stands for several factors. Without such a word the portal's own second factor is asked for.
 */
export function isVouchedFor({ amr, acr }: { readonly amr: readonly string[]; readonly acr: string | null }): boolean {
  return amr.includes("mfa") || (acr !== null && severalFactors.includes(acr));
}

const severalFactors: readonly string[] = [
  "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
  "https://refeds.org/profile/mfa",
];

interface Moments {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Whether a session is still good: neither rested too long nor past its last hour. */
export function isAlive({ lastSeenAt, expiresAt }: Moments, now: Date): boolean {
  return now < expiresAt && now.getTime() - lastSeenAt.getTime() < sessionLimits.idle;
}

/** How far a session leads: in, to the page that asks for the second factor, or to the one that sets it up. */
export type Standing = "in" | "confirm" | "set_up" | "ended";

/**
 * Where a session that is alive stands. One that showed the password only is worth nothing as soon as its account has a
 * second factor: not even when that was added elsewhere meanwhile.
 */
export function standingOf(
  session: { readonly confirmedAt: Date | null; readonly createdAt: Date; readonly hasFactor: boolean },
  mustHave: boolean,
  now: Date,
): Standing {
  if (session.confirmedAt !== null) return "in";
  if (!session.hasFactor) return mustHave ? "set_up" : "in";
  return now.getTime() - session.createdAt.getTime() < confirmWithin ? "confirm" : "ended";
}

/**
 * Whether an account belongs to the invented people of the demo: their ids are made from their logins (UUID 5), which
 * no real account's is. In production they stay shut even on a database that a demo has used.
 */
export const isDemoAccount = (accountId: string): boolean => accountId.charAt(14) === "5";

/** Where a role's work begins. */
export function homeOf(role: AccountRole): "/triage" | "/unit" | "/audit" | "/overview" {
  if (role === "unit_lead" || role === "unit_reporter") return "/unit";
  if (role === "auditor") return "/audit";
  return role === "officer" || role === "lead" ? "/triage" : "/overview";
}

/** An officer or lead of a department; everybody else works no case. */
export function isOfficer(actor: AccountActor): actor is Officer {
  return (actor.kind === "officer" || actor.kind === "lead") && actor.department !== null;
}

/** Sees 紧急调阅 of others: the auditor, leads of their cases, prosecutors of their districts. */
export function overseesEmergencies({ kind, department }: AccountActor): boolean {
  return kind === "auditor" || kind === "lead" || (kind === "officer" && department === "procuratorate");
}

/** Who plans what is sealed and destroyed: leads of every department, and the prosecutors, who supervise it. */
export const foreseesRetention = (actor: AccountActor): boolean =>
  actor.kind === "lead" || (actor.kind === "officer" && actor.department === "procuratorate");

/** May decide a 分流异议: prosecutors in charge review the first, the coordinator any. Source: policy of the edition. */
export function reviewsObjections(actor: AccountActor): boolean {
  return actor.kind === "coordinator" || (actor.kind === "lead" && actor.department === "procuratorate");
}
