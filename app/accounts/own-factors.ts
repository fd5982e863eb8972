import { type AppLoadContext, redirect } from "@remix-run/node";
import { copyFor } from "#app/copy/index.ts";
import { asActor } from "#db/actor.ts";
import type { FactorsView } from "./factors-page.tsx";
import { requirePassword, stepPages } from "./guard.ts";
import { stepAddress } from "./next.ts";
import { relyingParty } from "./passkeys.ts";
import { factorsOf } from "./second-factors.ts";
import type { FoundSession } from "./sessions.ts";
import { mustConfirmAgain } from "./set-up.ts";
import { staffOf } from "./staff.ts";
import { pendingTotp } from "./totp.ts";

type Here = Exclude<FoundSession, { state: "ended" }>;

/**
 * Lets in whoever may change how they sign in: somebody who has to set up a second factor before anything else, or
 * somebody who is in and showed theirs lately. Everybody else shows it first.
 */
export async function requireToChangeFactors(
  request: Request,
  context: AppLoadContext,
  next: string | null,
): Promise<Here> {
  const found = await requirePassword(request, context);
  if (found.state === "halfway" && found.needs === "confirm") throw redirect(stepAddress(stepPages.confirm, next), 303);
  if (found.state === "alive" && (await mustConfirmAgain(context.portal, found.signedIn, new Date()))) {
    throw redirect(stepAddress(stepPages.confirm, stepPages.set_up), 303);
  }
  return found;
}

/** One's second factors, and the authenticator app that is being set up. */
export async function readOwnFactors(
  { portal, locale }: AppLoadContext,
  { state, signedIn }: Here,
  next: string | null,
): Promise<FactorsView> {
  const { actor, login } = signedIn;
  const issuer = copyFor(locale).shell.shortName;
  return asActor(portal.db, actor, async (tx) => ({
    staff: state === "alive" ? staffOf(signedIn, portal, locale) : null,
    next,
    factors: await factorsOf(tx, actor.accountId),
    app: await pendingTotp(tx, portal, actor.accountId, { issuer, login }),
    passkeys: relyingParty(portal) !== null,
  }));
}
