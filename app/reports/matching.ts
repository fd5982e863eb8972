import type { Vault } from "#app/platform/crypto.ts";
import type { Report } from "#guidelines/report.ts";

type Child = Report["children"][number];

/** A trait by which the same child is found again for certain. */
export interface MatchToken {
  readonly kind: "national_id" | "name_birth_district";
  readonly token: Buffer;
}

/**
 * The certain traits of a child as keyed hashes: a valid national id, or name with birth date and district of
 * residence. What is not known makes no token: two unknown names are not the same name.
 */
export function matchTokens(vault: Vault, child: Child): MatchToken[] {
  const tokens: MatchToken[] = [];
  const id = child.nationalId === null ? null : nationalId(child.nationalId);
  if (id !== null) tokens.push({ kind: "national_id", token: vault.token("match national_id", id) });
  const name = child.name === null ? "" : plainName(child.name);
  if (name !== "" && child.bornOn !== null && child.district !== null) {
    const trait = [name, child.bornOn, child.district].join("\n");
    tokens.push({ kind: "name_birth_district", token: vault.token("match name_birth_district", trait) });
  }
  return tokens;
}

/** An eighteen-digit citizen's number whose check digit is right (GB 11643-1999), or null: a mistyped one proves nothing. */
function nationalId(text: string): string | null {
  const id = text.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id)) return null;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return "10X98765432"[sum % 11] === id[17] ? id : null;
}

function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s·•・.]/gu, "")
    .toLowerCase();
}
