import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { readOwnAccount } from "#app/accounts/own-account.ts";
import { OwnAccountPage, type OwnAccountTold } from "#app/accounts/own-account-page.tsx";
import { endOneSession, endOtherSessions } from "#app/accounts/own-sessions.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const meta = pageTitle((copy) => copy.ownAccount.account.title);

const tellable: readonly OwnAccountTold[] = ["ended", "absent", "others", "password"];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context);
  const { portal, locale } = context;
  const told = new URL(request.url).searchParams.get("told");
  return {
    staff: staffOf(signedIn, portal, locale),
    account: await asActor(portal.db, signedIn.actor, (tx) => readOwnAccount(tx, signedIn, new Date())),
    told: tellable.find((word) => word === told) ?? null,
  };
}

/** Signs out elsewhere: at one device, or at all others. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await formOf(request, context);
  const signedIn = await requireAccount(request, context);
  const { db } = context.portal;
  if (form.get("intent") === "end_others") {
    await asActor(db, signedIn.actor, (tx) => endOtherSessions(tx, signedIn));
    return redirect("/account?told=others", 303);
  }
  const ended = await asActor(db, signedIn.actor, (tx) => endOneSession(tx, signedIn, form.get("session")));
  return redirect(`/account?told=${ended ? "ended" : "absent"}`, 303);
}

export default function Account() {
  return <OwnAccountPage {...useLoaderData<typeof loader>()} />;
}
