import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { confirmSignIn, type Shown } from "#app/accounts/confirm.ts";
import { ConfirmPage, type ConfirmProblem } from "#app/accounts/confirm-page.tsx";
import { requirePassword, stepPages } from "#app/accounts/guard.ts";
import { nextOf, stepAddress } from "#app/accounts/next.ts";
import { passkeyAnswerOf } from "#app/accounts/passkey-answer.ts";
import { homeOf } from "#app/accounts/rules.ts";
import { factorsOf } from "#app/accounts/second-factors.ts";
import { keepToken, tokenOf } from "#app/accounts/session-cookie.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const meta = pageTitle((copy) => copy.ownAccount.confirm.title);

/** The second step of signing in; also asked again before something about signing in is changed. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const next = nextOf(new URL(request.url).searchParams.get("next"));
  const found = await requirePassword(request, context);
  const { actor, displayName } = found.signedIn;
  if (found.state === "halfway" && found.needs === "set_up") throw redirect(stepAddress(stepPages.set_up, next), 303);
  const factors = await asActor(context.portal.db, actor, (tx) => factorsOf(tx, actor.accountId));
  if (factors.length === 0) throw redirect(next ?? homeOf(actor.kind), 303);
  return {
    name: displayName,
    next,
    again: found.state === "alive",
    hasApp: factors.some(({ kind }) => kind === "totp"),
    hasPasskey: factors.some(({ kind }) => kind === "passkey"),
  };
}

const wrong: Readonly<Record<Shown["by"], ConfirmProblem>> = {
  totp: "code_wrong",
  recovery_code: "recovery_wrong",
  passkey: "passkey_wrong",
};

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, clientAddress } = context;
  const form = await formOf(request, context);
  const { signedIn } = await requirePassword(request, context);
  const token = await tokenOf(portal, request);
  const shown = shownIn(form);
  const refuse = (problem: ConfirmProblem, status: number, headers: Record<string, string> = {}) =>
    data({ problem }, { status, headers });
  if (typeof shown === "string") return refuse(shown, 422);
  const confirmation = await confirmSignIn(portal, {
    signedIn,
    token: token ?? "",
    shown,
    clientAddress,
    at: new Date(),
  });
  switch (confirmation.outcome) {
    case "slow_down":
      return refuse("slow_down", 429, { "Retry-After": String(confirmation.retryAfterSeconds) });
    case "wrong":
      return refuse(wrong[shown.by], 422);
    case "ended":
      return redirect("/sign-in?ended=1", 303);
    case "confirmed":
      return redirect(nextOf(form.get("next")) ?? homeOf(signedIn.actor.kind), {
        status: 303,
        headers: { "Set-Cookie": await keepToken(portal, confirmation.token) },
      });
  }
}

/** What was shown, or the problem with it. */
function shownIn(form: FormData): Shown | ConfirmProblem {
  switch (form.get("by")) {
    case "passkey":
      return { by: "passkey", ...passkeyAnswerOf(form) };
    case "recovery_code": {
      const code = typedIn(form, "recovery");
      return code === "" ? "recovery_missing" : { by: "recovery_code", code };
    }
    default: {
      const code = typedIn(form, "code");
      return code === "" ? "code_missing" : { by: "totp", code };
    }
  }
}

const typedIn = (form: FormData, name: string): string => {
  const typed = form.get(name);
  return typeof typed === "string" ? typed.normalize("NFKC").replace(/\s/g, "").slice(0, 100) : "";
};

export default function Confirm() {
  const view = useLoaderData<typeof loader>();
  return <ConfirmPage view={view} problem={useActionData<typeof action>()?.problem ?? null} />;
}
