import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { tellResult } from "#app/feedback/commands.ts";
import { type RefusedResult, ResultPage } from "#app/feedback/result-page.tsx";
import { readResultPage } from "#app/feedback/result-page-view.ts";
import { FeedbackRefusal, feedbackStatus } from "#app/feedback/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.feedback.heading);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const corrects = new URL(request.url).searchParams.get("corrects");
  const view = await asActor(portal.db, signedIn.actor, (tx) =>
    readResultPage(tx, { portal, locale, signedIn }, { caseNumber, corrects }, new Date()),
  );
  if (view === null) throw await absentCase(request, context, signedIn, caseNumber);
  return view;
}

const word = z.string().max(100).catch("");
const Typed = z.object({ outcome: word, decidedOn: word, corrects: z.uuid().nullable().catch(null) });

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const form = await formOf(request, context);
  const { outcome, decidedOn, corrects: replacesId } = Typed.parse(Object.fromEntries(form));
  const reportIds = z.array(z.uuid()).max(1_000).catch([]).parse(form.getAll("report"));
  try {
    const told = await asActor(portal.db, actor, (tx) =>
      tellResult(tx, portal, actor, { caseNumber, outcome, decidedOn, reportIds, replacesId }, new Date()),
    );
    if (told === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof FeedbackRefusal)) throw error;
    const refused: RefusedResult = { outcome, decidedOn, reportIds, refusal: error.code };
    return data(refused, { status: feedbackStatus(error.code) });
  }
  return redirect(`/cases/${caseNumber}/messages`, 303);
}

export default function Result() {
  return <ResultPage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
