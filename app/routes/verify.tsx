import { data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { checkCode } from "#app/documents/verify.ts";
import { VerifyPage } from "#app/documents/verify-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.documents.verify.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const code = new URL(request.url).searchParams.get("code");
  if (code === null) return data(null);
  const check = await checkCode(context, code);
  const { problem } = check;
  if (problem === null) return data(check);
  if (problem.kind !== "slow_down") return data(check, { status: 422 });
  return data(check, { status: 429, headers: { "Retry-After": String(problem.seconds) } });
}

export default function Verify() {
  const check = useLoaderData<typeof loader>();
  return (
    <ReporterLayout>
      <VerifyPage check={check} />
    </ReporterLayout>
  );
}
