import { eq } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, giveBackToken, takeTokens } from "#app/platform/rate-limit.ts";
import { anyone, asActor } from "#db/actor.ts";
import { accounts } from "#db/schema/index.ts";
import { type AtBrowser, candidatesWhere, enter, recordRefusal } from "./enter.ts";
import { acceptPasskey, type PasskeyAnswer } from "./passkeys.ts";
import { attemptLimits } from "./rules.ts";
import type { SignInOutcome } from "./sign-in.ts";

/**
 * Signs somebody in by a passkey alone. Their authenticator has verified them (fingerprint, face, PIN), so that it stands
 * for both factors.
 */
export async function signInWithPasskey(
  portal: Portal,
  { answer, ...browser }: AtBrowser & { readonly answer: PasskeyAnswer },
): Promise<SignInOutcome> {
  const { clientAddress, at } = browser;
  const allowance: Allowance = { use: "sign-in from address", key: clientAddress, ...attemptLimits.address };
  const refused = await takeTokens(portal.db, portal.vault, [allowance], at);
  if (refused !== null) {
    if (refused.firstRefused) await recordRefusal(portal, null, "slow_down");
    return { outcome: "slow_down", retryAfterSeconds: refused.retryAfterSeconds };
  }
  const accountId = await asActor(portal.db, anyone, (tx) =>
    acceptPasskey(tx, portal, { accountId: null, answer, at }),
  );
  const [candidate] = accountId === null ? [] : await candidatesWhere(portal, eq(accounts.id, accountId));
  if (candidate === undefined || !candidate.mayEnter) {
    await recordRefusal(portal, accountId, candidate === undefined ? "passkey" : "switched_off");
    return { outcome: "wrong" };
  }
  await giveBackToken(portal.db, portal.vault, allowance, at);
  return enter(portal, candidate, { by: "passkey", confirmed: true }, browser);
}

/** Whether an address may begin one more sign-in by passkey: each beginning is kept for minutes. */
export async function mayAskForPasskey(portal: Portal, clientAddress: string, at: Date): Promise<boolean> {
  const allowance: Allowance = { use: "passkey asked from address", key: clientAddress, ...attemptLimits.address };
  return (await takeTokens(portal.db, portal.vault, [allowance], at)) === null;
}
