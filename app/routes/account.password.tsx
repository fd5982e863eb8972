import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { changeFaults, changePassword, PasswordChange } from "#app/accounts/change-password.ts";
import { requireAccount } from "#app/accounts/guard.ts";
import { PasswordPage } from "#app/accounts/password-page.tsx";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.ownAccount.password.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { staff: staffOf(await requireAccount(request, context), context.portal, context.locale) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await formOf(request, context);
  const signedIn = await requireAccount(request, context);
  const { portal, clientAddress } = context;
  const parsed = PasswordChange.safeParse({
    current: form.get("current"),
    chosen: form.get("chosen"),
    again: form.get("again"),
  });
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap(({ message }) => changeFaults.find((fault) => fault === message) ?? []);
    return data({ faults: found }, { status: 422 });
  }
  const fault = await changePassword(portal, { signedIn, change: parsed.data, clientAddress, at: new Date() });
  if (fault !== null) return data({ faults: [fault] }, { status: fault === "slow_down" ? 429 : 422 });
  return redirect("/account?told=password", 303);
}

export default function Password() {
  const { staff } = useLoaderData<typeof loader>();
  return <PasswordPage staff={staff} faults={useActionData<typeof action>()?.faults ?? []} />;
}
