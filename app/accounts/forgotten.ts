import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { z } from "zod";
import { formOf } from "#app/platform/http.ts";
import { takeTokens } from "#app/platform/rate-limit.ts";
import { askPasswordLink } from "./password-links.ts";
import { linkLimits } from "./rules.ts";

/** Login or mail address, in the letters in which accounts keep their login. */
const Asked = z
  .string({ error: "missing" })
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "missing")
      .max(200, "malformed")
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, "malformed"),
  );

export type AskProblem = "missing" | "malformed" | { readonly minutes: number };

/** Asks for a link to a new password. Whatever was typed is answered alike; nothing here knows whether it exists. */
export async function submitForgotten(context: AppLoadContext, request: Request) {
  const { portal, clientAddress } = context;
  const form = await formOf(request, context);
  const value = form.get("who");
  const typed = typeof value === "string" ? value.slice(0, 200) : "";
  const parsed = Asked.safeParse(value);
  if (!parsed.success) {
    const problem = parsed.error.issues.some(({ message }) => message === "malformed") ? "malformed" : "missing";
    return data<{ typed: string; problem: AskProblem }>({ typed, problem }, { status: 422 });
  }
  const now = new Date();
  const allowances = [
    { use: "password link from address", key: clientAddress, ...linkLimits.address },
    {
      use: "password link for account from address",
      key: `${clientAddress}\0${parsed.data}`,
      ...linkLimits.accountFromAddress,
    },
  ];
  const refused = await takeTokens(portal.db, portal.vault, allowances, now);
  if (refused !== null) {
    const problem = { minutes: Math.ceil(refused.retryAfterSeconds / 60) };
    const headers = { "Retry-After": String(refused.retryAfterSeconds) };
    return data<{ typed: string; problem: AskProblem }>({ typed, problem }, { status: 429, headers });
  }
  await askPasswordLink(portal, parsed.data, now);
  return redirect("/sign-in/forgotten?asked=1", 303);
}
