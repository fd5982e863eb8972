import type { Edition } from "./edition.ts";
import type { Finding } from "./findings.ts";

export function lintEdition(_edition: Edition): Finding[] {
  return [];
}
