import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { writeToReporter } from "#app/messages/commands.ts";
import { readConversations } from "#app/messages/queries.ts";
import { MessageRefusal, messageStatus } from "#app/messages/rules.ts";
import { threadsView } from "#app/messages/thread-view.ts";
import { ThreadsPage } from "#app/messages/threads-page.tsx";
import type { TypedMessage } from "#app/messages/threads-section.tsx";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.messages.heading);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const found = await asActor(portal.db, signedIn.actor, (tx) => readConversations(tx, caseNumber));
  if (found === null || found.reports.length === 0) throw await absentCase(request, context, signedIn, caseNumber);
  const keys = found.keys.map((key) => portal.vault.unwrap(key));
  const threads = threadsView({ portal, locale, signedIn }, found, found.messages, keys);
  return { staff: staffOf(signedIn, portal, locale), caseNumber, threads };
}

const Typed = z.object({
  report: z.uuid(),
  kind: z.enum(["question", "word"]).catch("question"),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const form = await formOf(request, context);
  const typed = Typed.safeParse(Object.fromEntries(form));
  if (!typed.success) throw await absentCase(request, context, signedIn, caseNumber);
  const { report: reportId, kind } = typed.data;
  const text = z
    .string()
    .max(100_000)
    .catch("")
    .parse(form.get(`text-${reportId}`));
  try {
    const sent = await asActor(portal.db, actor, (tx) =>
      writeToReporter(tx, portal, actor, { caseNumber, reportId, kind, text }, new Date()),
    );
    if (sent === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof MessageRefusal)) throw error;
    return data<TypedMessage>({ reportId, kind, text, refusal: error.code }, { status: messageStatus(error.code) });
  }
  return redirect(`/cases/${caseNumber}/messages#thread-${reportId}`, 303);
}

export default function Messages() {
  return <ThreadsPage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
