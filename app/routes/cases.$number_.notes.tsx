import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { CasePage } from "#app/cases/case-page.tsx";
import { readPart } from "#app/cases/case-route.ts";
import { caseTitle } from "#app/cases/opened.ts";
import { writeNote } from "#app/notes/commands.ts";
import { NotePage, type RefusedNote } from "#app/notes/note-page.tsx";
import { NoteRefusal } from "#app/notes/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = caseTitle;

export const loader = (args: LoaderFunctionArgs) => readPart(args, "notes");

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
  return redirect(`/cases/${input.caseNumber}/notes`, 303);
}

/** The notes; the form by itself where a note was not taken, with what was typed. */
export default function Notes() {
  const view = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (refused === undefined) return <CasePage view={view} />;
  const { staff, number, beside } = view;
  return <NotePage view={{ staff, caseNumber: number, choices: beside.notes.choices }} refused={refused} />;
}
