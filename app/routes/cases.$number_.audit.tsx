import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { deedList, deedsAtOnce, readDeedPlace } from "#app/audit/deed-list.ts";
import { CaseDeedsPage } from "#app/audit/deeds-page.tsx";
import { lookerView } from "#app/audit/entry-view.ts";
import { findCase, readDeeds, readLookers } from "#app/audit/queries.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy, page) =>
  typeof page === "object" && page !== null && "number" in page && typeof page.number === "string"
    ? copy.audit.ofCase.title(page.number)
    : copy.audit.ofCase.heading,
);

/** What was done on a case, as far as the reader may know of it: row-level security decides. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const number = caseNumberIn(params);
  const place = readDeedPlace(new URL(request.url).searchParams);
  const found = await asActor(portal.db, signedIn.actor, async (tx) => {
    const matter = await findCase(tx, number);
    if (matter === null) return null;
    return {
      deeds: await readDeeds(tx, { caseId: matter.id }, place, deedsAtOnce),
      lookers: await readLookers(tx, matter.id),
    };
  });
  if (found === null) throw await absentCase(request, context, signedIn, number);
  return {
    staff: staffOf(signedIn, portal, locale),
    number,
    lookers: found.lookers.map((looker) => lookerView({ portal, locale }, looker)),
    ...deedList({ portal, locale }, `/cases/${number}/audit`, place, found.deeds),
  };
}

export default function CaseDeeds() {
  const { staff, ...view } = useLoaderData<typeof loader>();
  return (
    <StaffFrame staff={staff}>
      <CaseDeedsPage {...view} />
    </StaffFrame>
  );
}
