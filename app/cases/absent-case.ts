import type { SignedInOfficer } from "#app/accounts/guard.ts";
import { recordRefusedAccess } from "#app/audit/refused-access.ts";
import type { PortalContext } from "#app/platform/http.ts";

/** The answer for a case that is absent or hidden, which is one and the same; that it was asked for is on the audit trail. */
export async function absentCase(
  request: Request,
  context: PortalContext,
  { actor }: SignedInOfficer,
  caseNumber: string,
): Promise<Response> {
  await recordRefusedAccess(request, context, actor, { reason: "absent_or_hidden", caseNumber });
  return new Response(null, { status: 404 });
}
