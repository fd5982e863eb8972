import type { ActionFunctionArgs } from "@remix-run/node";
import { requireAccount } from "#app/accounts/guard.ts";
import { exportTrail } from "#app/audit/export.ts";
import { readTrailAddress } from "#app/audit/filter.ts";
import { copyFor } from "#app/copy/index.ts";
import { formOf } from "#app/platform/http.ts";
import { beijingDay } from "#guidelines/days.ts";

/** The part of the trail that the address asks for, as a file. Asked for by a form, since it leaves an entry. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireAccount(request, context, ["auditor"]);
  await formOf(request, context);
  const address = readTrailAddress(new URL(request.url).searchParams);
  if (address === null) throw new Response(null, { status: 400 });
  const { portal, locale } = context;
  const name = copyFor(locale).audit.export.file(beijingDay(new Date()));
  return new Response(await exportTrail({ portal, locale }, actor, address.filter), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="audit-trail.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
}
