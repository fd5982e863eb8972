import { wordsOfPasswordLetter } from "#app/accounts/password-letter.ts";
import { letterOfLink } from "#app/accounts/password-links.ts";
import { LetterRefusedError, type Mailer } from "#app/platform/mail.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { type Handler, handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/**
 * Mails a link to a new password, or the word that one was set. The code exists in the letter only, so it is made here,
 * anew at each attempt: of two letters of one asking, the last one's link opens.
 */
export function sendPasswordLetterThrough(mailer: Mailer): Handler<"send-password-letter"> {
  return handle(catalogue["send-password-letter"], async ({ portal, now, attempt, complete }, { linkId }) => {
    const letter = await asSystem(portal.db, "send-password-letter", (tx) => letterOfLink(tx, portal, linkId, now));
    if (letter !== null) {
      const words = wordsOfPasswordLetter(letter, portal.config.portalUrl);
      await mailer
        .send({ id: `${linkId}-${letter.about}-${attempt}`, to: letter.to, ...words })
        .catch((error: unknown) => {
          throw error instanceof LetterRefusedError ? new GiveUp(error.name) : error;
        });
    }
    await asSystem(portal.db, "send-password-letter", complete);
  });
}
