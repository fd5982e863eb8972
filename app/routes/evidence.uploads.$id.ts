import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { continueUpload, terminateUpload, uploadOffset } from "#app/uploads/tus.ts";

/** One upload of the tus protocol. Only its offset can be read. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  if (request.method !== "HEAD") throw new Response(null, { status: 405 });
  return uploadOffset(request, context, params.id ?? "");
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const id = params.id ?? "";
  if (request.method === "PATCH") return continueUpload(request, context, id);
  if (request.method === "DELETE") return terminateUpload(request, context, id);
  throw new Response(null, { status: 405 });
}
