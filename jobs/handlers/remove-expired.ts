import { removeExpiredSessions as deleteSessions } from "#app/accounts/expired-sessions.ts";
import { removeExpiredLinks } from "#app/accounts/password-links.ts";
import { forgetAbandoned } from "#app/evidence/commands.ts";
import { abandonedAfterMs } from "#app/evidence/rules.ts";
import { forgetOldCounts } from "#app/platform/rate-limit.ts";
import { removeExpiredDrafts as deleteDrafts } from "#app/reports/expired-drafts.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** What somebody began to write or to send, and never ended, is not kept longer than they were told. */
export const removeExpiredDrafts = handle(catalogue["remove-expired-drafts"], async ({ portal, now, log }) => {
  const removed = await asSystem(portal.db, "remove-expired-drafts", (tx) => deleteDrafts(tx, now));
  if (removed > 0) log.info({ removed }, "drafts.removed");
  const abandoned = new Date(now.getTime() - abandonedAfterMs);
  const uploads = await asSystem(portal.db, "remove-expired-drafts", (tx) => forgetAbandoned(tx, abandoned));
  if (uploads > 0) log.info({ removed: uploads }, "uploads.removed");
});

export const removeExpiredSessions = handle(catalogue["remove-expired-sessions"], async ({ portal, now, log }) => {
  const removed = await asSystem(portal.db, "remove-expired-sessions", async (tx) => {
    await forgetOldCounts(tx, now);
    await removeExpiredLinks(tx, now);
    return deleteSessions(tx, now);
  });
  if (removed > 0) log.info({ removed }, "sessions.removed");
});
