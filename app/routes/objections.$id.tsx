import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { reviewsObjections } from "#app/accounts/rules.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import {
  AssignmentId,
  fieldOfRefusal,
  fieldsOf,
  ReviewForm,
  statusOfRefusal,
  unlessRefused,
} from "#app/triage/move-form.ts";
import { findObjection, keysOfObjection } from "#app/triage/objection-queries.ts";
import { ObjectionReview, type TypedDecision } from "#app/triage/objection-review.tsx";
import { reviewView } from "#app/triage/objection-view.ts";
import { decideObjection } from "#app/triage/objections.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.review.one.heading);

async function reviewer({ request, context, params }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["lead", "coordinator"]);
  if (!reviewsObjections(signedIn.actor)) throw new Response(null, { status: 403 });
  const id = AssignmentId.safeParse(params.id);
  if (!id.success) throw new Response(null, { status: 404 });
  return { signedIn, id: id.data };
}

export async function loader(args: LoaderFunctionArgs) {
  const { signedIn, id } = await reviewer(args);
  const { portal, locale } = args.context;
  const found = await asActor(portal.db, signedIn.actor, async (tx) => {
    const objection = await findObjection(tx, id);
    return objection === null ? null : { objection, keys: await keysOfObjection(tx, portal, objection) };
  });
  if (found === null) throw new Response(null, { status: 404 });
  const staff = staffOf(signedIn, portal, locale);
  return { staff, review: reviewView(portal, locale, found.objection, found.keys) };
}

export async function action(args: ActionFunctionArgs) {
  const { signedIn, id } = await reviewer(args);
  const { portal } = args.context;
  const { actor } = signedIn;
  const form = ReviewForm.parse(fieldsOf(await formOf(args.request, args.context)));
  const { outcome } = form;
  const again = (problem: TypedDecision["problem"], field: string | null, status: number) =>
    data<TypedDecision>({ ...form, problem, field }, { status });
  if (outcome === null) return again("outcome_missing", "outcome", 422);
  const decided = await unlessRefused(() =>
    asActor(portal.db, actor, (tx) =>
      decideObjection(tx, portal, actor, { ...form, objectionId: id, outcome }, new Date()),
    ),
  );
  if (!decided.done) return again(decided.refusal, fieldOfRefusal(decided.refusal), statusOfRefusal(decided.refusal));
  return redirect("/objections?decided=1", 303);
}

export default function Objection() {
  return <ObjectionReview {...useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
