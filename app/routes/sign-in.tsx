import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { signedInAt } from "#app/accounts/guard.ts";
import { homeOf } from "#app/accounts/rules.ts";
import { keepToken, tokenOf } from "#app/accounts/session-cookie.ts";
import { Credentials, signIn } from "#app/accounts/sign-in.ts";
import { SignInForm, type SignInProblem } from "#app/accounts/sign-in-form.tsx";
import { formOf } from "#app/platform/http.ts";
import { ownPath } from "#app/platform/locale.ts";
import { pageTitle } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.accounts.signIn.title);

/** The page to come back to; the home page is nobody's desk. */
const nextOf = (text: string | null): string | null => {
  const path = ownPath(text ?? "/");
  return path === "/" ? null : path;
};

export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams;
  const next = nextOf(query.get("next"));
  const signedIn = await signedInAt(request, context);
  if (signedIn !== null) throw redirect(next ?? homeOf(signedIn.actor.kind), 303);
  return { next, told: query.has("ended") ? "ended" : query.has("out") ? "signed_out" : null } as const;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { portal, clientAddress } = context;
  const form = await formOf(request, context);
  const typed = form.get("login");
  const login = typeof typed === "string" ? typed.slice(0, 100) : "";
  const refuse = (problems: readonly SignInProblem[], status: number, headers?: Record<string, string>) =>
    data({ login, problems }, headers === undefined ? { status } : { status, headers });

  const parsed = Credentials.safeParse({ login: form.get("login"), password: form.get("password") });
  if (!parsed.success)
    return refuse(
      parsed.error.issues.map(({ message }) => problemOf(message)),
      422,
    );
  const outcome = await signIn(portal, {
    credentials: parsed.data,
    clientAddress,
    formerToken: await tokenOf(portal, request),
    at: new Date(),
  });
  if (outcome.outcome === "wrong") return refuse(["wrong"], 422);
  if (outcome.outcome === "slow_down") {
    return refuse(["slow_down"], 429, { "Retry-After": String(outcome.retryAfterSeconds) });
  }
  const next = form.get("next");
  return redirect(nextOf(typeof next === "string" ? next : null) ?? outcome.home, {
    status: 303,
    headers: { "Set-Cookie": await keepToken(portal, outcome.token) },
  });
}

const problemOf = (message: string): SignInProblem =>
  message === "login_missing" || message === "password_missing" ? message : "wrong";

export default function SignIn() {
  const { next, told } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <SignInForm next={next} told={told} login={answer?.login ?? ""} problems={answer?.problems ?? []} />;
}
