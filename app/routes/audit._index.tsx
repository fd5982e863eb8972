import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { chainView } from "#app/audit/chain-view.ts";
import { readVerifications, requestVerification } from "#app/audit/commands.ts";
import { readDayHeads } from "#app/audit/day-heads.ts";
import { entryView } from "#app/audit/entry-view.ts";
import { readTrailAddress, readTypedFilter, typedFilter } from "#app/audit/filter.ts";
import { findAccount, readTrail } from "#app/audit/queries.ts";
import { trailPath, wholeTrail } from "#app/audit/trail-address.ts";
import { TrailPage } from "#app/audit/trail-page.tsx";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.audit.title);

const entriesAtOnce = 50;
const headsShown = 5;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["auditor"]);
  const { portal, locale } = context;
  const address = readTrailAddress(new URL(request.url).searchParams);
  const { filter, place } = address ?? { filter: wholeTrail, place: null };
  const found = await asActor(portal.db, signedIn.actor, async (tx) => ({
    page: await readTrail(tx, filter, place, entriesAtOnce),
    account: filter.account === null ? null : await findAccount(tx, { id: filter.account }),
    heads: await readDayHeads(tx, null, headsShown),
    checks: await readVerifications(tx),
  }));
  const view = {
    staff: staffOf(signedIn, portal, locale),
    chain: chainView(locale, found.checks, new Date()),
    heads: found.heads,
    filter,
    typed: {
      group: filter.group ?? "",
      login: found.account?.login ?? "",
      number: filter.number ?? "",
      from: filter.from ?? "",
      to: filter.to ?? "",
      refused: filter.refused,
    },
    accountName: found.account?.displayName ?? null,
    rows: found.page.rows.map((row) => entryView({ portal, locale }, row)),
    newer: found.page.newer,
    older: found.page.older,
    unreadable: address === null,
  };
  return data(view, { status: address === null ? 400 : 200 });
}

/** Asks for a check of the chain, or reads the filter that was typed and leads to its address. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireAccount(request, context, ["auditor"]);
  const { db } = context.portal;
  const form = await formOf(request, context);
  if (form.get("do") === "verify") {
    await asActor(db, actor, (tx) => requestVerification(tx, actor, new Date()));
    return redirect("/audit", 303);
  }
  const typed = typedFilter(form);
  const { filter, problems } = readTypedFilter(typed);
  const account = typed.login === "" ? null : await asActor(db, actor, (tx) => findAccount(tx, { login: typed.login }));
  const isUnknown = typed.login !== "" && account === null;
  if (isUnknown || problems.length > 0) {
    return data({ typed, problems: isUnknown ? [...problems, "login" as const] : problems }, { status: 422 });
  }
  return redirect(trailPath({ ...filter, account: account?.id ?? null }), 303);
}

export default function Audit() {
  const { staff, ...view } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  return (
    <StaffFrame staff={staff}>
      <TrailPage {...view} typed={refused?.typed ?? view.typed} problems={refused?.problems ?? []} />
    </StaffFrame>
  );
}
