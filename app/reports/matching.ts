import type { Vault } from "#app/platform/crypto.ts";
import type { BlindIndexKind } from "#db/schema/index.ts";
import type { Report } from "#guidelines/report.ts";
import { isValidNationalId, writtenNationalId } from "./national-id.ts";

type Child = Report["children"][number];

/** A trait as a keyed hash: equal traits are found again, and nobody reads one. */
export interface MatchToken {
  readonly kind: BlindIndexKind;
  readonly token: Buffer;
}

/**
 * Traits by which a child is the same for certain, so that reports are joined without being asked. The others only find
 * what somebody may look at: two children share a name and a birthday, a whole school reports from one telephone.
 */
export const certainKinds: readonly BlindIndexKind[] = ["national_id", "name_birth_district"];

/**
 * The traits of a child as keyed hashes: a valid national id, name with birth date and district of residence, and name
 * with birth date alone. What is not known makes no token: two unknown names are not the same name.
 */
export function matchTokens(
  vault: Vault,
  child: Pick<Child, "nationalId" | "name" | "bornOn" | "district">,
): MatchToken[] {
  const tokens: MatchToken[] = [];
  const add = (kind: BlindIndexKind, trait: string) =>
    tokens.push({ kind, token: vault.token(`match ${kind}`, trait) });
  const id = child.nationalId === null ? null : writtenNationalId(child.nationalId);
  if (id !== null && isValidNationalId(id)) add("national_id", id);
  const name = child.name === null ? "" : plainName(child.name);
  if (name === "" || child.bornOn === null) return tokens;
  add("name_birth", [name, child.bornOn].join("\n"));
  if (child.district !== null) add("name_birth_district", [name, child.bornOn, child.district].join("\n"));
  return tokens;
}

/** The reporter's telephone as a keyed hash; empty where none was given. The contract knows no other telephone. */
export function phoneTokens(vault: Vault, { phone }: Pick<Report["reporter"], "phone">): MatchToken[] {
  return phone === null ? [] : [{ kind: "phone", token: vault.token("match phone", plainPhone(phone)) }];
}

/** Digits alone, a mainland number without its country code: however it was typed, it is the same telephone. */
function plainPhone(phone: string): string {
  return phone
    .normalize("NFKC")
    .replace(/\D/g, "")
    .replace(/^(?:00)?86(?=1\d{10}$)/, "");
}

function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s·•・.]/gu, "")
    .toLowerCase();
}
