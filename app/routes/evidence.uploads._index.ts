import type { ActionFunctionArgs } from "@remix-run/node";
import { capabilitiesAnswer, createUpload } from "#app/uploads/tus.ts";

/** What this server can do, for a program that asks. */
export function loader() {
  return capabilitiesAnswer();
}

export async function action({ request, context }: ActionFunctionArgs) {
  if (request.method !== "POST") throw new Response(null, { status: 405 });
  return createUpload(request, context);
}
