import { isNumber } from "#app/reports/numbers.ts";

/** The case number in an address. What no case can be called is absent, as a case that is hidden is. */
export function caseNumberIn({ number }: { readonly number?: string | undefined }): string {
  if (number === undefined || !isNumber(number)) throw new Response(null, { status: 404 });
  return number;
}
