import { type AppLoadContext, data } from "@remix-run/node";
import { z } from "zod";
import { formatHandedCode, parseHandedCode } from "#app/accounts/handed-code.ts";
import { checkPassword, type PasswordFault } from "#app/accounts/password-rules.ts";
import { hashPassword } from "#app/accounts/passwords.ts";
import { formOf } from "#app/platform/http.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { becomeAccount, type OpenInvitation, openInvitation } from "./invitations.ts";
import { inWords } from "./people-view.ts";

export type JoiningProblem =
  | "login_missing"
  | "login_malformed"
  | "login_taken"
  | "email_malformed"
  | "password_missing"
  | "password_differs"
  | PasswordFault;

/** Where an invited person stands on the way to an account. */
export type Joining =
  | { readonly at: "code"; readonly typed: string; readonly problem: "malformed" | { readonly minutes: number } | null }
  | { readonly at: "gone" }
  | {
      readonly at: "choose";
      readonly code: string;
      readonly invitation: OpenInvitation;
      readonly login: string;
      readonly email: string;
      readonly problems: readonly JoiningProblem[];
    }
  | { readonly at: "done"; readonly login: string };

/** Codes cannot be guessed; this holds down what an address can make the portal reckon. Policy value of the city. */
const attempts = { limit: 30, windowSeconds: 900 };

/** As sign-in reads it: the same letters in whatever width and case are one login. */
const Login = z
  .string({ error: "login_missing" })
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "login_missing")
      .regex(/^(?=.{3,40}$)[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}])?$/u, "login_malformed"),
  );
const Email = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.union([z.literal("").transform(() => null), z.email("email_malformed").max(200, "email_malformed")]));

const textOf = (form: FormData, name: string, most: number): string => {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, most) : "";
};

const joining = (state: Joining, init: Parameters<typeof data>[1] = {}) => data({ joining: state }, init);

/** Opens an invitation by its code, or makes the account that it keeps a place for. */
export async function submitJoining(context: AppLoadContext, request: Request) {
  const { portal, clientAddress, locale } = context;
  const form = await formOf(request, context);
  const typed = textOf(form, "code", 300);
  const code = parseHandedCode(typed);
  if (code === null) return joining({ at: "code", typed, problem: "malformed" }, { status: 422 });
  const taken = await takeToken(portal.db, portal.vault, { use: "invitation", key: clientAddress, ...attempts });
  if (!taken.allowed) {
    const problem = { minutes: Math.ceil(taken.retryAfterSeconds / 60) };
    const headers = { "Retry-After": String(taken.retryAfterSeconds) };
    return joining({ at: "code", typed, problem }, { status: 429, headers });
  }
  const now = new Date();
  const invitation = await openInvitation(portal, code, now);
  if (invitation === null) return joining({ at: "gone" }, { status: 404 });
  const named = {
    ...inWords(portal, locale, invitation),
    by: inWords(portal, locale, { ...invitation.by, districts: [] }),
  };
  const choose = (login: string, email: string, problems: readonly JoiningProblem[]) =>
    joining(
      { at: "choose", code: formatHandedCode(code), invitation: named, login, email, problems },
      { status: problems.length > 0 ? 422 : 200 },
    );
  if (form.get("step") !== "make") return choose("", "", []);

  const login = textOf(form, "login", 100);
  const email = textOf(form, "email", 300);
  const chosen = await readChosen(form, { login, email, unit: invitation.unitName });
  if (chosen.problems.length > 0) return choose(login, email, chosen.problems);
  const passwordHash = await hashPassword(chosen.password);
  const become = await becomeAccount(portal, code, { login: chosen.login, email: chosen.email, passwordHash }, now);
  if (become.outcome === "gone") return joining({ at: "gone" }, { status: 404 });
  if (become.outcome === "login_taken") return choose(login, email, ["login_taken"]);
  return joining({ at: "done", login: chosen.login });
}

interface Chosen {
  readonly login: string;
  readonly email: string | null;
  readonly password: string;
  readonly problems: readonly JoiningProblem[];
}

/** Login, mail address and password as they were chosen, with everything that is to be changed, in the form's order. */
async function readChosen(
  form: FormData,
  typed: { readonly login: string; readonly email: string; readonly unit: string | null },
): Promise<Chosen> {
  const problems: JoiningProblem[] = [];
  const login = Login.safeParse(typed.login);
  if (!login.success) {
    problems.push(
      login.error.issues.some(({ message }) => message === "login_missing") ? "login_missing" : "login_malformed",
    );
  }
  const email = Email.safeParse(typed.email);
  if (!email.success) problems.push("email_malformed");
  const password = textOf(form, "password", 1_000);
  const known = login.success ? login.data : "";
  if (password === "") problems.push("password_missing");
  else {
    const fault = await checkPassword(password, { login: known, unit: typed.unit });
    if (fault !== null) problems.push(fault);
    else if (form.get("passwordAgain") !== password) problems.push("password_differs");
  }
  return { login: known, email: email.success ? email.data : null, password, problems };
}
