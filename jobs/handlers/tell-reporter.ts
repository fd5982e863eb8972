import { letterToReporter, markLetterSent, readOwedLetter } from "#app/messages/letters.ts";
import { LetterRefusedError, type Mailer } from "#app/platform/mail.ts";
import type { Portal } from "#app/platform/portal.ts";
import { reporterAddress } from "#app/reports/reporter-address.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { type Handler, handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

type LetterPortal = Pick<Portal, "db" | "vault" | "log"> & { readonly config: Pick<Portal["config"], "portalUrl"> };

/**
 * Tells a reporter who left an address that there is news. The address is opened here, for this one letter, and is
 * written nowhere. A crash between the mail server's yes and the record of it sends the letter again, under the same id.
 */
export function tellReporterThrough(mailer: Mailer): Handler<"tell-reporter", LetterPortal> {
  return handle(catalogue["tell-reporter"], async ({ portal, now, complete }, { noticeId }) => {
    const owed = await asSystem(portal.db, "tell-reporter", async (tx) => {
      const letter = await readOwedLetter(tx, noticeId);
      return letter === null ? null : { ...letter, to: await reporterAddress(tx, portal, letter.reportId) };
    });
    if (owed?.to) {
      const letter = letterToReporter(portal.config.portalUrl);
      await mailer.send({ id: owed.id, to: owed.to, ...letter }).catch((error: unknown) => {
        throw error instanceof LetterRefusedError ? new GiveUp(error.name) : error;
      });
    }
    await asSystem(portal.db, "tell-reporter", async (tx) => {
      if (owed?.to) await markLetterSent(tx, noticeId, now);
      await complete(tx);
    });
  });
}
