import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { formOf } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";
import { absentCase } from "./absent-case.ts";
import { caseNumberIn } from "./case-number.ts";
import { readCasePlace } from "./case-place.ts";
import { type CaseView, caseView } from "./case-view.ts";
import { lookIntoCase, openIdentities, openReporter } from "./commands.ts";
import { shownTabs } from "./sections.tsx";
import type { CasePart } from "./tabs.ts";

/** What one part of a case page shows; a part that holds nothing for the reader is absent, as a hidden case is. */
export async function readPart({ request, params, context }: LoaderFunctionArgs, part: CasePart): Promise<CaseView> {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const number = caseNumberIn(params);
  const now = new Date();
  const place = readCasePlace(new URL(request.url).searchParams);
  const record = await asActor(portal.db, signedIn.actor, (tx) =>
    lookIntoCase(tx, signedIn.actor, number, now, part, place),
  );
  if (record === null) throw await absentCase(request, context, signedIn, number);
  const view = caseView({ portal, locale, signedIn, identities: "masked", openedReporter: null }, record, now, part);
  if (part !== "print" && !shownTabs(view).includes(part)) throw await absentCase(request, context, signedIn, number);
  return view;
}

const Asked = z.object({ reporter: z.uuid().nullable().catch(null), reason: z.string().max(100).catch("") });

/** Opens the identities, or who reported one report, for this one answer: it is recorded before anything is shown. */
export async function openOnPart({ request, params, context }: ActionFunctionArgs, part: CasePart): Promise<CaseView> {
  const signedIn = await requireOfficer(request, context);
  const { reporter, reason } = Asked.parse(Object.fromEntries(await formOf(request, context)));
  const { portal, locale } = context;
  const now = new Date();
  const number = caseNumberIn(params);
  const { actor } = signedIn;
  // Who reported stands with the report.
  const asked = reporter === null ? part : "reports";
  const place = readCasePlace(new URL(request.url).searchParams);
  const record = await asActor(portal.db, actor, (tx) =>
    reporter === null
      ? openIdentities(tx, actor, number, now, asked, place)
      : openReporter(tx, actor, number, { reportId: reporter, reason }, now, place),
  );
  if (record === null) throw await absentCase(request, context, signedIn, number);
  const identities = reporter === null ? "open" : "masked";
  return caseView({ portal, locale, signedIn, identities, openedReporter: reporter }, record, now, asked);
}
