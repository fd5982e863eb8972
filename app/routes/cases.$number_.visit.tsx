import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { findWorkedCase } from "#app/joint-work/worked-case.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { recordVisit } from "#app/visits/commands.ts";
import { checkVisit } from "#app/visits/rules.ts";
import { type RefusedVisit, VisitPage } from "#app/visits/visit-page.tsx";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.visits.write);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const matter = await asActor(portal.db, signedIn.actor, (tx) => findWorkedCase(tx, signedIn.actor, caseNumber));
  if (matter === null) throw await absentCase(request, context, signedIn, caseNumber);
  return { staff: staffOf(signedIn, portal, locale), caseNumber };
}

const field = z.string().max(100_000).catch("");
const Typed = z.object({
  kind: field,
  day: field,
  time: field,
  childSeen: field,
  concern: field,
  visitors: field,
  schooling: field,
  family: field,
  hardship: field,
  rights: field,
  childWords: field,
  next: field,
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const typed = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const matter = await asActor(portal.db, signedIn.actor, (tx) => findWorkedCase(tx, signedIn.actor, caseNumber));
  if (matter === null) throw await absentCase(request, context, signedIn, caseNumber);
  const now = new Date();
  const checked = checkVisit(typed, now);
  if ("problems" in checked) return data<RefusedVisit>({ typed, problems: checked.problems }, { status: 422 });
  const found = await asActor(portal.db, signedIn.actor, (tx) =>
    recordVisit(tx, portal, signedIn.actor, { ...checked.ok, caseNumber }, now),
  );
  if (found === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  return redirect(`/cases/${caseNumber}/meetings#visits`, 303);
}

export default function Visit() {
  return <VisitPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
