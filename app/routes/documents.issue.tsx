import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { recordRefusedAccess } from "#app/audit/refused-access.ts";
import { issueOnCase } from "#app/issuing/commands.ts";
import { formOf } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";

/** There is nothing to see here: documents are issued from the page of their case. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireOfficer(request, context);
  return redirect("/triage");
}

const Wanted = z.object({
  case: z.string().max(40),
  kind: z.enum(["registration", "transfer_letter", "receipt_notice", "case_summary"]),
  subject: z.union([z.uuid(), z.literal("")]).catch(""),
});

/** Issues a document and leads to it. What may not be issued here is absent. */
export async function action({ request, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal } = context;
  const wanted = Wanted.safeParse(Object.fromEntries(await formOf(request, context)));
  if (!wanted.success) throw new Response(null, { status: 400 });
  const { case: caseNumber, kind, subject } = wanted.data;
  const id = await asActor(portal.db, signedIn.actor, (tx) =>
    issueOnCase(tx, portal, signedIn, { kind, caseNumber, subjectId: subject === "" ? null : subject }, new Date()),
  );
  if (id === null) {
    await recordRefusedAccess(request, context, signedIn.actor, { reason: "absent_or_hidden" });
    throw new Response(null, { status: 404 });
  }
  return redirect(`/documents/${id}`, 303);
}
