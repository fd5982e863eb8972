import type { Portal } from "#app/platform/portal.ts";
import { orUnavailable } from "./guide.ts";
import type { ReceiptView } from "./receipts.ts";
import type { SupplementState } from "./supplement-form.tsx";
import { readSupplement } from "./supplement-text.ts";
import { addSupplement } from "./supplements.ts";

/** What became of a supplement. Words that were not taken go back onto the page. */
export type Supplemented = "added" | "no_receipt" | SupplementState;

/** Adds what a form brought to the report of the receipt that `find` opens; loses no word when the store is away. */
export async function takeSupplement(
  portal: Portal,
  form: FormData,
  find: () => Promise<ReceiptView | null>,
): Promise<Supplemented> {
  const { text, problem } = readSupplement(form.get("supplement"));
  if (problem !== null) return { text, problem };
  const outcome = await orUnavailable(async () => {
    const view = await find();
    if (view === null) return "no_receipt";
    await addSupplement(portal, view.reporter, text, new Date());
    return "added";
  });
  return outcome ?? { text, problem: "notSaved" };
}

/** The HTTP status that goes with a supplement that was not taken. */
export const statusOf = ({ problem }: SupplementState): number => (problem === "notSaved" ? 503 : 422);
