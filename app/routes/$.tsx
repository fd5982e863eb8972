import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";

/** Every address that is no page, and every request that was turned away at the door. */
export function loader({ context }: LoaderFunctionArgs): never {
  throw new Response(null, { status: context.refused ?? 404 });
}

export function action(_args: ActionFunctionArgs): never {
  throw new Response(null, { status: 404 });
}

/** Never drawn, since the loader always throws; it makes the answer a page instead of bare data. */
export default function NoSuchPage() {
  return null;
}
