import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { attemptEmergency } from "#app/emergency/commands.ts";
import { EmergencyPage, type TypedEmergency } from "#app/emergency/emergency-page.tsx";
import { checkGrounds, EmergencyRefusal, emergencyStatus } from "#app/emergency/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.emergency.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const number = new URL(request.url).searchParams.get("case") ?? "";
  return { staff: staffOf(signedIn, context.portal, context.locale), number: number.slice(0, 40) };
}

const Typed = z.object({
  number: z.string().max(100).catch(""),
  reason: z.string().max(100).catch(""),
  words: z.string().max(20_000).catch(""),
  confirmed: z.literal("true").optional().catch(undefined),
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const { confirmed, ...written } = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const typed = { ...written, confirmed: confirmed !== undefined };
  try {
    const grounds = checkGrounds(typed);
    await attemptEmergency(context.portal, actor, grounds, new Date());
    return redirect(`/cases/${grounds.number}`, 303);
  } catch (error) {
    if (!(error instanceof EmergencyRefusal)) throw error;
    return data<TypedEmergency>({ ...typed, refusal: error.code }, { status: emergencyStatus(error.code) });
  }
}

export default function Emergency() {
  return <EmergencyPage {...useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
