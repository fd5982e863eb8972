import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { enterInRegister, leaveRegister } from "#app/visits/commands.ts";
import { RegisterPage } from "#app/visits/register-page.tsx";
import { endsOffered, RegisterRefusal } from "#app/visits/rules.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.visits.register.title);

/** The register stands on the case; by itself this address shows nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  await requireOfficer(request, context);
  return redirect(`/cases/${caseNumberIn(params)}/meetings#register`);
}

const Typed = z.object({
  act: z.enum(["enter", "leave"]).catch("enter"),
  end: z.enum(endsOffered).nullable().catch(null),
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
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
    return data({ staff: staffOf(signedIn, portal, locale), caseNumber, refusal: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}/meetings#register`, 303);
}

export default function Register() {
  const refused = useActionData<typeof action>();
  return refused === undefined ? null : <RegisterPage {...refused} />;
}
