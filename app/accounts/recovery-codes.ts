import { randomInt } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { outbox, recoveryCodes } from "#db/schema/index.ts";

/** How many codes are given at once. */
export const codesGiven = 10;

/** Letters and digits that are not taken for one another (Crockford): 32 of them, so ten hold 50 bits. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 10;

/** A typed code as it was given: small letters, spaces and the letters that look like digits are put right. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return plain.length === length && [...plain].every((letter) => alphabet.includes(letter)) ? plain : null;
}

const hashOf = ({ vault }: Portal, accountId: string, code: string): Buffer =>
  vault.token("recovery code", `${accountId}\0${code}`);

/** Gives an account ten new codes, in groups of five; the former ones are worth nothing from now on. Shown only here. */
export async function makeRecoveryCodes(
  tx: Tx,
  portal: Portal,
  { accountId }: AccountActor,
  now: Date,
): Promise<readonly string[]> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  const codes = Array.from({ length: codesGiven }, () =>
    Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join(""),
  );
  await tx
    .insert(recoveryCodes)
    .values(
      codes.map((code) => ({ id: newId(), accountId, codeHash: hashOf(portal, accountId, code), createdAt: now })),
    );
  await recordDeed(tx, { action: "recovery_codes_made", subjectId: accountId });
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/** How many codes an account has left. */
export const recoveryCodesLeft = (tx: Tx, accountId: string): Promise<number> =>
  tx.$count(recoveryCodes, and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));

/**
 * Whether a code is one of the account's that was not used before. Uses it up, and promises its owner a letter: whoever has
 * the sheet of codes and the password would otherwise come in unnoticed.
 */
export async function spendRecoveryCode(
  tx: Tx,
  portal: Portal,
  { accountId, code, at }: { accountId: string; code: string; at: Date },
): Promise<boolean> {
  const plain = readRecoveryCode(code);
  if (plain === null) return false;
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: at })
    .where(
      and(
        eq(recoveryCodes.accountId, accountId),
        eq(recoveryCodes.codeHash, hashOf(portal, accountId, plain)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  const [spent] = used;
  if (spent === undefined) return false;
  await tx.insert(outbox).values({
    id: newId(),
    kind: "tell-people",
    payload: { v: 1, about: "recovery_code_used", subjectId: spent.id },
    priority: 1,
  });
  return true;
}
