import {
  beginNightlyVerification,
  finishVerification,
  noteProgress,
  promiseNextPart,
  resumeVerification,
} from "#app/audit/commands.ts";
import { verifyChain } from "#app/audit/verification.ts";
import { asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Entries checked in one attempt; the rest is promised as the next part. Keeps the upkeep queue free for clocks. */
const entriesAPart = 50_000;

/** Checks the audit chain in parts. By night it comes without a check to go on with, and begins one. */
export const verifyAuditChain = handle(
  catalogue["verify-audit-chain"],
  async ({ portal, now, log, signal, complete }, { verificationId: id }) => {
    const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => asSystem(portal.db, "verify-audit-chain", work);
    if (id === undefined) return inTransaction((tx) => beginNightlyVerification(tx, now));
    const after = await inTransaction((tx) => resumeVerification(tx, id, now));
    if (after === null) return;
    const found = await verifyChain(portal, inTransaction, {
      after,
      async goOn(reached, upTo) {
        await inTransaction((tx) => noteProgress(tx, id, reached, upTo));
        return reached < after.seq + entriesAPart && !signal.aborted;
      },
    });
    await inTransaction(async (tx) => {
      await (found.finished ? finishVerification(tx, id, found, new Date()) : promiseNextPart(tx, id));
      await complete(tx);
    });
    if (found.finding !== null) log.error({ ...found.finding }, "audit.chain-broken");
    else if (found.finished) log.info({ entries: found.reached.seq }, "audit.chain-whole");
  },
);
