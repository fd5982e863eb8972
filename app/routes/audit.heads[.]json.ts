import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { headsAtOnce, readDayHeads } from "#app/audit/day-heads.ts";
import { anyone, asActor } from "#db/actor.ts";

/** The signed heads of the audit trail, for whoever wants to keep a copy. They say nothing but where the chain stood. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const before = z.iso.date().nullable().safeParse(new URL(request.url).searchParams.get("before"));
  if (!before.success) throw new Response(null, { status: 400 });
  const heads = await asActor(context.portal.db, anyone, (tx) => readDayHeads(tx, before.data, headsAtOnce));
  const oldest = heads.at(-1)?.day;
  const earlier = heads.length === headsAtOnce && oldest ? `/audit/heads.json?before=${oldest}` : null;
  return Response.json({ heads, earlier });
}
