import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, giveBackToken, takeTokens } from "#app/platform/rate-limit.ts";
import { asActor } from "#db/actor.ts";
import { accounts } from "#db/schema/index.ts";
import { type AtBrowser, type Candidate, candidateOf, type Entered, enter, recordRefusal } from "./enter.ts";
import { hashPassword, isPassword, isWeakHash } from "./passwords.ts";
import { attemptLimits, passwordLength } from "./rules.ts";

/** What the form hands in. Lengths are bounded before anything is hashed. */
export const Credentials = z.object({
  login: z
    .string({ error: "login_missing" })
    .transform((text) => text.normalize("NFKC").trim().toLowerCase())
    .pipe(
      z
        .string()
        .min(1, "login_missing")
        .max(100, "wrong")
        // PostgreSQL keeps no text with a NUL in it, and nobody's login holds an unseen character.
        .regex(/^\P{Cc}*$/u, "wrong"),
    ),
  password: z.string({ error: "password_missing" }).min(1, "password_missing").max(passwordLength.most, "wrong"),
});
export type Credentials = z.infer<typeof Credentials>;

export type SignInOutcome =
  | Entered
  | { readonly outcome: "wrong" }
  | { readonly outcome: "slow_down"; readonly retryAfterSeconds: number };

interface Attempt extends AtBrowser {
  readonly credentials: Credentials;
}

/**
 * Signs somebody in by login and password. Unknown login, wrong password and an account switched off get the same answer
 * after the same work. Failed attempts are counted by login and address, so that guessing slows down and nobody can lock
 * a colleague out.
 */
export async function signIn(portal: Portal, { credentials, ...browser }: Attempt): Promise<SignInOutcome> {
  const { login, password } = credentials;
  const { clientAddress, at } = browser;
  const allowances: readonly Allowance[] = [
    { use: "sign-in from address to login", key: `${clientAddress}\0${login}`, ...attemptLimits.loginFromAddress },
    { use: "sign-in from address", key: clientAddress, ...attemptLimits.address },
  ];
  const refused = await takeTokens(portal.db, portal.vault, allowances, at);
  const candidate = await candidateOf(portal, login);
  const accountId = candidate?.actor.accountId ?? null;
  if (refused !== null) {
    if (refused.firstRefused) await recordRefusal(portal, accountId, "slow_down");
    return { outcome: "slow_down", retryAfterSeconds: refused.retryAfterSeconds };
  }
  const matches = await isPassword(candidate?.passwordHash ?? null, password);
  if (candidate === undefined || !matches || !candidate.mayEnter) {
    await recordRefusal(portal, accountId, candidate !== undefined && matches ? "switched_off" : "wrong");
    return { outcome: "wrong" };
  }
  for (const allowance of allowances) await giveBackToken(portal.db, portal.vault, allowance, at);
  if (isWeakHash(candidate.passwordHash)) await hashAnew(portal, candidate, password);
  return enter(portal, candidate, { by: "password", confirmed: false }, browser);
}

/** A password that was hashed more cheaply than today is hashed again: it is in the clear only now. */
async function hashAnew(portal: Portal, { actor }: Candidate, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await asActor(portal.db, actor, (tx) =>
    tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, actor.accountId)),
  );
}
