import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { findWorkedCase } from "#app/joint-work/worked-case.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { enterInRegister, leaveRegister } from "#app/visits/commands.ts";
import { registerOf } from "#app/visits/queries.ts";
import { RegisterPage } from "#app/visits/register-page.tsx";
import { endsOffered, RegisterRefusal } from "#app/visits/rules.ts";
import { registerView } from "#app/visits/visit-view.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.visits.register.title);

/** The register of a case by itself, and why a move on it was not taken. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const view = await asActor(portal.db, signedIn.actor, async (tx) => {
    const matter = await findWorkedCase(tx, signedIn.actor, caseNumber);
    return matter === null ? null : registerView(signedIn.actor, true, await registerOf(tx, matter.id));
  });
  if (view === null) throw await absentCase(request, context, signedIn, caseNumber);
  return { staff: staffOf(signedIn, portal, locale), caseNumber, view };
}

const Typed = z.object({
  act: z.enum(["enter", "leave"]).catch("enter"),
  end: z.enum(endsOffered).nullable().catch(null),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal } = context;
  const { actor } = signedIn;
  const caseNumber = caseNumberIn(params);
  const form = await formOf(request, context);
  const { act, end } = Typed.parse({ act: form.get("act"), end: form.get("end") });
  const now = new Date();
  try {
    const found = await asActor(portal.db, actor, (tx) => {
      if (act === "enter") return enterInRegister(tx, portal, actor, caseNumber, now);
      if (end === null) throw new RegisterRefusal("end_missing");
      return leaveRegister(tx, actor, caseNumber, end, now);
    });
    if (found === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof RegisterRefusal)) throw error;
    return data({ refusal: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}/meetings#register`, 303);
}

export default function Register() {
  const refusal = useActionData<typeof action>()?.refusal ?? null;
  return <RegisterPage {...useLoaderData<typeof loader>()} refusal={refusal} />;
}
