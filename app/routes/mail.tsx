import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { MailPage } from "#app/accounts/mail-page.tsx";
import { staffOf } from "#app/accounts/staff.ts";
import { readKeptLetters } from "#app/platform/mail.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.mail.title);

/** The letters of the demo. In production there is no such page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { portal, locale } = context;
  if (portal.config.mode === "production") throw new Response(null, { status: 404 });
  const signedIn = await requireAccount(request, context, ["admin"]);
  return { staff: staffOf(signedIn, portal, locale), letters: await readKeptLetters(portal.config.dataDir) };
}

export default function Mail() {
  return <MailPage {...useLoaderData<typeof loader>()} />;
}
