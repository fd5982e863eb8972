import type { LoaderFunctionArgs } from "@remix-run/node";
import { signedInAt } from "#app/accounts/guard.ts";
import { isOfficer } from "#app/accounts/rules.ts";
import { isSessionAlive } from "#app/accounts/sessions.ts";
import { openHearing } from "#app/recusals/hearing.ts";
import { eventStream } from "#app/triage/event-stream.ts";
import { anyone, asActor } from "#db/actor.ts";

/** The line on which an open desk hears that something happened at it: never what, and never to whom. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await signedInAt(request, context);
  if (signedIn === null) return new Response(null, { status: 401 });
  const { actor, sessionId } = signedIn;
  if (!isOfficer(actor)) return new Response(null, { status: 403 });
  const { portal, stopping } = context;
  const hearing = await openHearing(portal.db, actor);
  return eventStream({
    updates: portal.live,
    actor,
    mayHear: hearing.mayHear,
    ended: AbortSignal.any([request.signal, stopping]),
    isWelcome: async () => {
      await hearing.refresh();
      return asActor(portal.db, anyone, (tx) => isSessionAlive(tx, sessionId, new Date()));
    },
  });
}
