import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { writeNote } from "#app/notes/commands.ts";
import { NotePage, type RefusedNote } from "#app/notes/note-page.tsx";
import { readNotedCase } from "#app/notes/queries.ts";
import { mayWrite, NoteRefusal, writableCompartments } from "#app/notes/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.notes.write);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const caseNumber = caseNumberIn(params);
  const found = await asActor(portal.db, actor, (tx) => readNotedCase(tx, caseNumber));
  if (found === null || !mayWrite(actor, found.matter, found.desks)) {
    throw await absentCase(request, context, signedIn, caseNumber);
  }
  return { staff: staffOf(signedIn, portal, locale), caseNumber, choices: writableCompartments(actor.department) };
}

const Typed = z.object({
  noteCompartment: z.string().max(100).catch(""),
  noteText: z.string().max(100_000).catch(""),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  const { portal } = context;
  const typed = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const input = { caseNumber: caseNumberIn(params), compartment: typed.noteCompartment, text: typed.noteText };
  try {
    const found = await asActor(portal.db, actor, (tx) => writeNote(tx, portal, actor, input, new Date()));
    if (found === "absent") throw await absentCase(request, context, signedIn, input.caseNumber);
  } catch (error) {
    if (!(error instanceof NoteRefusal)) throw error;
    return data<RefusedNote>({ ...input, refusal: error.code }, { status: 422 });
  }
  return redirect(`/cases/${input.caseNumber}#notes`, 303);
}

export default function Note() {
  return <NotePage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
