import { validate } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import type { Tx } from "#db/connection.ts";
import { endSessionOf, endSessionsOf, type SignedIn } from "./sessions.ts";

/** Signs the account out at one of its other browsers; false when nobody is signed in there. */
export async function endOneSession(tx: Tx, { actor }: SignedIn, sessionId: unknown): Promise<boolean> {
  if (typeof sessionId !== "string" || !validate(sessionId)) return false;
  if (!(await endSessionOf(tx, actor.accountId, sessionId))) return false;
  await recordDeed(tx, { action: "signed_out_elsewhere", subjectId: actor.accountId, details: { sessions_ended: 1 } });
  return true;
}

/** Signs the account out everywhere but here. */
export async function endOtherSessions(tx: Tx, { actor, sessionId }: SignedIn): Promise<void> {
  const ended = await endSessionsOf(tx, actor.accountId, sessionId);
  if (ended === 0) return;
  const details = { sessions_ended: ended };
  await recordDeed(tx, { action: "signed_out_elsewhere", subjectId: actor.accountId, details });
}
