import { markNoticeSent, readOwedNotice } from "#app/notices/commands.ts";
import { letterOf } from "#app/notices/letter.ts";
import { LetterRefusedError, type Mailer } from "#app/platform/mail.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { type Handler, handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

type MailPortal = Pick<Portal, "db"> & { readonly config: Pick<Portal["config"], "portalUrl"> };

/**
 * Sends one notice. Between the mail server's yes and the record of it lies a moment in which a crash sends the
 * letter again, under the same message id.
 */
export function sendMailThrough(mailer: Mailer): Handler<"send-mail", MailPortal> {
  return handle(catalogue["send-mail"], async ({ portal, now, complete }, { noticeId }) => {
    const notice = await asSystem(portal.db, "send-mail", (tx) => readOwedNotice(tx, noticeId));
    if (notice?.to) {
      const letter = letterOf(notice, portal.config.portalUrl);
      if (letter === null) throw new GiveUp("UnknownNotice");
      await mailer.send({ id: notice.id, to: notice.to, ...letter }).catch((error: unknown) => {
        throw error instanceof LetterRefusedError ? new GiveUp(error.name) : error;
      });
    }
    await asSystem(portal.db, "send-mail", async (tx) => {
      if (notice?.to) await markNoticeSent(tx, noticeId, now);
      await complete(tx);
    });
  });
}
