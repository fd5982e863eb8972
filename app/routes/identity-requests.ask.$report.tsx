import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { AskPage, type TypedRequest } from "#app/identity-requests/ask-page.tsx";
import { askForIdentity } from "#app/identity-requests/commands.ts";
import { ownRequests, readAskableReport } from "#app/identity-requests/queries.ts";
import { requestView } from "#app/identity-requests/request-view.ts";
import { IdentityRefusal, identityStatus, levelFor, mayAsk } from "#app/identity-requests/rules.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.identityRequests.askHeading);

const absent = () => new Response(null, { status: 404 });

async function asker({ request, context, params }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const reportId = z.uuid().safeParse(params.report);
  if (!reportId.success || !mayAsk(signedIn.actor.department)) throw absent();
  return { signedIn, reportId: reportId.data };
}

export async function loader(args: LoaderFunctionArgs) {
  const { signedIn, reportId } = await asker(args);
  const { actor } = signedIn;
  const { portal, locale } = args.context;
  const now = new Date();
  return asActor(portal.db, actor, async (tx) => {
    const report = await readAskableReport(tx, reportId);
    if (report === null) throw absent();
    const own = await ownRequests(tx, actor.accountId, reportId);
    const oversight = await installationKey(tx, portal, "oversight");
    const before = own.map((stored) => requestView({ portal, locale }, stored, oversight, now));
    return {
      staff: staffOf(signedIn, portal, locale),
      caseNumber: report.caseNumber,
      reportNumber: report.number,
      level: levelFor(actor.kind),
      mayAsk: before.every(({ standing }) => standing === "refused" || standing === "over"),
      before,
    };
  });
}

const Typed = z.object({ reason: z.string().max(100).catch(""), words: z.string().max(20_000).catch("") });

export async function action(args: ActionFunctionArgs) {
  const { signedIn, reportId } = await asker(args);
  const { actor } = signedIn;
  const { portal } = args.context;
  const typed = Typed.parse(Object.fromEntries(await formOf(args.request, args.context)));
  try {
    const asked = await asActor(portal.db, actor, (tx) =>
      askForIdentity(tx, portal, actor, { reportId, ...typed }, new Date()),
    );
    if (asked === "absent") throw absent();
    return redirect(`/cases/${asked.caseNumber}/reports#reporter-${reportId}`, 303);
  } catch (error) {
    if (!(error instanceof IdentityRefusal)) throw error;
    return data<TypedRequest>({ ...typed, refusal: error.code }, { status: identityStatus(error.code) });
  }
}

export default function AskForIdentity() {
  return <AskPage {...useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
