import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { formOf } from "#app/platform/http.ts";
import { setDraftCookie } from "#app/reports/draft-cookie.ts";
import { beginDraft } from "#app/reports/drafts.ts";
import { addressOf, firstPage } from "#app/reports/onward.ts";
import { checkIntake, type IntakeProblems, type TypedIntake } from "./rules.ts";

const field = z.string().catch("");
const Typed = z.object({
  channel: field,
  heardDay: field,
  heardHour: field,
  heardBy: field,
  ticket: field,
  remarks: field,
});

/** A form that was not taken, as it was typed. */
export interface RefusedIntake {
  readonly typed: TypedIntake;
  readonly problems: IntakeProblems;
}

/**
 * Begins a report that an officer writes down for somebody. The draft itself remembers who took it, how and when, so
 * that a session that ends meanwhile loses nothing; another draft of this browser stays for its code.
 */
export async function startIntake(context: AppLoadContext, request: Request) {
  const { actor } = await requireOfficer(request, context);
  const { portal } = context;
  const typed = Typed.parse(Object.fromEntries(await formOf(request, context)));
  const now = new Date();
  const checked = checkIntake(typed, now);
  if ("problems" in checked) return data<RefusedIntake>({ typed, problems: checked.problems }, { status: 422 });
  const takenDown = { ...checked.ok, accountId: actor.accountId, department: actor.department };
  const draft = await beginDraft(portal, { pages: [], isChoice: () => false }, now, { takenDown });
  return redirect(addressOf(firstPage), {
    status: 303,
    headers: { "Set-Cookie": setDraftCookie(portal, draft.content.token) },
  });
}
