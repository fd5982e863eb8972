import { randomBytes } from "node:crypto";
import { and, eq, lt } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { signInSteps } from "#db/schema/index.ts";

type StepKind = (typeof signInSteps.$inferSelect)["kind"];

/** What is kept between two requests of one ceremony. */
interface Step {
  readonly kind: StepKind;
  /** Whose ceremony it is, where that is known. */
  readonly accountId: string | null;
  /** Random values of this one step. */
  readonly state: string;
}

/** Five minutes: long enough to look for a phone, or to type a password at the identity provider. */
const lifetime = 300_000;

const hashOf = ({ vault }: Portal, token: string): Buffer => vault.token("sign-in step", token);

/** Begins a step and returns the token that the same browser has to bring back. */
export async function beginStep(tx: Tx, portal: Portal, step: Step, now: Date): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await tx.insert(signInSteps).values({
    ...step,
    tokenHash: hashOf(portal, token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetime),
  });
  return token;
}

/** Takes a step up again, once: it is gone afterwards. Null for one that is unknown, taken, of another kind or too old. */
export async function takeStep(
  tx: Tx,
  portal: Portal,
  kind: StepKind,
  token: string,
  now: Date,
): Promise<Omit<Step, "kind"> | null> {
  const [step] = await tx
    .delete(signInSteps)
    .where(and(eq(signInSteps.tokenHash, hashOf(portal, token)), eq(signInSteps.kind, kind)))
    .returning();
  return step === undefined || step.expiresAt <= now ? null : { accountId: step.accountId, state: step.state };
}

/** Forgets steps that nobody took up in time. */
export async function removeExpiredSteps(tx: Tx, now: Date): Promise<void> {
  await tx.delete(signInSteps).where(lt(signInSteps.expiresAt, now));
}
