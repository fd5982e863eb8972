import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { withdrawDocument } from "#app/documents/commands.ts";
import { DocumentPage } from "#app/documents/document-page.tsx";
import { documentPageView, readAt } from "#app/documents/reading.ts";
import { isDocumentId, withdrawalReason } from "#app/documents/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const meta = pageTitle((copy) => copy.documents.heading);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return documentPageView(await readAt(request, context, params.id, "document_opened"));
}

/** Withdraws the document. A reason is asked for; what may not be withdrawn here is absent. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const reason = withdrawalReason((await formOf(request, context)).get("reason"));
  const { id } = params;
  if (!isDocumentId(id)) throw new Response(null, { status: 404 });
  if (reason === null) return data({ reasonMissing: true }, { status: 422 });
  const done = await asActor(context.portal.db, actor, (tx) => withdrawDocument(tx, actor, id, reason, new Date()));
  if (done === "absent") throw new Response(null, { status: 404 });
  return redirect(`/documents/${id}`, 303);
}

export default function Document() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <DocumentPage view={view} reasonMissing={answer?.reasonMissing ?? false} />;
}
