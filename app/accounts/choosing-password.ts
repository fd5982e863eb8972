import { type AppLoadContext, data } from "@remix-run/node";
import { formOf } from "#app/platform/http.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { formatHandedCode, parseHandedCode } from "./handed-code.ts";
import { openPasswordLink, setPasswordByLink } from "./password-links.ts";
import { checkPassword, type PasswordFault } from "./password-rules.ts";
import { hashPassword } from "./passwords.ts";
import { linkLimits } from "./rules.ts";

export type ChoosingProblem = "password_missing" | "password_differs" | PasswordFault;

/** Where somebody stands on the way to a new password. */
export type Choosing =
  | { readonly at: "code"; readonly typed: string; readonly problem: "malformed" | { readonly minutes: number } | null }
  | { readonly at: "gone" }
  | { readonly at: "choose"; readonly code: string; readonly login: string; readonly problem: ChoosingProblem | null }
  | { readonly at: "done" };

const textOf = (form: FormData, name: string, most: number): string => {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, most) : "";
};

const choosing = (state: Choosing, init: Parameters<typeof data>[1] = {}) => data({ choosing: state }, init);

/** Opens a link to a new password by its code, or sets the password. */
export async function submitChoosing(context: AppLoadContext, request: Request) {
  const { portal, clientAddress } = context;
  const form = await formOf(request, context);
  const typed = textOf(form, "code", 300);
  const code = parseHandedCode(typed);
  if (code === null) return choosing({ at: "code", typed, problem: "malformed" }, { status: 422 });
  const allowance = { use: "password link tried", key: clientAddress, ...linkLimits.tried };
  const taken = await takeToken(portal.db, portal.vault, allowance);
  if (!taken.allowed) {
    const problem = { minutes: Math.ceil(taken.retryAfterSeconds / 60) };
    const headers = { "Retry-After": String(taken.retryAfterSeconds) };
    return choosing({ at: "code", typed, problem }, { status: 429, headers });
  }
  const now = new Date();
  const link = await openPasswordLink(portal, code, now);
  if (link === null) return choosing({ at: "gone" }, { status: 404 });
  const { login } = link;
  const choose = (problem: ChoosingProblem | null) =>
    choosing({ at: "choose", code: formatHandedCode(code), login, problem }, { status: problem === null ? 200 : 422 });
  if (form.get("step") !== "set") return choose(null);
  const chosen = textOf(form, "chosen", 1_000);
  if (chosen === "") return choose("password_missing");
  const fault = await checkPassword(chosen, link);
  if (fault !== null) return choose(fault);
  if (form.get("again") !== chosen) return choose("password_differs");
  const isSet = await setPasswordByLink(portal, code, await hashPassword(chosen), now);
  return isSet ? choosing({ at: "done" }) : choosing({ at: "gone" }, { status: 404 });
}
