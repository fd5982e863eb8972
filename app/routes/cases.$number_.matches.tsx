import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { askAgain, decideUndo } from "#app/matching/commands.ts";
import { matchesView } from "#app/matching/match-view.ts";
import { MatchesPage } from "#app/matching/matches-page.tsx";
import { readMatches } from "#app/matching/queries.ts";
import { MatchRefusal, type RefusalCode } from "#app/matching/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.matching.heading);

const absent = () => new Response(null, { status: 404 });
const Decided = z.enum(["join", "undo", "apart", "again"]).nullable().catch(null);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const found = await asActor(portal.db, signedIn.actor, (tx) => readMatches(tx, caseNumber));
  if (found === null) throw absent();
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber,
    view: matchesView({ portal, locale, signedIn }, found.matter, found.stored, found.joins),
    decided: Decided.parse(new URL(request.url).searchParams.get("decided")),
  };
}

const Typed = z.object({
  act: z.enum(["undo", "again"]).catch("undo"),
  join: z.uuid().nullable().catch(null),
  proposal: z.uuid().nullable().catch(null),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const { act, join, proposal } = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const now = new Date();
  try {
    const found = await asActor(portal.db, actor, async (tx) => {
      if ((await readMatches(tx, caseNumber)) === null) return "absent";
      if (act === "undo" && join !== null) return decideUndo(tx, actor, { caseNumber, joinId: join }, now);
      if (act === "again" && proposal !== null) return askAgain(tx, actor, { caseNumber, proposalId: proposal }, now);
      throw new MatchRefusal("decided_already");
    });
    if (found === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof MatchRefusal)) throw error;
    return data<{ refused: RefusalCode }>({ refused: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}/matches?decided=${act}`, 303);
}

export default function Matches() {
  return <MatchesPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>()?.refused ?? null} />;
}
