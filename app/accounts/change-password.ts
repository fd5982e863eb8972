import { eq } from "drizzle-orm";
import { z } from "zod";
import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, giveBackToken, takeTokens } from "#app/platform/rate-limit.ts";
import { asActor } from "#db/actor.ts";
import { accounts, units } from "#db/schema/index.ts";
import { endPasswordLinks } from "./password-links.ts";
import { checkPassword } from "./password-rules.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { attemptLimits } from "./rules.ts";
import { endSessionsOf, type SignedIn } from "./sessions.ts";

/** What the form hands in. */
export const PasswordChange = z.object({
  current: z.string({ error: "current_missing" }).min(1, "current_missing").max(1_000, "current_wrong"),
  chosen: z.string({ error: "chosen_missing" }).min(1, "chosen_missing").max(1_000, "too_long"),
  again: z.string({ error: "again_other" }).max(1_000, "again_other"),
});
export type PasswordChange = z.infer<typeof PasswordChange>;

/** What is wrong with a change of password, in the words of the form's problems. */
export const changeFaults = [
  "current_missing",
  "current_wrong",
  "chosen_missing",
  "too_short",
  "too_long",
  "common",
  "contains_login",
  "contains_unit",
  "same",
  "again_other",
  "slow_down",
] as const;
export type ChangeFault = (typeof changeFaults)[number];

interface Changing {
  readonly signedIn: SignedIn;
  readonly change: PasswordChange;
  readonly clientAddress: string;
  readonly at: Date;
}

/** Gives an account a new password and ends its other sessions; null when done, otherwise what is to be put right. */
export async function changePassword(
  portal: Portal,
  { signedIn, change, clientAddress, at }: Changing,
): Promise<ChangeFault | null> {
  const { actor, login, sessionId } = signedIn;
  const { accountId, unitId } = actor;
  if (change.chosen !== change.again) return "again_other";
  const allowance: Allowance = {
    use: "change password",
    key: `${clientAddress}\0${accountId}`,
    ...attemptLimits.loginFromAddress,
  };
  if ((await takeTokens(portal.db, portal.vault, [allowance], at)) !== null) return "slow_down";
  const found = await asActor(portal.db, actor, async (tx) => {
    const [account] = await tx
      .select({ passwordHash: accounts.passwordHash, unit: units.name })
      .from(accounts)
      .leftJoin(units, eq(units.id, accounts.unitId))
      .where(eq(accounts.id, accountId));
    return account;
  });
  if (!(await isPassword(found?.passwordHash ?? null, change.current))) return "current_wrong";
  await giveBackToken(portal.db, portal.vault, allowance, at);
  if (change.chosen === change.current) return "same";
  const fault = await checkPassword(change.chosen, { login, unit: unitId === null ? null : (found?.unit ?? null) });
  if (fault !== null) return fault;
  const passwordHash = await hashPassword(change.chosen);
  await asActor(portal.db, actor, async (tx) => {
    await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
    await endPasswordLinks(tx, accountId, at);
    const sessions = await endSessionsOf(tx, accountId, sessionId);
    await recordDeed(tx, { action: "password_changed", subjectId: accountId, details: { sessions_ended: sessions } });
  });
  return null;
}
