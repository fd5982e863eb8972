import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { formOf, isHttps } from "#app/platform/http.ts";
import { languageCookie, ownPath } from "#app/platform/locale.ts";

/** Whoever comes here by a link has nothing to choose with. */
export function loader() {
  return redirect("/", 303);
}

/** Remembers the language and goes back to where it was chosen. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await formOf(request, context);
  const cookie = languageCookie(String(form.get("lang") ?? ""), isHttps(context.portal));
  if (cookie === null) throw new Response(null, { status: 400 });
  return redirect(ownPath(String(form.get("to") ?? "/")), { status: 303, headers: { "Set-Cookie": cookie } });
}

/** Never drawn; with it, a form that cannot be read is answered by a page instead of by nothing. */
export default function Language() {
  return null;
}
