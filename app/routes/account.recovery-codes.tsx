import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { stepAddress } from "#app/accounts/next.ts";
import { makeRecoveryCodes, recoveryCodesLeft } from "#app/accounts/recovery-codes.ts";
import { FreshCodesPage, RecoveryCodesPage } from "#app/accounts/recovery-codes-page.tsx";
import { factorsOf } from "#app/accounts/second-factors.ts";
import { mustConfirmAgain } from "#app/accounts/set-up.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const meta = pageTitle((copy) => copy.ownAccount.codes.title);

const address = "/account/recovery-codes";

/** How many are left; and, after the second factor was shown lately, new ones. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  if (await mustConfirmAgain(portal, signedIn, new Date())) {
    throw redirect(stepAddress("/sign-in/confirm", address), 303);
  }
  return asActor(portal.db, actor, async (tx) => ({
    staff: staffOf(signedIn, portal, locale),
    left: await recoveryCodesLeft(tx, actor.accountId),
    hasFactor: (await factorsOf(tx, actor.accountId)).length > 0,
  }));
}

/** The answer is the only page that ever shows the codes. */
export async function action({ request, context }: ActionFunctionArgs) {
  await formOf(request, context);
  const signedIn = await requireAccount(request, context);
  const { portal } = context;
  const { actor } = signedIn;
  const now = new Date();
  if (await mustConfirmAgain(portal, signedIn, now)) return redirect(stepAddress("/sign-in/confirm", address), 303);
  const codes = await asActor(portal.db, actor, async (tx) =>
    (await factorsOf(tx, actor.accountId)).length === 0 ? null : makeRecoveryCodes(tx, portal, actor, now),
  );
  return codes === null ? redirect(address, 303) : data({ codes });
}

export default function RecoveryCodes() {
  const view = useLoaderData<typeof loader>();
  const made = useActionData<typeof action>();
  if (made === undefined) return <RecoveryCodesPage {...view} />;
  return <FreshCodesPage staff={view.staff} codes={made.codes} next="/account" added={false} />;
}
