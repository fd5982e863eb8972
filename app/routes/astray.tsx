import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { AstrayPage, type RefusedAnswer } from "#app/messages/astray-page.tsx";
import { readAstray } from "#app/messages/astray-view.ts";
import { answerAstray } from "#app/messages/commands.ts";
import { MessageRefusal, messageStatus } from "#app/messages/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.messages.astray.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["coordinator"]);
  const { portal, locale } = context;
  return {
    staff: staffOf(signedIn, portal, locale),
    found: await asActor(portal.db, signedIn.actor, (tx) => readAstray(tx, { portal, locale })),
    done: new URL(request.url).searchParams.has("done"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireAccount(request, context, ["coordinator"]);
  const { portal } = context;
  const form = await formOf(request, context);
  const messageId = z.uuid().catch("").parse(form.get("message"));
  const text = z
    .string()
    .max(100_000)
    .catch("")
    .parse(form.get(`answer-${messageId}`));
  if (messageId === "") throw new Response(null, { status: 404 });
  try {
    const sent = await asActor(portal.db, actor, (tx) =>
      answerAstray(tx, portal, actor, { messageId, text }, new Date()),
    );
    if (sent === "absent") throw new Response(null, { status: 404 });
  } catch (error) {
    if (!(error instanceof MessageRefusal)) throw error;
    return data<RefusedAnswer>({ messageId, text, refusal: error.code }, { status: messageStatus(error.code) });
  }
  return redirect("/astray?done=1", 303);
}

export default function Astray() {
  return <AstrayPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
