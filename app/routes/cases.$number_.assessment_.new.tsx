import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { type AssessmentAnswer, askAgain, propose, readSent, refuse } from "#app/assessments/answering.ts";
import { recordAssessment } from "#app/assessments/commands.ts";
import { NewAssessmentPage } from "#app/assessments/new-assessment-page.tsx";
import { newAssessmentView } from "#app/assessments/page-views.ts";
import { readAssessedCase } from "#app/assessments/queries.ts";
import { AssessmentRefusal, mayAssess } from "#app/assessments/rules.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.assessments.newTitle);

/** Whoever may assess the case, and the case with its assessments; a refusal is that of an absent case. */
async function assessing({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const caseNumber = caseNumberIn(params);
  const read = () => asActor(context.portal.db, signedIn.actor, (tx) => readAssessedCase(tx, caseNumber));
  const found = await read();
  if (found === null || !mayAssess(signedIn.actor, found.matter, found.desks)) {
    throw await absentCase(request, context, signedIn, caseNumber);
  }
  return { reader: { portal: context.portal, locale: context.locale, signedIn }, caseNumber, found, read };
}

export async function loader(args: LoaderFunctionArgs) {
  const { reader, found } = await assessing(args);
  return newAssessmentView(reader, found);
}

export async function action(args: ActionFunctionArgs) {
  const { reader, caseNumber, found, read } = await assessing(args);
  const { request, context } = args;
  const { portal, signedIn } = reader;
  const now = new Date();
  const { sent, typed, decision } = readSent(portal, found, await formOf(request, context));
  const { step, basedOn, seen, proposedAt } = sent;
  if (step === "back") return answered(askAgain(reader, found, { typed, basedOn }, []), 200);
  if (step === "propose" || proposedAt === null) {
    const answer = propose(reader, found, { typed, basedOn }, now);
    return answered(answer, answer.step === "answers" ? 422 : 200);
  }
  const input = { caseNumber, basedOn, seen, proposedAt, typed, decision };
  try {
    const made = await asActor(portal.db, signedIn.actor, (tx) =>
      recordAssessment(tx, portal, signedIn.actor, input, now),
    );
    if (made === "absent") throw await absentCase(request, context, signedIn, caseNumber);
  } catch (error) {
    if (!(error instanceof AssessmentRefusal)) throw error;
    const present = (await read()) ?? found;
    const isConflict = error.code === "changed_meanwhile" || error.code === "proposal_changed";
    return answered(refuse(reader, present, { typed, basedOn, decision }, error.code, now), isConflict ? 409 : 422);
  }
  return redirect(`/cases/${caseNumber}/assessment`, 303);
}

const answered = (answer: AssessmentAnswer, status: number) => data(answer, { status });

export default function NewAssessment() {
  return <NewAssessmentPage view={useLoaderData<typeof loader>()} answer={useActionData<typeof action>() ?? null} />;
}
