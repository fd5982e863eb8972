import type { LoaderFunctionArgs } from "@remix-run/node";
import { data, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { countOwedAnswers } from "#app/inquiries/queries.ts";
import { isNumber } from "#app/reports/numbers.ts";
import { countTabs } from "#app/triage/counts.ts";
import { latestCritical } from "#app/triage/critical.ts";
import { readSettings } from "#app/triage/desk-settings.ts";
import { readQuestion } from "#app/triage/filters.ts";
import { countWaitingObjections } from "#app/triage/objection-queries.ts";
import { districtsOf, readQueue } from "#app/triage/queries.ts";
import { chosenPath } from "#app/triage/queue-address.ts";
import { QueuePage } from "#app/triage/queue-page.tsx";
import { districtChoices, rowView, situationChoices } from "#app/triage/queue-view.ts";
import { countViews, readViews } from "#app/triage/saved-views.ts";
import { UnreadableQueue } from "#app/triage/unreadable-queue.tsx";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const staff = staffOf(signedIn, portal, locale);
  const url = new URL(request.url);
  const question = readQuestion(url.searchParams);
  const desk = { actor, districts: districtsOf(portal.city, actor), edition: portal.edition };
  if (question === null || (question.district !== null && !desk.districts.includes(question.district))) {
    return data({ readable: false, staff } as const, { status: 400 });
  }
  const servedAt = new Date();
  const read = await asActor(portal.db, actor, async (tx) => {
    const views = await readViews(tx, actor);
    const first = url.search === "" ? views.find(({ isDefault }) => isDefault) : undefined;
    if (first !== undefined) return chosenPath(first.filter);
    return {
      views: await countViews(tx, desk, views, servedAt),
      counts: await countTabs(tx, desk, servedAt),
      page: await readQueue(tx, desk, question, servedAt),
      critical: await latestCritical(tx, desk, servedAt),
      objections: await countWaitingObjections(tx, actor),
      inquiries: await countOwedAnswers(tx, actor),
    };
  });
  if (typeof read === "string") return redirect(read, 303);
  const { counts, page, critical, objections, inquiries, views } = read;
  const { cursor: _place, ...filter } = question;
  const accepted = url.searchParams.get("accepted");
  url.searchParams.delete("accepted");
  return data({
    readable: true,
    staff,
    filter,
    counts,
    critical,
    objections,
    inquiries,
    views,
    settings: readSettings(portal, request),
    rows: page.rows.map((row) => rowView({ portal, locale, actor }, row, servedAt)),
    before: page.before,
    after: page.after,
    districts: districtChoices(portal, locale, desk.districts),
    situations: situationChoices(portal, locale),
    servedAt,
    accepted: accepted !== null && isNumber(accepted) ? accepted : null,
    here: `${url.pathname}${url.search}`,
  } as const);
}

export default function Triage() {
  const view = useLoaderData<typeof loader>();
  return view.readable ? <QueuePage {...view} /> : <UnreadableQueue staff={view.staff} />;
}
