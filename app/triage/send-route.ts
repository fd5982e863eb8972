import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { AssignmentId, fieldOfRefusal, fieldsOf, MoveForm, statusOfRefusal, unlessRefused } from "./move-form.ts";
import { findOwnAssignment, type OwnAssignment } from "./queries.ts";
import { departmentChoices, districtChoices } from "./queue-view.ts";
import { reviewLevel } from "./rules.ts";
import type { SendFormView, TypedMove } from "./send-form.tsx";

interface Asked {
  readonly assignmentId: string;
  readonly version?: number;
  readonly reason: string;
  readonly department: string | null;
  readonly district: string | null;
}

type Send = (tx: Tx, portal: Portal, actor: Officer, asked: Asked, own: OwnAssignment, now: Date) => Promise<unknown>;

/** The reader's own assignment of an address; another desk's is absent. */
export async function ownAssignment({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const id = AssignmentId.safeParse(params.id);
  const { portal } = context;
  const own = id.success
    ? await asActor(portal.db, signedIn.actor, (tx) => findOwnAssignment(tx, signedIn.actor, id.data))
    : null;
  if (own === null) throw new Response(null, { status: 404 });
  return { signedIn, own };
}

/** What the form of a move to another desk shows. Another desk's assignment is absent. */
export async function sendView(args: LoaderFunctionArgs, kind: SendFormView["kind"]): Promise<SendFormView> {
  const { signedIn, own } = await ownAssignment(args);
  const { portal, locale } = args.context;
  const districts = [...portal.city.districts.map(({ code }) => code), portal.city.cityDesk.code];
  return {
    kind,
    staff: staffOf(signedIn, portal, locale),
    caseNumber: own.caseNumber,
    urgency: own.urgency,
    version: own.version,
    level: kind === "objection" ? reviewLevel(own.department, own.bounces) : null,
    where:
      kind === "return" || kind === "recall"
        ? null
        : { departments: departmentChoices(portal, locale), districts: districtChoices(portal, locale, districts) },
  };
}

/** Takes the form, does the move, and goes to the case; refused, the form comes back as it was typed. */
export function sending(send: Send) {
  return async (args: ActionFunctionArgs) => {
    const { signedIn, own } = await ownAssignment(args);
    const { portal } = args.context;
    const { actor } = signedIn;
    const form = MoveForm.parse(fieldsOf(await formOf(args.request, args.context)));
    const { version, reason, department, district } = form;
    const asked = { assignmentId: own.id, ...(version === undefined ? {} : { version }), reason, department, district };
    const outcome = await unlessRefused(() =>
      asActor(portal.db, actor, (tx) => send(tx, portal, actor, asked, own, new Date())),
    );
    if (outcome.done) return redirect(`/cases/${own.caseNumber}`, 303);
    const { refusal } = outcome;
    const typed: TypedMove = { reason, department, district, refusal, field: fieldOfRefusal(refusal) };
    return data(typed, { status: statusOfRefusal(refusal) });
  };
}
