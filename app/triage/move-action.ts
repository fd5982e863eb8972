import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { ownPath } from "#app/platform/locale.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { lastChangeOf } from "./last-change.ts";
import { AssignmentId, fieldsOf, MoveForm, statusOfRefusal, unlessRefused } from "./move-form.ts";
import { caseNumberOf } from "./queries.ts";
import type { RefusedMove } from "./refused-move.tsx";

type Command = (
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly assignmentId: string; readonly version?: number },
  now: Date,
) => Promise<void>;

/**
 * The action of a route whose form is a single button: does the move and goes back, or says in words why not. `told`
 * names the parameter by which the queue says what was done; null where it says nothing.
 */
export function moving(command: Command, told: "accepted" | null = "accepted") {
  return async ({ request, params, context }: ActionFunctionArgs) => {
    const signedIn = await requireOfficer(request, context);
    const { portal, locale } = context;
    const { actor } = signedIn;
    const form = MoveForm.parse(fieldsOf(await formOf(request, context)));
    const id = AssignmentId.safeParse(params.id);
    if (!id.success) return refused({ refusal: "not_yours", caseNumber: null, meanwhile: null });
    const caseNumber = await asActor(portal.db, actor, (tx) => caseNumberOf(tx, id.data));
    const input = { assignmentId: id.data, ...(form.version === undefined ? {} : { version: form.version }) };
    const outcome = await unlessRefused(() =>
      asActor(portal.db, actor, (tx) => command(tx, portal, actor, input, new Date())),
    );
    if (!outcome.done) {
      const isOvertaken = outcome.refusal === "changed_meanwhile" || outcome.refusal === "wrong_state";
      const meanwhile = isOvertaken
        ? await asActor(portal.db, actor, (tx) => lastChangeOf(tx, { portal, locale, signedIn }, id.data))
        : null;
      return refused({ refusal: outcome.refusal, caseNumber, meanwhile });
    }
    return redirect(backTo(form.back, caseNumber, told), 303);
  };
}

const refused = (answer: RefusedMove) => data(answer, { status: statusOfRefusal(answer.refusal) });

/** Back to the queue the button stood in, which then names what was done; otherwise to the case. */
function backTo(asked: string, caseNumber: string | null, told: string | null): string {
  const path = ownPath(asked);
  if (path === "/") return caseNumber === null ? "/triage" : `/cases/${caseNumber}`;
  if (told === null || caseNumber === null || !path.startsWith("/triage")) return path;
  return `${path}${path.includes("?") ? "&" : "?"}${told}=${encodeURIComponent(caseNumber)}`;
}

/** Whoever comes by the address alone, and the frame of the page that tells of a refusal. */
export async function moveFrame({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  return { staff: staffOf(signedIn, context.portal, context.locale) };
}
