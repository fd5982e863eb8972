import type { Portal } from "#app/platform/portal.ts";
import { orUnavailable } from "./guide.ts";
import type { ReceiptView } from "./receipts.ts";
import type { SupplementState } from "./supplement-form.tsx";
import { readSupplement } from "./supplement-text.ts";
import { addSupplement } from "./supplements.ts";

/** Adds what a form brought to the report of a receipt; null when it was added, else what the form must say. */
export async function takeSupplement(
  portal: Portal,
  view: ReceiptView,
  form: FormData,
): Promise<SupplementState | null> {
  const { text, problem } = readSupplement(form.get("supplement"));
  if (problem !== null) return { text, problem };
  const added = await orUnavailable(async () => {
    await addSupplement(portal, view.reporter, text, new Date());
    return true;
  });
  return added === null ? { text, problem: "notSaved" } : null;
}
