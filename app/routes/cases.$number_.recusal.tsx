import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { formOf } from "#app/platform/http.ts";
import { endRecusal, recuse } from "#app/recusals/commands.ts";
import { readOwnDesk, recusalsOf } from "#app/recusals/queries.ts";
import { RecusalPage, type RefusedRecusal } from "#app/recusals/recusal-page.tsx";
import { recusalPageView } from "#app/recusals/recusal-view.ts";
import { RecusalRefusal } from "#app/recusals/rules.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.recusals.heading);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const caseNumber = caseNumberIn(params);
  const view = await asActor(portal.db, actor, async (tx) => {
    const desk = await readOwnDesk(tx, actor, caseNumber);
    if (desk === null) return null;
    const present = await recusalsOf(tx, desk.matter.id);
    const oversight = await installationKey(tx, portal, "oversight");
    return recusalPageView({ portal, locale, signedIn }, desk, present, oversight);
  });
  if (view === null) throw await absentCase(request, context, signedIn, caseNumber);
  return view;
}

const short = z.string().max(100).catch("");
const Typed = z.object({
  act: z.enum(["recuse", "end"]).catch("recuse"),
  officer: short,
  reason: short,
  words: z.string().max(20_000).catch(""),
  successor: short,
  recusal: z.uuid().nullable().catch(null),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const { act, recusal, ...typed } = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const now = new Date();
  if (act === "end") {
    const ended =
      recusal === null
        ? "absent"
        : await asActor(portal.db, actor, (tx) => endRecusal(tx, actor, { caseNumber, recusalId: recusal }, now));
    if (ended === "absent") throw await absentCase(request, context, signedIn, caseNumber);
    return redirect(`/cases/${caseNumber}#recusals`, 303);
  }
  try {
    const input = { ...typed, caseNumber, officerId: typed.officer };
    const found = await asActor(portal.db, actor, (tx) => recuse(tx, portal, actor, input, now));
    if (found === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof RecusalRefusal)) throw error;
    return data<RefusedRecusal>({ ...typed, refusal: error.code }, { status: 422 });
  }
  return redirect(typed.officer === actor.accountId ? "/triage?tab=working" : `/cases/${caseNumber}#recusals`, 303);
}

export default function Recusal() {
  return <RecusalPage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
