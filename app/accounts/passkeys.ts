import { isIP } from "node:net";
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { and, eq, isNotNull } from "drizzle-orm";
import { v7 as newId, parse as uuidBytes } from "uuid";
import { z } from "zod";
import { describeError } from "#app/platform/log.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { secondFactors } from "#db/schema/index.ts";
import { hasRoom } from "./second-factors.ts";
import { beginStep, takeStep } from "./sign-in-steps.ts";

/** For whom passkeys are made: the name and the address of this portal. */
interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/** The portal as authenticators know it; null under a bare IP address, for which no passkey can be made (WebAuthn). */
export function relyingParty({ config }: Portal): RelyingParty | null {
  const { hostname, origin } = new URL(config.portalUrl);
  return isIP(hostname.replace(/^\[|\]$/g, "")) === 0 ? { id: hostname, origin } : null;
}

/** What the browser is asked to do, and the token of the step, to be brought back with its answer. */
export interface Ceremony<Options> {
  readonly step: string;
  readonly options: Options;
}

const encoded = z.string().max(20_000);
const Registration = z.object({
  id: encoded,
  rawId: encoded,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: encoded,
    attestationObject: encoded,
    transports: z.array(z.string().max(40)).max(10).exactOptional(),
  }),
  clientExtensionResults: z.object({}),
});
const Assertion = z.object({
  id: encoded,
  rawId: encoded,
  type: z.literal("public-key"),
  response: z.object({
    clientDataJSON: encoded,
    authenticatorData: encoded,
    signature: encoded,
    userHandle: encoded.exactOptional(),
  }),
  clientExtensionResults: z.object({}),
});

/** What the browser's script hands in: the token of the step, and the authenticator's answer as JSON. */
export interface PasskeyAnswer {
  readonly step: string;
  readonly response: string;
}

const passkeysOf = (tx: Tx, accountId: string) =>
  tx
    .select({ id: secondFactors.credentialId, transports: secondFactors.transports })
    .from(secondFactors)
    .where(and(eq(secondFactors.accountId, accountId), eq(secondFactors.kind, "passkey")));

const known = (rows: readonly { id: Buffer | null; transports: string[] | null }[]) =>
  rows.flatMap(({ id, transports }) =>
    id === null ? [] : [{ id: id.toString("base64url"), ...(transports ? { transports } : {}) }],
  );

/** Begins making a passkey for an account; it names the account to the authenticator by login and a number only. */
export async function beginPasskey(
  tx: Tx,
  portal: Portal,
  { accountId, login, rpName }: { accountId: string; login: string; rpName: string },
  now: Date,
): Promise<Ceremony<PublicKeyCredentialCreationOptionsJSON> | null> {
  const party = relyingParty(portal);
  if (party === null || !(await hasRoom(tx, accountId))) return null;
  const options = await generateRegistrationOptions({
    rpName,
    rpID: party.id,
    userName: login,
    userID: new Uint8Array(uuidBytes(accountId)),
    attestationType: "none",
    excludeCredentials: known(await passkeysOf(tx, accountId)),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
  const step = await beginStep(tx, portal, { kind: "passkey_registration", accountId, state: options.challenge }, now);
  return { step, options };
}

/** Keeps a passkey that was made in a step of this account; false when the answer does not fit the step. */
export async function addPasskey(
  tx: Tx,
  portal: Portal,
  { accountId, answer, label, at }: { accountId: string; answer: PasskeyAnswer; label: string; at: Date },
): Promise<boolean> {
  const party = relyingParty(portal);
  const step = await takeStep(tx, portal, "passkey_registration", answer.step, at);
  const response = Registration.safeParse(jsonOf(answer.response));
  if (party === null || step?.accountId !== accountId || !response.success || !(await hasRoom(tx, accountId))) {
    return false;
  }
  const { verified, registrationInfo } = await attempt(portal, () =>
    verifyRegistrationResponse({
      response: response.data,
      expectedChallenge: step.state,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: false,
    }),
  );
  if (!verified || registrationInfo === undefined) return false;
  const { id, publicKey, counter } = registrationInfo.credential;
  const added = await tx
    .insert(secondFactors)
    .values({
      id: newId(),
      accountId,
      kind: "passkey",
      label,
      credentialId: Buffer.from(id, "base64url"),
      publicKey: Buffer.from(publicKey),
      signCount: counter,
      transports: response.data.response.transports ?? null,
      createdAt: at,
      confirmedAt: at,
    })
    .onConflictDoNothing()
    .returning({ id: secondFactors.id });
  return added.length === 1;
}

/**
 * Asks for a passkey: any of an account's own as its second factor, or, where nobody is known yet, one that the
 * authenticator finds by itself and that verifies its user, which stands for both factors.
 */
export async function askForPasskey(
  tx: Tx,
  portal: Portal,
  accountId: string | null,
  now: Date,
): Promise<Ceremony<PublicKeyCredentialRequestOptionsJSON> | null> {
  const party = relyingParty(portal);
  if (party === null) return null;
  const options = await generateAuthenticationOptions({
    rpID: party.id,
    userVerification: accountId === null ? "required" : "preferred",
    ...(accountId === null ? {} : { allowCredentials: known(await passkeysOf(tx, accountId)) }),
  });
  const step = await beginStep(tx, portal, { kind: "passkey_sign_in", accountId, state: options.challenge }, now);
  return { step, options };
}

/** The account whose passkey was shown in a step for this account (or, with null, for nobody in particular), or null. */
export async function acceptPasskey(
  tx: Tx,
  portal: Portal,
  { accountId, answer, at }: { accountId: string | null; answer: PasskeyAnswer; at: Date },
): Promise<string | null> {
  const party = relyingParty(portal);
  const step = await takeStep(tx, portal, "passkey_sign_in", answer.step, at);
  const response = Assertion.safeParse(jsonOf(answer.response));
  if (party === null || step === null || step.accountId !== accountId || !response.success) return null;
  const [passkey] = await tx
    .select()
    .from(secondFactors)
    .where(
      and(
        eq(secondFactors.credentialId, Buffer.from(response.data.id, "base64url")),
        isNotNull(secondFactors.confirmedAt),
        accountId === null ? undefined : eq(secondFactors.accountId, accountId),
      ),
    )
    .for("update");
  if (passkey === undefined) return null;
  const { id, publicKey, signCount, accountId: owner } = passkey;
  const { verified, authenticationInfo } = await attempt(portal, () =>
    verifyAuthenticationResponse({
      response: response.data,
      expectedChallenge: step.state,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      credential: { id: response.data.id, publicKey: new Uint8Array(publicKey ?? []), counter: signCount ?? 0 },
      requireUserVerification: accountId === null,
    }),
  );
  if (!verified || authenticationInfo === undefined) return null;
  await tx
    .update(secondFactors)
    .set({ signCount: authenticationInfo.newCounter, lastUsedAt: at })
    .where(eq(secondFactors.id, id));
  return owner;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** An answer that does not fit makes the library throw; to whoever sent it that is a refusal like any other. */
async function attempt<T extends { readonly verified: boolean }>(
  portal: Portal,
  verify: () => Promise<T>,
): Promise<T | { readonly verified: false; readonly registrationInfo?: never; readonly authenticationInfo?: never }> {
  try {
    return await verify();
  } catch (error) {
    portal.log.info({ error: describeError(error) }, "passkey.refused");
    return { verified: false };
  }
}
