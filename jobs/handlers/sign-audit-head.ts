import { signDayHead } from "#app/audit/day-heads.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Signs where the audit chain stood when the day ended. */
export const signAuditHead = handle(catalogue["sign-audit-head"], async ({ portal, now, log }) => {
  const day = await asSystem(portal.db, "sign-audit-head", (tx) => signDayHead(tx, portal, now));
  log.info({ day }, "audit.head-signed");
});
