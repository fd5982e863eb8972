import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { fieldsOf, MoveForm, statusOfRefusal, unlessRefused } from "#app/triage/move-form.ts";
import { OfficerForm, type TypedOfficer } from "#app/triage/officer-form.tsx";
import { assignOfficer, officersOf } from "#app/triage/officers.ts";
import { mayAssign } from "#app/triage/rules.ts";
import { ownAssignment } from "#app/triage/send-route.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.desk.officer.heading);

export async function loader(args: LoaderFunctionArgs) {
  const { signedIn, own } = await ownAssignment(args);
  const { portal, locale } = args.context;
  const { actor } = signedIn;
  if (!mayAssign(actor, own.state)) throw new Response(null, { status: 404 });
  const officers = await asActor(portal.db, actor, (tx) => officersOf(tx, own));
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber: own.caseNumber,
    urgency: own.urgency,
    version: own.version,
    officers: officers.map(({ id, name }) => ({ value: id, label: name })),
    holder: own.officerId,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { signedIn, own } = await ownAssignment(args);
  const { portal } = args.context;
  const { actor } = signedIn;
  const { officer, version } = MoveForm.parse(fieldsOf(await formOf(args.request, args.context)));
  const asked = { assignmentId: own.id, officerId: officer, ...(version === undefined ? {} : { version }) };
  const outcome = await unlessRefused(() =>
    asActor(portal.db, actor, (tx) => assignOfficer(tx, portal, actor, asked, new Date())),
  );
  if (outcome.done) return redirect(`/cases/${own.caseNumber}`, 303);
  const { refusal } = outcome;
  return data<TypedOfficer>({ officer, refusal }, { status: statusOfRefusal(refusal) });
}

export default function AssignOfficer() {
  return <OfficerForm view={useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
