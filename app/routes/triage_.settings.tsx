import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { requireOfficer } from "#app/accounts/guard.ts";
import { formOf } from "#app/platform/http.ts";
import { ownPath } from "#app/platform/locale.ts";
import { keepSettings, readSettings, SettingsForm } from "#app/triage/desk-settings.ts";

/** Changes how the desk looks and sounds at this browser, and goes back to it. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireOfficer(request, context);
  const { portal } = context;
  const { density, sound, back } = SettingsForm.parse(Object.fromEntries(await formOf(request, context)));
  const kept = readSettings(portal, request);
  const settings = { density: density ?? kept.density, sound: sound ?? kept.sound };
  const path = ownPath(back);
  return redirect(path.startsWith("/triage") ? path : "/triage", {
    status: 303,
    headers: { "Set-Cookie": keepSettings(portal, settings) },
  });
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireOfficer(request, context);
  return redirect("/triage", 303);
}
