import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, giveBackToken, takeToken } from "#app/platform/rate-limit.ts";
import { anyone, asActor } from "#db/actor.ts";
import { accounts } from "#db/schema/index.ts";
import { isPassword } from "./passwords.ts";
import { attemptLimits, homeOf, isDemoAccount } from "./rules.ts";
import { beginSession, endSession } from "./sessions.ts";

/** What the form hands in. Lengths are bounded before anything is hashed. */
export const Credentials = z.object({
  login: z
    .string({ error: "login_missing" })
    .transform((text) => text.normalize("NFKC").trim().toLowerCase())
    .pipe(z.string().min(1, "login_missing").max(100, "wrong")),
  password: z.string({ error: "password_missing" }).min(1, "password_missing").max(256, "wrong"),
});
export type Credentials = z.infer<typeof Credentials>;

export type SignInOutcome =
  | { readonly outcome: "signed_in"; readonly token: string; readonly home: string }
  | { readonly outcome: "wrong" }
  | { readonly outcome: "slow_down"; readonly retryAfterSeconds: number };

interface Attempt {
  readonly credentials: Credentials;
  readonly clientAddress: string;
  /** The token this browser brought along: signing in replaces its session. */
  readonly formerToken: string | null;
  readonly at: Date;
}

/**
 * Signs somebody in. Unknown login, wrong password and an account switched off get the same answer after the same work.
 * Failed attempts are counted by login and address, so that guessing slows down and nobody can lock a colleague out.
 */
export async function signIn(portal: Portal, attempt: Attempt): Promise<SignInOutcome> {
  const { credentials, clientAddress, formerToken, at } = attempt;
  const allowances: readonly Allowance[] = [
    {
      use: "sign-in from address to login",
      key: `${clientAddress}\0${credentials.login}`,
      ...attemptLimits.loginFromAddress,
    },
    { use: "sign-in from address", key: clientAddress, ...attemptLimits.address },
  ];
  for (const allowance of allowances) {
    const { allowed, retryAfterSeconds } = await takeToken(portal.db, portal.vault, allowance, at);
    if (!allowed) return { outcome: "slow_down", retryAfterSeconds };
  }
  const account = await asActor(portal.db, anyone, async (tx) => {
    const [found] = await tx
      .select({ id: accounts.id, passwordHash: accounts.passwordHash, role: accounts.role, active: accounts.active })
      .from(accounts)
      .where(eq(accounts.login, credentials.login));
    return found;
  });
  const matches = await isPassword(account?.passwordHash ?? null, credentials.password);
  const isShut = account === undefined || (portal.config.mode === "production" && isDemoAccount(account.id));
  if (isShut || !matches || !account.active) return { outcome: "wrong" };
  for (const allowance of allowances) await giveBackToken(portal.db, portal.vault, allowance, at);
  const token = await asActor(portal.db, anyone, async (tx) => {
    if (formerToken !== null) await endSession(tx, portal, formerToken);
    return beginSession(tx, portal, account.id, at);
  });
  return { outcome: "signed_in", token, home: homeOf(account.role) };
}
