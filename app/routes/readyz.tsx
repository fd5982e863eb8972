import type { LoaderFunctionArgs } from "@remix-run/node";
import { answersNow } from "#db/health.ts";

/** Whether a report could be filed now: the database answers within two seconds. */
export async function loader({ context }: LoaderFunctionArgs) {
  const ready = await answersNow(context.portal.db, 2_000);
  return new Response(ready ? "ready" : "unavailable", {
    status: ready ? 200 : 503,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
}
