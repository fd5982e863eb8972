import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { decideRequest } from "#app/identity-requests/commands.ts";
import { DecidePage, type TypedDecision } from "#app/identity-requests/decide-page.tsx";
import { readRequest } from "#app/identity-requests/queries.ts";
import { requestView } from "#app/identity-requests/request-view.ts";
import { decides, grantHours, IdentityRefusal, identityStatus } from "#app/identity-requests/rules.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.identityRequests.decideHeading);

const absent = () => new Response(null, { status: 404 });

async function decider({ request, context, params }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["lead", "coordinator"]);
  if (decides(signedIn.actor) === null) throw new Response(null, { status: 403 });
  const id = z.uuid().safeParse(params.id);
  if (!id.success) throw absent();
  return { signedIn, id: id.data };
}

export async function loader(args: LoaderFunctionArgs) {
  const { signedIn, id } = await decider(args);
  const { portal, locale } = args.context;
  return asActor(portal.db, signedIn.actor, async (tx) => {
    const stored = await readRequest(tx, id);
    if (stored === null) throw absent();
    const oversight = await installationKey(tx, portal, "oversight");
    return {
      staff: staffOf(signedIn, portal, locale),
      request: requestView({ portal, locale }, stored, oversight, new Date()),
      mayDecide: decides(signedIn.actor) === stored.request.level,
      hours: [...grantHours],
    };
  });
}

const Typed = z.object({
  outcome: z.string().max(100).catch(""),
  hours: z.string().max(10).catch(""),
  words: z.string().max(20_000).catch(""),
});

export async function action(args: ActionFunctionArgs) {
  const { signedIn, id } = await decider(args);
  const { actor } = signedIn;
  const { portal } = args.context;
  const typed = Typed.parse(Object.fromEntries(await formOf(args.request, args.context)));
  try {
    const done = await asActor(portal.db, actor, (tx) =>
      decideRequest(tx, portal, actor, { id, ...typed }, new Date()),
    );
    if (done === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof IdentityRefusal)) throw error;
    return data<TypedDecision>({ ...typed, refusal: error.code }, { status: identityStatus(error.code) });
  }
  return redirect("/identity-requests?done=1", 303);
}

export default function IdentityRequest() {
  return <DecidePage {...useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
