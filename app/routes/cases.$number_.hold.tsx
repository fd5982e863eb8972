import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { formOf } from "#app/platform/http.ts";
import { HoldPage, type RefusedHold } from "#app/retention/hold-page.tsx";
import { placeHold, releaseHold } from "#app/retention/holding.ts";
import { mayHoldCase } from "#app/retention/queries.ts";
import { HoldRefusal } from "#app/retention/rules.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.retention.place);

const absent = () => new Response(null, { status: 404 });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const may = await asActor(portal.db, signedIn.actor, (tx) => mayHoldCase(tx, signedIn.actor, caseNumber));
  if (!may) throw absent();
  return { staff: staffOf(signedIn, portal, locale), caseNumber };
}

const Typed = z.object({
  act: z.enum(["place", "release"]).catch("place"),
  holdReason: z.string().max(100).catch(""),
  holdWords: z.string().max(100_000).catch(""),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const { act, holdReason, holdWords } = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const typed = { reason: holdReason, words: holdWords };
  const now = new Date();
  try {
    const found = await asActor(portal.db, actor, (tx) =>
      act === "release"
        ? releaseHold(tx, actor, caseNumber, now)
        : placeHold(tx, portal, actor, { ...typed, caseNumber }, now),
    );
    if (found === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof HoldRefusal)) throw error;
    return data<RefusedHold>({ ...typed, refusal: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}#hold`, 303);
}

export default function Hold() {
  return <HoldPage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
