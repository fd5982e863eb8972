import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { decideJoin, keepApart } from "#app/matching/commands.ts";
import { ComparePage } from "#app/matching/compare-page.tsx";
import { type OpenedChild, openedPair, proposalView } from "#app/matching/match-view.ts";
import { openPair } from "#app/matching/opening.ts";
import { readProposal } from "#app/matching/queries.ts";
import { MatchRefusal, type RefusalCode } from "#app/matching/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.matching.compare.title);

const absent = () => new Response(null, { status: 404 });

/** The pair's id in the address; what no pair can be called is absent, as one that is hidden is. */
function proposalIn({ proposal }: { readonly proposal?: string | undefined }): string {
  const id = z.uuid().safeParse(proposal);
  if (!id.success) throw absent();
  return id.data;
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const number = caseNumberIn(params);
  const id = proposalIn(params);
  const stored = await asActor(portal.db, signedIn.actor, (tx) => readProposal(tx, number, id));
  if (stored === null) throw absent();
  return {
    staff: staffOf(signedIn, portal, locale),
    proposal: proposalView({ portal, locale, signedIn }, stored, number),
  };
}

interface Answer {
  readonly refused: RefusalCode | null;
  readonly opened?: readonly [OpenedChild, OpenedChild] | null;
}

const Typed = z.object({
  act: z.enum(["open", "join", "apart"]).catch("open"),
  reason: z.string().max(100).catch(""),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const proposalId = proposalIn(params);
  const { act, reason } = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const now = new Date();
  if (act === "open") {
    const pair = await asActor(portal.db, actor, (tx) => openPair(tx, actor, caseNumber, proposalId, now));
    if (pair === null) throw absent();
    const opened = openedPair({ portal, locale, signedIn }, pair.stored, pair.sealed, caseNumber);
    return data<Answer>({ refused: null, opened });
  }
  try {
    const found = await asActor(portal.db, actor, (tx) =>
      act === "join"
        ? decideJoin(tx, actor, { caseNumber, proposalId }, now)
        : keepApart(tx, actor, { caseNumber, proposalId, reason }, now),
    );
    if (found === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof MatchRefusal)) throw error;
    return data<Answer>({ refused: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}/matches?decided=${act}`, 303);
}

export default function Compare() {
  const answer = useActionData<typeof action>();
  return <ComparePage {...useLoaderData<typeof loader>()} opened={answer?.opened} refused={answer?.refused ?? null} />;
}
