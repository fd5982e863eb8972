import { type AppLoadContext, data } from "@remix-run/node";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { deskNames } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { caseNumbersOf } from "#app/audit/queries.ts";
import { recordDeed } from "#app/audit/record.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { readable } from "#app/keys/readable.ts";
import { formOf } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";
import { recusalPlace } from "./commands.ts";
import { allRecusals, type RecordedRecusal, readRecusal } from "./queries.ts";

/** A recusal as the auditor sees it: which case by its number, who and for which reason; its words only when opened. */
export interface RecordedView {
  readonly id: string;
  readonly caseNumber: string | null;
  readonly officer: string;
  readonly department: string;
  readonly reason: RecordedRecusal["recusal"]["reason"];
  /** Who kept them out; null where they stepped out themselves. */
  readonly by: string | null;
  readonly at: Date;
  readonly endedAt: Date | null;
}

/** Every recusal, without its words. */
export async function loadForAuditor(context: AppLoadContext, request: Request) {
  const signedIn = await requireAccount(request, context, ["auditor"]);
  const { portal, locale } = context;
  const { found, numbers } = await asActor(portal.db, signedIn.actor, async (tx) => {
    const found = await allRecusals(tx);
    const ids = found.map(({ recusal }) => recusal.id);
    return { found, numbers: await caseNumbersOf(tx, "officer_recused", ids) };
  });
  return {
    staff: staffOf(signedIn, portal, locale),
    recusals: found.map(
      ({ recusal, officer, recorder }): RecordedView => ({
        id: recusal.id,
        caseNumber: numbers.get(recusal.id) ?? null,
        officer,
        department: deskNames(context)(recusal.department, "").department,
        reason: recusal.reason,
        by: recusal.recordedBy === recusal.accountId ? null : recorder,
        at: recusal.recordedAt,
        endedAt: recusal.endedAt,
      }),
    ),
  };
}

/** Opens the words of one recusal: in this answer only, and as a deed of the auditor's. */
export async function openForAuditor(context: AppLoadContext, request: Request) {
  const { actor } = await requireAccount(request, context, ["auditor"]);
  const { portal } = context;
  const form = await formOf(request, context);
  const id = z.uuid().safeParse(form.get("recusal"));
  if (!id.success) throw new Response(null, { status: 400 });
  const words = await asActor(portal.db, actor, async (tx) => {
    const found = await readRecusal(tx, id.data);
    if (found === null) return undefined;
    const { recusal } = found;
    const oversight = await installationKey(tx, portal, "oversight");
    const opened = readable(portal, [oversight], recusalPlace(recusal.id), recusal.sealedReason);
    const numbers = await caseNumbersOf(tx, "officer_recused", [recusal.id]);
    await recordDeed(tx, {
      action: "recusal_reason_read",
      caseId: recusal.caseId,
      caseNumber: numbers.get(recusal.id) ?? null,
      subjectId: recusal.id,
    });
    return opened;
  });
  if (words === undefined) throw new Response(null, { status: 404 });
  return data({ opened: { id: id.data, words } });
}
