import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { formOf } from "#app/platform/http.ts";
import { answerRetaliation, endRetaliation, takeRetaliation } from "#app/retaliation/commands.ts";
import { matterPageView } from "#app/retaliation/desk-view.ts";
import { MatterPage, type RefusedMove } from "#app/retaliation/matter-page.tsx";
import { readRetaliation } from "#app/retaliation/queries.ts";
import { RetaliationRefusal, retaliationStatus, worksRetaliation } from "#app/retaliation/rules.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.retaliation.desk.heading);

const absent = () => new Response(null, { status: 404 });

async function prosecutor({ request, context, params }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  if (!worksRetaliation(signedIn.actor)) throw new Response(null, { status: 403 });
  const number = z.string().max(40).safeParse(params.number);
  if (!number.success) throw absent();
  return { signedIn, number: number.data };
}

export async function loader(args: LoaderFunctionArgs) {
  const { signedIn, number } = await prosecutor(args);
  const { portal, locale } = args.context;
  return asActor(portal.db, signedIn.actor, async (tx) => {
    const key = await installationKey(tx, portal, "retaliation");
    const stored = await readRetaliation(tx, number);
    if (stored === null) throw absent();
    return matterPageView({ portal, locale, signedIn }, stored, key, new Date());
  });
}

const Typed = z.object({
  move: z.enum(["take", "answer", "end"]).catch("answer"),
  outcome: z.string().max(100).catch(""),
  answer: z.string().max(100_000).catch(""),
  endWords: z.string().max(100_000).catch(""),
});

export async function action(args: ActionFunctionArgs) {
  const { signedIn, number } = await prosecutor(args);
  const { actor } = signedIn;
  const { portal } = args.context;
  const { move, outcome, answer, endWords } = Typed.parse(Object.fromEntries(await formOf(args.request, args.context)));
  const text = move === "end" ? endWords : answer;
  const now = new Date();
  try {
    const done = await asActor(portal.db, actor, (tx) => {
      if (move === "take") return takeRetaliation(tx, actor, number, now);
      if (move === "end") return endRetaliation(tx, portal, actor, { number, outcome, text }, now);
      return answerRetaliation(tx, portal, actor, { number, text }, now);
    });
    if (done === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof RetaliationRefusal)) throw error;
    return data<RefusedMove>({ move, outcome, text, refusal: error.code }, { status: retaliationStatus(error.code) });
  }
  return redirect(`/retaliation/${number}`, 303);
}

export default function Retaliation() {
  return <MatterPage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
