import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { endShare, shareNote } from "#app/notes/commands.ts";
import { readNote } from "#app/notes/queries.ts";
import { NoteRefusal } from "#app/notes/rules.ts";
import { type RefusedShare, SharePage } from "#app/notes/share-page.tsx";
import { sharePageView } from "#app/notes/share-view.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.notes.share.heading);

const absent = () => new Response(null, { status: 404 });

function noteIn({ note }: LoaderFunctionArgs["params"]): string {
  const id = z.uuid().safeParse(note);
  if (!id.success) throw absent();
  return id.data;
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const record = await asActor(portal.db, signedIn.actor, (tx) => readNote(tx, caseNumberIn(params), noteIn(params)));
  const view = record === null ? null : sharePageView({ portal, locale, signedIn }, record, new Date());
  if (view === null) throw absent();
  return view;
}

const Typed = z.object({
  act: z.enum(["share", "end"]).catch("share"),
  department: z.string().max(100).catch(""),
  length: z.string().max(100).catch(""),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const { act, ...typed } = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const input = { ...typed, caseNumber, noteId: noteIn(params) };
  try {
    const found = await asActor(portal.db, actor, (tx) =>
      act === "end" ? endShare(tx, actor, input) : shareNote(tx, actor, input, new Date()),
    );
    if (found === "absent") throw absent();
  } catch (error) {
    if (!(error instanceof NoteRefusal)) throw error;
    return data<RefusedShare>({ ...typed, refusal: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}/notes/${input.noteId}`, 303);
}

export default function ShareNote() {
  return <SharePage view={useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
