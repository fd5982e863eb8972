import { type ActionFunctionArgs, data } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { formOf } from "#app/platform/http.ts";
import { readProof } from "#app/reports/proof.ts";
import { type Verified, VerifyProof } from "#app/reports/verify-proof.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.receipt.verify.title);

export async function action({ request, context }: ActionFunctionArgs) {
  const given = (await formOf(request, context)).get("proof");
  const typed = typeof given === "string" ? given.slice(0, 4_000) : "";
  const statement = readProof(context.portal.publicKeys, typed);
  const outcome = typed.trim() === "" ? "empty" : statement === null ? "invalid" : "valid";
  const verified: Verified = { typed, outcome, statement };
  return data(verified, { status: outcome === "valid" ? 200 : 422 });
}

export default function ProofPage() {
  const verified = useActionData<typeof action>();
  return (
    <ReporterLayout>
      <VerifyProof verified={verified ?? null} />
    </ReporterLayout>
  );
}
