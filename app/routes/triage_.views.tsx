import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { formOf } from "#app/platform/http.ts";
import { ownPath } from "#app/platform/locale.ts";
import { moveFrame } from "#app/triage/move-action.ts";
import { chosenPath } from "#app/triage/queue-address.ts";
import { changeView, saveView } from "#app/triage/saved-views.ts";
import { RefusedView, type ViewRefused } from "#app/triage/view-refused.tsx";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.desk.views.refusedTitle);
export const loader = moveFrame;

const text = z.string().max(2_000).catch("");
const Asked = z.object({
  act: z.enum(["save", "remove", "make_default", "clear_default"]).catch("save"),
  view: z.uuid().nullable().catch(null),
  name: text,
  query: text,
  asDefault: z.string().optional(),
  back: text,
});

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const { act, view, name, query, asDefault, back } = Asked.parse(Object.fromEntries(await formOf(request, context)));
  const asked = ownPath(back);
  const path = asked.startsWith("/triage?")
    ? asked
    : chosenPath({ tab: "new", district: null, situation: null, urgency: null });
  const problem = await asActor(context.portal.db, actor, (tx) =>
    act === "save"
      ? saveView(tx, actor, { name, query, isDefault: asDefault !== undefined }, new Date())
      : changeView(tx, actor, { viewId: view ?? "", act }),
  );
  if (problem === null) return redirect(path, 303);
  return data<ViewRefused>({ problem, name, query, back: path }, { status: problem === "absent" ? 404 : 422 });
}

export default function Views() {
  const { staff } = useLoaderData<typeof loader>();
  return <RefusedView staff={staff} answer={useActionData<typeof action>() ?? null} />;
}
