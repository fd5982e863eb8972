import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, giveBackToken, takeTokens } from "#app/platform/rate-limit.ts";
import { asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { addPasskey, type PasskeyAnswer } from "./passkeys.ts";
import { makeRecoveryCodes, recoveryCodesLeft } from "./recovery-codes.ts";
import { codeLimits, freshFor } from "./rules.ts";
import { factorsOf, hasRoom } from "./second-factors.ts";
import { renewSession, type SignedIn } from "./sessions.ts";
import { confirmTotp } from "./totp.ts";

/** What a new second factor is shown by, and what its owner calls it. */
export type NewFactor = { readonly label: string } & (
  | { readonly by: "totp"; readonly code: string }
  | ({ readonly by: "passkey" } & PasskeyAnswer)
);

export type SetUp =
  | {
      readonly outcome: "added";
      /** The session's new token. */
      readonly token: string;
      /** The first recovery codes, to be shown once; null where the account has some already. */
      readonly codes: readonly string[] | null;
    }
  | { readonly outcome: "wrong" | "full" | "ended" }
  | { readonly outcome: "slow_down"; readonly retryAfterSeconds: number };

interface SettingUp {
  readonly signedIn: SignedIn;
  /** The token of the session, to be replaced. */
  readonly token: string;
  readonly factor: NewFactor;
  readonly clientAddress: string;
  readonly at: Date;
}

/**
 * Takes a second factor into use once it was shown to work. Whoever had to set one up first is in by this; the first
 * factor brings the recovery codes along.
 */
export async function setUpFactor(portal: Portal, settingUp: SettingUp): Promise<SetUp> {
  const { signedIn, token: former, factor, clientAddress, at } = settingUp;
  const { actor, sessionId, confirmedAt } = signedIn;
  const { accountId } = actor;
  const allowance: Allowance = {
    use: "set up second factor",
    key: `${clientAddress}\0${accountId}`,
    ...codeLimits.accountFromAddress,
  };
  const refused = await takeTokens(portal.db, portal.vault, [allowance], at);
  if (refused !== null) return { outcome: "slow_down", retryAfterSeconds: refused.retryAfterSeconds };
  const setUp = await asActor(portal.db, actor, async (tx): Promise<SetUp> => {
    if (!(await hasRoom(tx, accountId))) return { outcome: "full" };
    if (!(await isTaken(tx, portal, accountId, factor, at))) return { outcome: "wrong" };
    const token = await renewSession(tx, portal, { token: former, sessionId }, at);
    // The factor is given up again with the transaction: nobody is told that it was added.
    if (token === null) throw new SessionEnded();
    const isFirst = (await recoveryCodesLeft(tx, accountId)) === 0;
    await recordDeed(tx, { action: "second_factor_added", subjectId: accountId, reason: factor.by });
    const codes = isFirst ? await makeRecoveryCodes(tx, portal, actor, at) : null;
    if (confirmedAt === null) {
      const details = { confirmed_by: factor.by };
      await recordDeed(tx, { action: "signed_in", subjectId: accountId, reason: "second_factor_set_up", details });
    }
    return { outcome: "added", token, codes };
  }).catch((error: unknown): SetUp => {
    if (error instanceof SessionEnded) return { outcome: "ended" };
    throw error;
  });
  if (setUp.outcome !== "wrong") await giveBackToken(portal.db, portal.vault, allowance, at);
  return setUp;
}

class SessionEnded extends Error {
  override readonly name = "SessionEnded";
}

function isTaken(tx: Tx, portal: Portal, accountId: string, factor: NewFactor, at: Date): Promise<boolean> {
  const { label } = factor;
  return factor.by === "totp"
    ? confirmTotp(tx, portal, { accountId, code: factor.code, label, at })
    : addPasskey(tx, portal, { accountId, answer: factor, label, at });
}

/**
 * Whether somebody has to show the second factor again before factors or recovery codes are changed: a browser left
 * open must not be enough. Whoever has none yet may set one up.
 */
export async function mustConfirmAgain(portal: Portal, { actor, confirmedAt }: SignedIn, now: Date): Promise<boolean> {
  if (confirmedAt !== null && now.getTime() - confirmedAt.getTime() < freshFor) return false;
  const factors = await asActor(portal.db, actor, (tx) => factorsOf(tx, actor.accountId));
  return factors.length > 0;
}
