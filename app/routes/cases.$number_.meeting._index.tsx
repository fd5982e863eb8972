import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { deskNames } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { othersOn, planMeeting } from "#app/meetings/commands.ts";
import { PlanPage, type RefusedPlan } from "#app/meetings/plan-page.tsx";
import { checkPlan } from "#app/meetings/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.meetings.plan);

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const caseNumber = caseNumberIn(params);
  const others = await asActor(portal.db, signedIn.actor, (tx) => othersOn(tx, signedIn.actor, caseNumber));
  if (others === null) throw await absentCase(request, context, signedIn, caseNumber);
  const name = deskNames({ portal, locale });
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber,
    others: others.map((code) => ({ code, name: name(code, "").department })),
  };
}

const field = z.string().max(100_000).catch("");
const Typed = z.object({ topic: field, place: field, day: field, time: field });

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal } = context;
  const { actor } = signedIn;
  const caseNumber = caseNumberIn(params);
  const form = await formOf(request, context);
  const departments = form.getAll("departments").map(String).slice(0, 50);
  const typed = { ...Typed.parse(Object.fromEntries(form)), departments };
  const now = new Date();
  const answer = await asActor(portal.db, actor, async (tx) => {
    const others = await othersOn(tx, actor, caseNumber);
    if (others === null) return "absent" as const;
    const checked = checkPlan(typed, others, now);
    if ("problems" in checked) return checked;
    return planMeeting(tx, portal, actor, { ...checked.ok, caseNumber }, now);
  });
  if (answer === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  if (answer !== "done") return data<RefusedPlan>({ typed, problems: answer.problems }, { status: 422 });
  return redirect(`/cases/${caseNumber}/meetings`, 303);
}

export default function Plan() {
  return <PlanPage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
