import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, giveBackToken, takeTokens } from "#app/platform/rate-limit.ts";
import { asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { acceptPasskey, type PasskeyAnswer } from "./passkeys.ts";
import { spendRecoveryCode } from "./recovery-codes.ts";
import { codeLimits } from "./rules.ts";
import { renewSession, type SignedIn } from "./sessions.ts";
import { spendTotpCode } from "./totp.ts";

/** What somebody shows as their second factor. */
export type Shown =
  | { readonly by: "totp"; readonly code: string }
  | { readonly by: "recovery_code"; readonly code: string }
  | ({ readonly by: "passkey" } & PasskeyAnswer);

export type Confirmation =
  | { readonly outcome: "confirmed"; readonly token: string }
  | { readonly outcome: "wrong" }
  | { readonly outcome: "ended" }
  | { readonly outcome: "slow_down"; readonly retryAfterSeconds: number };

interface Confirming {
  readonly signedIn: SignedIn;
  /** The token of the session, to be replaced. */
  readonly token: string;
  readonly shown: Shown;
  readonly clientAddress: string;
  readonly at: Date;
}

/**
 * Lets somebody in who has shown the password and now shows the second factor, or confirms again who sits at a session
 * that is in already. The session goes on under a new token. Wrong codes slow down and are deeds.
 */
export async function confirmSignIn(portal: Portal, confirming: Confirming): Promise<Confirmation> {
  const { signedIn, token: former, shown, at } = confirming;
  const { actor, sessionId } = signedIn;
  const allowances = allowancesFor(confirming);
  const refused = await takeTokens(portal.db, portal.vault, allowances, at);
  if (refused !== null) {
    if (refused.firstRefused) await asActor(portal.db, actor, (tx) => recordRefused(tx, actor.accountId, "slow_down"));
    return { outcome: "slow_down", retryAfterSeconds: refused.retryAfterSeconds };
  }
  const confirmation = await asActor(portal.db, actor, async (tx): Promise<Confirmation> => {
    if (!(await isRight(tx, portal, actor.accountId, shown, at))) {
      await recordRefused(tx, actor.accountId, shown.by);
      return { outcome: "wrong" };
    }
    const token = await renewSession(tx, portal, { token: former, sessionId }, at);
    if (token === null) return { outcome: "ended" };
    if (shown.by === "recovery_code") {
      await recordDeed(tx, { action: "recovery_code_used", subjectId: actor.accountId });
    }
    if (signedIn.confirmedAt === null) {
      const details = { confirmed_by: shown.by };
      await recordDeed(tx, { action: "signed_in", subjectId: actor.accountId, reason: "second_factor", details });
    }
    return { outcome: "confirmed", token };
  });
  if (confirmation.outcome !== "wrong") {
    for (const allowance of allowances) await giveBackToken(portal.db, portal.vault, allowance, at);
  }
  return confirmation;
}

/** A passkey cannot be guessed: it waits for nobody's wrong codes. Recovery codes have a count of their own. */
function allowancesFor({ signedIn, shown, clientAddress }: Confirming): readonly Allowance[] {
  const { accountId } = signedIn.actor;
  const byAddress: Allowance = { use: "second factor from address", key: clientAddress, ...codeLimits.address };
  if (shown.by === "passkey") return [byAddress];
  return [
    {
      use: `${shown.by} of account from address`,
      key: `${clientAddress}\0${accountId}`,
      ...codeLimits.accountFromAddress,
    },
    { use: `${shown.by} of account`, key: accountId, ...codeLimits.account },
    byAddress,
  ];
}

async function isRight(tx: Tx, portal: Portal, accountId: string, shown: Shown, at: Date): Promise<boolean> {
  switch (shown.by) {
    case "totp":
      return spendTotpCode(tx, portal, { accountId, code: shown.code, at });
    case "recovery_code":
      return spendRecoveryCode(tx, portal, { accountId, code: shown.code, at });
    case "passkey":
      return (await acceptPasskey(tx, portal, { accountId, answer: shown, at })) === accountId;
  }
}

const recordRefused = (tx: Tx, accountId: string, reason: Shown["by"] | "slow_down") =>
  recordDeed(tx, { action: "second_factor_refused", subjectId: accountId, reason });
