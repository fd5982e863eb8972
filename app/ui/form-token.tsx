import { usePage } from "./page-context.tsx";

/** Stands in every form that is posted: shows that it was sent from a page of the portal. */
export function FormToken() {
  return <input type="hidden" name="form_token" value={usePage().formToken} />;
}
