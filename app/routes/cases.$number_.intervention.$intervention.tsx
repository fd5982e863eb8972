import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { copyFor } from "#app/copy/index.ts";
import { notTaken } from "#app/interventions/answering.ts";
import { moveIntervention } from "#app/interventions/commands.ts";
import { InterventionPage } from "#app/interventions/intervention-page.tsx";
import { interventionPageView } from "#app/interventions/intervention-view.ts";
import { lookAtInterventions } from "#app/interventions/reading.ts";
import { asGiven, typedAnswers } from "#app/interventions/typed.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";
import { interventionMoves } from "#guidelines/intervention-workflow.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.interventions.title);

/** One intervention as it stands, and which of its moves the address chose. Hidden or absent are one answer. */
async function reading({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const id = z.uuid().safeParse(params.intervention);
  const reader = { portal, locale, signedIn };
  const read = async () => {
    const now = new Date();
    const found = await asActor(portal.db, signedIn.actor, (tx) =>
      lookAtInterventions(tx, signedIn.actor, caseNumber, now),
    );
    const view = found === null || !id.success ? null : interventionPageView(reader, found, id.data, now);
    if (view === null) throw await absentCase(request, context, signedIn, caseNumber);
    return { view, chosen: new URL(request.url).searchParams.get("do"), now };
  };
  return { reader, caseNumber, read };
}

export async function loader(args: LoaderFunctionArgs) {
  const { read } = await reading(args);
  return read();
}

const moves = [...new Set(interventionMoves.map(({ move }) => move))];
const Wanted = z.object({
  move: z.enum(moves).catch("step"),
  target: z.string().max(100).nullable().catch(null).default(null),
  version: z.coerce.number().int().min(0).max(1_000_000).catch(0),
});

export async function action(args: ActionFunctionArgs) {
  const { reader, caseNumber, read } = await reading(args);
  const { request, context } = args;
  const { portal, locale, signedIn } = reader;
  const form = await formOf(request, context);
  const { intervention } = (await read()).view;
  const typed = typedAnswers(form);
  const wanted = Wanted.parse(Object.fromEntries(form));
  const broughtInFor = copyFor(locale).interventions.broughtIn(intervention.name);
  const outcome = await asActor(portal.db, signedIn.actor, (tx) =>
    moveIntervention(
      tx,
      portal,
      signedIn.actor,
      { caseNumber, id: intervention.id, ...wanted, typed: asGiven(typed), broughtInFor },
      new Date(),
    ),
  );
  if (outcome.outcome === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  if (outcome.outcome === "done") return redirect(`/cases/${caseNumber}/intervention/${intervention.id}`, 303);
  const asked = intervention.moves.find(({ move, target }) => move === wanted.move && target === wanted.target)?.asks;
  const labelOf = (id: string) => asked?.find((field) => field.id === id)?.label ?? null;
  const { answer, status } = notTaken(reader, outcome, typed, labelOf);
  return data({ refused: answer, page: await read() }, { status });
}

export default function Intervention() {
  const read = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { view, chosen, now } = answer?.page ?? read;
  return <InterventionPage view={view} chosen={chosen} refused={answer?.refused ?? null} now={now} />;
}
