import { type AppLoadContext, redirect } from "@remix-run/node";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { formOf } from "#app/platform/http.ts";
import { setDraftCookie } from "#app/reports/draft-cookie.ts";
import { beginDraft } from "#app/reports/drafts.ts";
import { choiceTest } from "#app/reports/guide.ts";
import { addressOf, firstPage } from "#app/reports/onward.ts";
import { asActor } from "#db/actor.ts";
import { readOwnUnit } from "./queries.ts";
import { unitRoles } from "./unit-page-model.ts";

const Start = z.object({ as: z.enum(["unit", "self"]).catch("unit") });

/**
 * Begins a guided report for somebody signed in: profession and unit are filled in. The draft itself remembers for
 * which unit it is written, or that the unit is not to be told, so that a session that ends meanwhile loses nothing.
 */
export async function startForUnit(context: AppLoadContext, request: Request): Promise<Response> {
  const { actor } = await requireAccount(request, context, unitRoles);
  const { portal } = context;
  const { as } = Start.parse({ as: (await formOf(request, context)).get("as") });
  const { unitId, accountId } = actor;
  const unit = unitId === null ? null : await asActor(portal.db, actor, (tx) => readOwnUnit(tx, unitId));
  if (unit === null) throw new Response(null, { status: 403 });
  const fields = {
    "reporter.profession": [unit.profession],
    ...(as === "unit" ? { "reporter.unit": [unit.name], "reporter.unitDistrict": [unit.district] } : {}),
  };
  const { questions } = portal.edition;
  const page = questions.find(({ field }) => field === "reporter.profession")?.page ?? firstPage;
  const draft = await beginDraft(
    portal,
    { pages: [{ page, form: crypto.randomUUID(), basedOn: null, fields }], isChoice: choiceTest(questions) },
    new Date(),
    { forUnit: as === "unit" ? { unitId: unit.id, accountId } : "withheld" },
  );
  return redirect(addressOf(firstPage), {
    status: 303,
    headers: { "Set-Cookie": setDraftCookie(portal, draft.content.token) },
  });
}
