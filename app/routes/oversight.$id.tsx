import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { reviewEmergency } from "#app/emergency/commands.ts";
import { emergencyView } from "#app/emergency/oversight-view.ts";
import { readEmergency } from "#app/emergency/queries.ts";
import { ReviewPage, type TypedReview } from "#app/emergency/review-page.tsx";
import { EmergencyRefusal, emergencyStatus } from "#app/emergency/rules.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.emergency.oversight.reviewHeading);

const absent = () => new Response(null, { status: 404 });

function idIn({ params }: Pick<LoaderFunctionArgs, "params">): string {
  const id = z.uuid().safeParse(params.id);
  if (!id.success) throw absent();
  return id.data;
}

export async function loader(args: LoaderFunctionArgs) {
  const { request, context } = args;
  const signedIn = await requireAccount(request, context, ["auditor"]);
  const { portal, locale } = context;
  const id = idIn(args);
  return asActor(portal.db, signedIn.actor, async (tx) => {
    const stored = await readEmergency(tx, id);
    if (stored === null) throw absent();
    const oversight = await installationKey(tx, portal, "oversight");
    return {
      staff: staffOf(signedIn, portal, locale),
      access: emergencyView({ portal, locale }, stored, oversight, new Date()),
    };
  });
}

const Typed = z.object({ outcome: z.string().max(100).catch(""), words: z.string().max(20_000).catch("") });

export async function action(args: ActionFunctionArgs) {
  const { request, context } = args;
  const { actor } = await requireAccount(request, context, ["auditor"]);
  const { portal } = context;
  const id = idIn(args);
  const typed = Typed.parse(Object.fromEntries(await formOf(request, context)));
  try {
    const done = await asActor(portal.db, actor, (tx) =>
      reviewEmergency(tx, portal, actor, { id, ...typed }, new Date()),
    );
    if (done === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof EmergencyRefusal)) throw error;
    return data<TypedReview>({ ...typed, refusal: error.code }, { status: emergencyStatus(error.code) });
  }
  return redirect("/oversight?done=1", 303);
}

export default function Review() {
  return <ReviewPage {...useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
