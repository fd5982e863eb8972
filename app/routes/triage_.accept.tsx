import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { formOf } from "#app/platform/http.ts";
import { ownPath } from "#app/platform/locale.ts";
import { acceptSeveral, mostAtOnce, readSelected } from "#app/triage/accept-several.ts";
import { type AcceptedSeveral, AcceptedSeveralPage } from "#app/triage/accepted-several.tsx";
import { moveFrame } from "#app/triage/move-action.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.desk.bulk.title);
export const loader = moveFrame;

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const form = await formOf(request, context);
  const selected = readSelected(form.getAll("work"));
  const asked = ownPath(String(form.get("back") ?? ""));
  const back = asked.startsWith("/triage") ? asked : "/triage";
  const refused = (problem: "nothing" | "tooMany") =>
    data<AcceptedSeveral>({ results: [], problem, back }, { status: 422 });
  if (selected.length === 0) return refused("nothing");
  if (selected.length > mostAtOnce) return refused("tooMany");
  const results = await acceptSeveral(context.portal, actor, selected, new Date());
  return data<AcceptedSeveral>({ results, problem: null, back });
}

export default function AcceptSeveral() {
  const { staff } = useLoaderData<typeof loader>();
  return <AcceptedSeveralPage staff={staff} answer={useActionData<typeof action>() ?? null} />;
}
