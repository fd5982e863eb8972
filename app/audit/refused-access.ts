import type { PortalContext } from "#app/platform/http.ts";
import { describeError } from "#app/platform/log.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import { recordDeed } from "./record.ts";
import { addressPattern } from "./rules.ts";

/** Why somebody who is signed in was turned away: the page is not for their role, or the case is absent for them. */
export const refusalReasons = ["other_role", "absent_or_hidden"] as const;

interface RefusedAccess {
  readonly reason: (typeof refusalReasons)[number];
  /** Of the right form: what is only typed at random is not kept. */
  readonly caseNumber?: string;
}

/**
 * Puts a refused attempt on the audit trail, in a transaction of its own: what was refused has left nothing else
 * behind. Whoever is turned away gets the same answer whether this succeeds or not.
 */
export async function recordRefusedAccess(
  request: Request,
  { portal, requestId }: PortalContext,
  actor: AccountActor,
  { reason, caseNumber }: RefusedAccess,
): Promise<void> {
  const route = addressPattern(new URL(request.url).pathname);
  const details = request.method === "GET" ? { route } : { route, method: request.method };
  try {
    await asActor(portal.db, actor, (tx) =>
      recordDeed(tx, { action: "access_refused", caseNumber: caseNumber ?? null, reason, details }),
    );
  } catch (error) {
    portal.log.error({ requestId, error: describeError(error) }, "audit.refusal-not-recorded");
  }
}
