import { copyFor, type Locale } from "#app/copy/index.ts";
import type { ChainFinding } from "./chain.ts";

/** What is wrong with the chain, in one sentence. */
export function findingInWords(locale: Locale, { fault, seq, day }: ChainFinding): string {
  return copyFor(locale).audit.faults[fault](String(seq), day ?? "");
}
