import type { Mailer } from "#app/platform/mail.ts";
import type { Handlers } from "../handler.ts";
import { removeExpiredDrafts, removeExpiredSessions } from "./remove-expired.ts";
import { routeReport } from "./route-report.ts";
import { sendMailThrough } from "./send-mail.ts";
import { sweepClocks } from "./sweep-clocks.ts";

/** One handler for every kind of the catalogue. */
export function allHandlers(mailer: Mailer): Handlers {
  return {
    "route-report": routeReport,
    "send-mail": sendMailThrough(mailer),
    "sweep-clocks": sweepClocks,
    "remove-expired-drafts": removeExpiredDrafts,
    "remove-expired-sessions": removeExpiredSessions,
  };
}
