import type { LoaderFunctionArgs } from "@remix-run/node";

/** The public half of the key that signs proofs, for whoever wants to verify one without this portal. */
export function loader({ context }: LoaderFunctionArgs) {
  const pem = context.portal.publicKey.export({ type: "spki", format: "pem" });
  return new Response(pem, {
    headers: {
      "Content-Type": "application/x-pem-file",
      "Content-Disposition": 'attachment; filename="portal-proof-key.pem"',
    },
  });
}
