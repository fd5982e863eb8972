import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { v7 as newId } from "uuid";
import { installationKey } from "#app/keys/installation-key.ts";
import { type Place, seal, unseal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { secondFactors } from "#db/schema/index.ts";

/** What every authenticator app understands (RFC 6238): six digits, SHA-1, thirty seconds. */
const form = { algorithm: "SHA1", digits: 6, period: 30 } as const;

/** Clocks of phones go wrong by seconds: the code before and the one after count too. */
const window = 1;

const placeOf = (row: string): Place => ({ table: "second_factors", column: "sealed_secret", row });

const pending = (accountId: string) =>
  and(eq(secondFactors.accountId, accountId), eq(secondFactors.kind, "totp"), isNull(secondFactors.confirmedAt));

/** Makes a secret for an authenticator app. It counts for nothing until a code of it was shown; one begun before goes. */
export async function beginTotp(tx: Tx, portal: Portal, accountId: string, now: Date): Promise<void> {
  await forgetPendingTotp(tx, accountId);
  const id = newId();
  const key = await installationKey(tx, portal, "accounts");
  const secret = new Secret({ size: 20 });
  await tx.insert(secondFactors).values({
    id,
    accountId,
    kind: "totp",
    label: "",
    sealedSecret: seal(key, placeOf(id), secret.base32),
    createdAt: now,
  });
}

/** Gives up setting up an authenticator app. */
export async function forgetPendingTotp(tx: Tx, accountId: string): Promise<void> {
  await tx.delete(secondFactors).where(pending(accountId));
}

/** What an authenticator app needs to know, as an address for its camera and as a key to type. */
export interface TotpSetUp {
  readonly uri: string;
  /** In groups of four. */
  readonly key: string;
}

/** The app that is being set up, or null. `issuer` and `login` are what the app shows beside its codes. */
export async function pendingTotp(
  tx: Tx,
  portal: Portal,
  accountId: string,
  { issuer, login }: { readonly issuer: string; readonly login: string },
): Promise<TotpSetUp | null> {
  const [row] = await tx.select().from(secondFactors).where(pending(accountId));
  if (row === undefined) return null;
  const secret = await secretOf(tx, portal, row);
  return {
    uri: new TOTP({ ...form, secret, issuer, label: login }).toString(),
    key: secret.base32.replace(/(.{4})(?=.)/g, "$1 "),
  };
}

/** Takes an app into use when it shows the right code; false otherwise. The same code does not count again. */
export async function confirmTotp(
  tx: Tx,
  portal: Portal,
  { accountId, code, label, at }: { accountId: string; code: string; label: string; at: Date },
): Promise<boolean> {
  const [row] = await tx.select().from(secondFactors).where(pending(accountId)).for("update");
  const step = row === undefined ? null : await stepOf(tx, portal, row, code, at);
  if (row === undefined || step === null) return false;
  await tx
    .update(secondFactors)
    .set({ label, confirmedAt: at, lastStep: step, lastUsedAt: at })
    .where(eq(secondFactors.id, row.id));
  return true;
}

/** Whether a code is that of one of the account's apps just now, and was not used before. Uses it up. */
export async function spendTotpCode(
  tx: Tx,
  portal: Portal,
  { accountId, code, at }: { accountId: string; code: string; at: Date },
): Promise<boolean> {
  const apps = await tx
    .select()
    .from(secondFactors)
    .where(
      and(eq(secondFactors.accountId, accountId), eq(secondFactors.kind, "totp"), isNotNull(secondFactors.confirmedAt)),
    );
  for (const app of apps) {
    const step = await stepOf(tx, portal, app, code, at);
    if (step === null) continue;
    const used = await tx
      .update(secondFactors)
      .set({ lastStep: step, lastUsedAt: at })
      .where(and(eq(secondFactors.id, app.id), or(isNull(secondFactors.lastStep), lt(secondFactors.lastStep, step))))
      .returning({ id: secondFactors.id });
    if (used.length === 1) return true;
  }
  return false;
}

type Row = typeof secondFactors.$inferSelect;

async function secretOf(tx: Tx, portal: Portal, row: Row): Promise<Secret> {
  const key = await installationKey(tx, portal, "accounts");
  return Secret.fromBase32(unseal([key], placeOf(row.id), row.sealedSecret ?? Buffer.alloc(0)));
}

/** The time step whose code this is, or null. */
async function stepOf(tx: Tx, portal: Portal, row: Row, code: string, at: Date): Promise<number | null> {
  const totp = new TOTP({ ...form, secret: await secretOf(tx, portal, row) });
  const timestamp = at.getTime();
  const delta = totp.validate({ token: code, timestamp, window });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}
