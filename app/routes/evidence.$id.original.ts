import type { LoaderFunctionArgs } from "@remix-run/node";
import { originalAnswer } from "#app/uploads/serving.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return originalAnswer(request, context, params.id);
}
