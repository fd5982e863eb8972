import type { LoaderFunctionArgs } from "@remix-run/node";
import { pdfAnswer } from "#app/documents/download.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return pdfAnswer(request, context, params.id);
}
