import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { CasePage } from "#app/cases/case-page.tsx";
import { readPart } from "#app/cases/case-route.ts";
import { caseTitle } from "#app/cases/opened.ts";
import { answer, ask, withdraw } from "#app/inquiries/commands.ts";
import type { RefusedInquiry } from "#app/inquiries/inquiry-form.tsx";
import { InquiryRefusal } from "#app/inquiries/rules.ts";
import { formOf } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = caseTitle;

export const loader = (args: LoaderFunctionArgs) => readPart(args, "inquiries");

const long = z.string().max(100_000).catch("");
const Typed = z.object({
  act: z.enum(["ask", "answer", "withdraw"]).catch("ask"),
  inquiry: z.uuid().nullable().catch(null),
  department: z.string().max(100).catch(""),
  question: long,
});

export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  const { portal } = context;
  const caseNumber = caseNumberIn(params);
  const form = Object.fromEntries(await formOf(request, context));
  const { act, inquiry, department, question } = Typed.parse(form);
  const now = new Date();
  const answered = act === "ask" || inquiry === null ? null : { inquiryId: inquiry, caseNumber };
  const text = answered === null ? question : long.parse(form[`answer-${answered.inquiryId}`]);
  try {
    const found = await asActor(portal.db, actor, (tx) => {
      if (answered === null) return ask(tx, portal, actor, { caseNumber, department, text }, now);
      return act === "answer"
        ? answer(tx, portal, actor, { ...answered, text }, now)
        : withdraw(tx, actor, answered, now);
    });
    if (found === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof InquiryRefusal)) throw error;
    const inquiryId = answered?.inquiryId ?? null;
    return data<RefusedInquiry>({ inquiryId, department, text, refusal: error.code }, { status: 422 });
  }
  return redirect(`/cases/${caseNumber}/inquiries`, 303);
}

export default function CaseInquiries() {
  const inquiry = useActionData<typeof action>() ?? null;
  return <CasePage view={useLoaderData<typeof loader>()} refused={{ inquiry }} />;
}
