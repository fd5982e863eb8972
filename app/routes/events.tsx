import type { LoaderFunctionArgs } from "@remix-run/node";
import { signedInAt } from "#app/accounts/guard.ts";
import { isOfficer } from "#app/accounts/rules.ts";
import { isSessionAlive } from "#app/accounts/sessions.ts";
import { openHearing } from "#app/recusals/hearing.ts";
import { latestCritical } from "#app/triage/critical.ts";
import { eventStream } from "#app/triage/event-stream.ts";
import { districtsOf } from "#app/triage/queries.ts";
import { anyone, asActor } from "#db/actor.ts";

/** The line on which an open desk hears that something happened at it: never what, and never to whom; of critical work, its ids. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await signedInAt(request, context);
  if (signedIn === null) return new Response(null, { status: 401 });
  const { actor, sessionId } = signedIn;
  if (!isOfficer(actor)) return new Response(null, { status: 403 });
  // A page of whoever was signed in at this browser before hears nothing of the one who is now.
  const asked = new URL(request.url).searchParams.get("for");
  if (asked !== null && asked !== actor.accountId) return new Response(null, { status: 401 });
  const { portal, stopping } = context;
  const desks = { actor, districts: districtsOf(portal.city, actor) };
  const hearing = await openHearing(portal.db, actor);
  return eventStream({
    updates: portal.live,
    actor,
    mayHear: hearing.mayHear,
    critical: () => asActor(portal.db, actor, (tx) => latestCritical(tx, desks, new Date())),
    ended: AbortSignal.any([request.signal, stopping]),
    isWelcome: async () => {
      await hearing.refresh();
      return asActor(portal.db, anyone, (tx) => isSessionAlive(tx, sessionId, new Date()));
    },
  });
}
