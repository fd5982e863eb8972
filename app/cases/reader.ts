import type { StaffReader } from "#app/accounts/reader.ts";

/** The officer who reads a case. */
export interface Reader extends StaffReader {
  /** Whether the identities were opened for this one answer. */
  readonly identities: "masked" | "open";
  /** The report whose reporter was opened for this one answer. */
  readonly openedReporter: string | null;
}
