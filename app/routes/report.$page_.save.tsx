import type { ActionFunctionArgs } from "@remix-run/node";
import { savePage } from "#app/reports/save-page.ts";

/** Where a page sends itself while it is filled in. Answers with nothing: the page says "saved" by itself. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  return savePage(context, request, params.page ?? "");
}
