import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { deedList, deedsAtOnce, readDeedPlace } from "#app/audit/deed-list.ts";
import { OwnDeedsPage } from "#app/audit/deeds-page.tsx";
import { readDeeds } from "#app/audit/queries.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.audit.mine.title);

/** Everybody who signs in may read what their own account has done. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const place = readDeedPlace(new URL(request.url).searchParams);
  const deeds = await asActor(portal.db, actor, (tx) =>
    readDeeds(tx, { accountId: actor.accountId }, place, deedsAtOnce),
  );
  return { staff: staffOf(signedIn, portal, locale), ...deedList({ portal, locale }, "/audit/mine", place, deeds) };
}

export default function OwnDeeds() {
  const { staff, ...deeds } = useLoaderData<typeof loader>();
  return (
    <StaffFrame staff={staff}>
      <OwnDeedsPage {...deeds} />
    </StaffFrame>
  );
}
