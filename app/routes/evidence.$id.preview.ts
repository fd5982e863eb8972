import type { LoaderFunctionArgs } from "@remix-run/node";
import { previewAnswer } from "#app/uploads/serving.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return previewAnswer(request, context, params.id);
}
