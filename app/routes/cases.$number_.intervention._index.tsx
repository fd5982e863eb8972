import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { copyFor } from "#app/copy/index.ts";
import { notTaken } from "#app/interventions/answering.ts";
import { proposeIntervention } from "#app/interventions/commands.ts";
import { ProposePage } from "#app/interventions/propose-page.tsx";
import { proposePageView } from "#app/interventions/propose-view.ts";
import { lookAtInterventions } from "#app/interventions/reading.ts";
import { asGiven, typedAnswers } from "#app/interventions/typed.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.interventions.propose);

/** The page for whoever may propose on this case; for anybody else it is absent, and so is a kind that is unknown. */
async function proposing({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const now = new Date();
  const reader = { portal, locale, signedIn };
  const kind = new URL(request.url).searchParams.get("kind");
  const found = await asActor(portal.db, signedIn.actor, (tx) =>
    lookAtInterventions(tx, signedIn.actor, caseNumber, now),
  );
  const view = found === null ? null : proposePageView(reader, found, kind, now);
  if (view === null) throw await absentCase(request, context, signedIn, caseNumber);
  return { reader, caseNumber, view, now };
}

export const loader = async (args: LoaderFunctionArgs) => (await proposing(args)).view;

export async function action(args: ActionFunctionArgs) {
  const { reader, caseNumber, view, now } = await proposing(args);
  const { request, context } = args;
  const { portal, locale, signedIn } = reader;
  const { chosen } = view;
  const form = await formOf(request, context);
  if (chosen === null) return redirect(`/cases/${caseNumber}/intervention`, 303);
  const typed = typedAnswers(form);
  const broughtInFor = copyFor(locale).interventions.broughtIn(chosen.name);
  const outcome = await asActor(portal.db, signedIn.actor, (tx) =>
    proposeIntervention(
      tx,
      portal,
      signedIn.actor,
      { caseNumber, kind: chosen.id, typed: asGiven(typed), broughtInFor },
      now,
    ),
  );
  if (outcome.outcome === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  if (outcome.outcome === "done") return redirect(`/cases/${caseNumber}/intervention/${outcome.id}`, 303);
  const labelOf = (id: string) => chosen.move.asks.find((field) => field.id === id)?.label ?? null;
  const { answer, status } = notTaken(reader, outcome, typed, labelOf);
  return data(answer, { status });
}

export default function Propose() {
  return <ProposePage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
