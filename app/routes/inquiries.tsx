import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { InquiryListPage } from "#app/inquiries/inquiry-list-page.tsx";
import { inquiryListView } from "#app/inquiries/inquiry-list-view.ts";
import { readDeskInquiries } from "#app/inquiries/queries.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.inquiries.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const stored = await asActor(portal.db, signedIn.actor, (tx) => readDeskInquiries(tx, signedIn.actor));
  return inquiryListView({ portal, locale, signedIn }, stored, new Date());
}

export default function Inquiries() {
  return <InquiryListPage view={useLoaderData<typeof loader>()} />;
}
