import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { AssessmentPage } from "#app/assessments/assessment-page.tsx";
import { lookAtAssessments } from "#app/assessments/commands.ts";
import { assessmentPageView } from "#app/assessments/page-views.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.assessments.heading);

const Which = z.coerce.number().int().min(1).max(1_000_000).nullable().catch(null);

/** One assessment of a case, the latest unless another is named. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const found = await asActor(portal.db, signedIn.actor, (tx) =>
    lookAtAssessments(tx, signedIn.actor, caseNumber, new Date()),
  );
  if (found === null) throw await absentCase(request, context, signedIn, caseNumber);
  const which = Which.parse(new URL(request.url).searchParams.get("of"));
  const view = assessmentPageView({ portal, locale, signedIn }, found, which);
  if (view === null) throw new Response(null, { status: 404 });
  return view;
}

export default function Assessment() {
  return <AssessmentPage view={useLoaderData<typeof loader>()} />;
}
