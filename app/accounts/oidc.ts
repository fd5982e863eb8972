import { and, eq, isNull, or } from "drizzle-orm";
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { z } from "zod";
import type { OidcConfig } from "#app/platform/config-outside.ts";
import { describeError } from "#app/platform/log.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type Allowance, takeTokens } from "#app/platform/rate-limit.ts";
import { anyone, asActor } from "#db/actor.ts";
import { accounts } from "#db/schema/index.ts";
import { type AtBrowser, type Candidate, candidatesWhere, type Entered, enter, recordRefusal } from "./enter.ts";
import { attemptLimits, isVouchedFor } from "./rules.ts";
import { beginStep, takeStep } from "./sign-in-steps.ts";

/** Why a sign-in through the identity provider did not come about; each has its sentence on the sign-in page. */
export const oidcProblems = ["unreachable", "refused", "unknown_account", "too_late", "slow_down"] as const;
export type OidcProblem = (typeof oidcProblems)[number];

/** Seconds that a question to the provider may take. */
const patience = 8;

/** What the provider says of itself, asked once a process; asked again after it did not answer. */
const providers = new WeakMap<OidcConfig, Promise<Configuration>>();

function providerOf(oidc: OidcConfig): Promise<Configuration> {
  const known = providers.get(oidc);
  if (known !== undefined) return known;
  // Start-up refuses an issuer without https in production, so that this opens only a demo's.
  const insecure = oidc.issuer.toLowerCase().startsWith("http://");
  const asked = discovery(new URL(oidc.issuer), oidc.clientId, oidc.clientSecret, undefined, {
    timeout: patience,
    execute: insecure ? [allowInsecureRequests] : [],
  });
  providers.set(oidc, asked);
  asked.catch(() => providers.delete(oidc));
  return asked;
}

/** Where the provider sends the browser back to; to be registered there. */
const returnAddress = ({ config }: Portal): string => `${config.portalUrl}/sign-in/oidc/return`;

const StepState = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });

/** Sends somebody to the identity provider: the address there, and the token of the step for this browser. */
export async function beginOidc(
  portal: Portal,
  { clientAddress, next, at }: { clientAddress: string; next: string; at: Date },
): Promise<{ readonly address: string; readonly step: string } | OidcProblem> {
  const { oidc } = portal.config;
  if (oidc === null) return "refused";
  const allowance: Allowance = { use: "sign-in elsewhere from address", key: clientAddress, ...attemptLimits.address };
  if ((await takeTokens(portal.db, portal.vault, [allowance], at)) !== null) return "slow_down";
  const provider = await reach(portal, () => providerOf(oidc));
  if (provider === null) return "unreachable";
  const kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), next };
  const address = buildAuthorizationUrl(provider, {
    redirect_uri: returnAddress(portal),
    scope: "openid",
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: "S256",
  });
  const step = await asActor(portal.db, anyone, (tx) =>
    beginStep(tx, portal, { kind: "oidc", accountId: null, state: JSON.stringify(kept) }, at),
  );
  return { address: address.href, step };
}

/** What the portal believes of an ID token. */
const Claims = z.object({
  iss: z.string(),
  sub: z.string(),
  amr: z.array(z.string()).catch([]),
  acr: z.string().nullable().catch(null),
});

interface Returning extends AtBrowser {
  /** The token of the step, as the browser kept it. */
  readonly step: string;
  /** What the provider added to the return address. */
  readonly search: string;
}

/**
 * Signs in whoever comes back from the identity provider: the account that is bound to this issuer and subject, or, the
 * first time, the one that was registered beforehand under this subject. No account is made, and none is found by mail.
 * A second factor is asked for here unless the provider vouches for one (`isVouchedFor`).
 */
export async function finishOidc(
  portal: Portal,
  { step, search, ...browser }: Returning,
): Promise<{ readonly entered: Entered; readonly next: string } | OidcProblem> {
  const { oidc } = portal.config;
  const taken = await asActor(portal.db, anyone, (tx) => takeStep(tx, portal, "oidc", step, browser.at));
  if (oidc === null || taken === null) return "too_late";
  const kept = StepState.parse(JSON.parse(taken.state));
  const provider = await reach(portal, () => providerOf(oidc));
  if (provider === null) return "unreachable";
  const tokens = await reach(portal, () =>
    authorizationCodeGrant(provider, new URL(`${returnAddress(portal)}${search}`), {
      pkceCodeVerifier: kept.verifier,
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      idTokenExpected: true,
    }),
  );
  const claims = Claims.safeParse(tokens?.claims());
  if (!claims.success) {
    await recordRefusal(portal, null, "oidc_refused");
    return "refused";
  }
  const candidate = await candidateFor(portal, claims.data);
  if (candidate === null || !candidate.mayEnter) {
    await recordRefusal(
      portal,
      candidate?.actor.accountId ?? null,
      candidate === null ? "oidc_unknown" : "switched_off",
    );
    return "unknown_account";
  }
  const entered = await enter(portal, candidate, { by: "oidc", confirmed: isVouchedFor(claims.data) }, browser);
  return { entered, next: kept.next };
}

async function candidateFor(portal: Portal, { iss, sub }: z.infer<typeof Claims>): Promise<Candidate | null> {
  const [bound, ...others] = await candidatesWhere(
    portal,
    and(eq(accounts.externalSubject, sub), or(eq(accounts.externalIssuer, iss), isNull(accounts.externalIssuer))),
  );
  // Registered twice, or bound and registered: nobody can say whose sign-in this is.
  if (bound === undefined || others.length > 0) return null;
  const { accountId } = bound.actor;
  if (bound.mayEnter) {
    await asActor(portal.db, bound.actor, (tx) =>
      tx
        .update(accounts)
        .set({ externalIssuer: iss })
        .where(and(eq(accounts.id, accountId), isNull(accounts.externalIssuer))),
    );
  }
  return bound;
}

/** What the provider answers; null, with a line in the log, when it does not answer or refuses. */
async function reach<T>(portal: Portal, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    portal.log.warn({ error: describeError(error) }, "oidc.failed");
    return null;
  }
}
