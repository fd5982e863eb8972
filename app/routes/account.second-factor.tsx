import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeFactors } from "#app/accounts/change-factors.ts";
import { FactorsPage } from "#app/accounts/factors-page.tsx";
import { renewToken } from "#app/accounts/guard.ts";
import { nextOf, stepAddress } from "#app/accounts/next.ts";
import { readOwnFactors, requireToChangeFactors } from "#app/accounts/own-factors.ts";
import { FreshCodesPage } from "#app/accounts/recovery-codes-page.tsx";
import { homeOf } from "#app/accounts/rules.ts";
import { tokenOf } from "#app/accounts/session-cookie.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.ownAccount.factors.title);

const address = "/account/second-factor";

/** Where a second factor is set up: by choice, or because the account may not be without. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const next = nextOf(query.get("next"));
  const found = await requireToChangeFactors(request, context, next);
  const told = (["removed", "renamed"] as const).find((word) => word === query.get("told")) ?? null;
  return { view: await readOwnFactors(context, found, next), home: homeOf(found.signedIn.actor.kind), told };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, clientAddress } = context;
  const form = await formOf(request, context);
  const next = nextOf(form.get("next"));
  const { signedIn } = await requireToChangeFactors(request, context, next);
  const token = (await tokenOf(portal, request)) ?? "";
  const done = await changeFactors(portal, form, { signedIn, token, clientAddress, at: new Date() });
  switch (done.outcome) {
    case "to_page":
      return redirect(stepAddress(address, next), 303);
    case "told":
      return redirect(`${address}?told=${done.told}`, 303);
    case "ended":
      return redirect("/sign-in?ended=1", 303);
    case "added": {
      const headers = { "Set-Cookie": await renewToken(context, done.token) };
      if (done.codes === null) return redirect(next ?? address, { status: 303, headers });
      return data({ codes: done.codes, next, problem: null, label: "" }, { headers });
    }
    case "refused": {
      const { problem, label, status } = done;
      return data({ codes: null, next, problem, label }, { status });
    }
  }
}

export default function SecondFactor() {
  const { view, home, told } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer?.codes) {
    return <FreshCodesPage staff={view.staff} codes={answer.codes} next={answer.next ?? home} added />;
  }
  const shown = { ...view, next: answer?.next ?? view.next };
  return <FactorsPage view={shown} problem={answer?.problem ?? null} told={told} label={answer?.label ?? ""} />;
}
