import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { deviceOf } from "#app/accounts/devices.ts";
import { signedInAt, stepPages } from "#app/accounts/guard.ts";
import { nextOf, stepAddress } from "#app/accounts/next.ts";
import { oidcProblems } from "#app/accounts/oidc.ts";
import { passkeyAnswerOf } from "#app/accounts/passkey-answer.ts";
import { signInWithPasskey } from "#app/accounts/passkey-sign-in.ts";
import { relyingParty } from "#app/accounts/passkeys.ts";
import { homeOf } from "#app/accounts/rules.ts";
import { keepToken, tokenOf } from "#app/accounts/session-cookie.ts";
import { Credentials, type SignInOutcome, signIn } from "#app/accounts/sign-in.ts";
import { SignInForm, type SignInProblem } from "#app/accounts/sign-in-form.tsx";
import { formOf } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { pageTitle } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.accounts.signIn.title);

const waysOf = (portal: Portal) => ({ passkey: relyingParty(portal) !== null, oidc: portal.config.oidc !== null });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const next = nextOf(query.get("next"));
  const signedIn = await signedInAt(request, context);
  if (signedIn !== null) throw redirect(next ?? homeOf(signedIn.actor.kind), 303);
  return {
    next,
    told: query.has("ended") ? "ended" : query.has("out") ? "signed_out" : null,
    oidcProblem: oidcProblems.find((problem) => problem === query.get("oidc")) ?? null,
    ways: waysOf(context.portal),
  } as const;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, clientAddress } = context;
  const form = await formOf(request, context);
  const typed = form.get("login");
  const login = typeof typed === "string" ? typed.slice(0, 100) : "";
  const next = nextOf(form.get("next"));
  const refuse = (problems: readonly SignInProblem[], status: number, headers?: Record<string, string>) =>
    data({ login, next, problems }, headers === undefined ? { status } : { status, headers });
  const browser = {
    clientAddress,
    device: deviceOf(request.headers.get("User-Agent")),
    formerToken: await tokenOf(portal, request),
    at: new Date(),
  };
  const byPasskey = form.get("by") === "passkey";
  let outcome: SignInOutcome;
  if (byPasskey) {
    outcome = await signInWithPasskey(portal, { ...browser, answer: passkeyAnswerOf(form) });
  } else {
    const parsed = Credentials.safeParse({ login: form.get("login"), password: form.get("password") });
    if (!parsed.success)
      return refuse(
        parsed.error.issues.map(({ message }) => problemOf(message)),
        422,
      );
    outcome = await signIn(portal, { ...browser, credentials: parsed.data });
  }
  if (outcome.outcome === "wrong") return refuse([byPasskey ? "passkey" : "wrong"], 422);
  if (outcome.outcome === "slow_down") {
    return refuse(["slow_down"], 429, { "Retry-After": String(outcome.retryAfterSeconds) });
  }
  const to = outcome.outcome === "signed_in" ? (next ?? outcome.home) : stepAddress(stepPages[outcome.needs], next);
  return redirect(to, { status: 303, headers: { "Set-Cookie": await keepToken(portal, outcome.token) } });
}

const problemOf = (message: string): SignInProblem =>
  message === "login_missing" || message === "password_missing" ? message : "wrong";

export default function SignIn() {
  const { next, told, oidcProblem, ways } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <SignInForm
      next={answer?.next ?? next}
      told={told}
      login={answer?.login ?? ""}
      problems={answer?.problems ?? []}
      oidcProblem={answer === undefined ? oidcProblem : null}
      ways={ways}
    />
  );
}
