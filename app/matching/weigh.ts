import { type Feature, type Finding, features, type Matching } from "#guidelines/matching.ts";
import type { Profile, TraitKind } from "./profile.ts";

/** What two descriptions of a child say when they are held against each other: only what both know. */
export type Findings = { readonly [F in Feature]?: Finding<F> };

export interface Comparison {
  readonly findings: Findings;
  readonly weight: number;
  readonly verdict: Verdict;
}

/** `certain`: one child, joined without being asked. `likely`: shown to an officer. `other`: nothing is done. */
export type Verdict = "certain" | "likely" | "other";

type Both = (kind: TraitKind) => boolean;

/** Holds two children against each other by their keyed hashes and the weights of the edition. Pure; symmetric. */
export function compareChildren(matching: Matching, one: Profile, other: Profile): Comparison {
  const findings = findingsOf(one, other);
  const common = one.common !== undefined || other.common !== undefined;
  const weight = weigh(matching, findings, common);
  return { findings, weight, verdict: verdictOf(matching, findings, weight) };
}

function findingsOf(one: Profile, other: Profile): Findings {
  const bothKnow: Both = (kind) => one[kind] !== undefined && other[kind] !== undefined;
  const share: Both = (kind) => {
    const found = new Set(one[kind]);
    return other[kind]?.some((token) => found.has(token)) ?? false;
  };
  const sameOrNot = (kind: TraitKind) => (bothKnow(kind) ? (share(kind) ? "same" : "different") : undefined);
  return withoutUnknown({
    name: nameFinding(bothKnow, share),
    birth: birthFinding(bothKnow, share),
    national_id: numberFinding(bothKnow, share),
    sex: sameOrNot("sex"),
    district: sameOrNot("district"),
    address: bothKnow("address")
      ? share("address")
        ? "same"
        : share("street")
          ? "same_street"
          : "different"
      : undefined,
    guardian: sameOrNot("guardian"),
    school: sameOrNot("school"),
  });
}

function nameFinding(bothKnow: Both, share: Both): Finding<"name"> | undefined {
  if (!bothKnow("sound")) return undefined;
  if (share("name")) return "same";
  if (share("sound")) return "sounds_same";
  if (share("near")) return "sounds_near";
  return share("one_open") ? "one_character" : "different";
}

function birthFinding(bothKnow: Both, share: Both): Finding<"birth"> | undefined {
  if (!bothKnow("birth_year")) return undefined;
  if (!bothKnow("birth")) return share("birth_year") ? "same_year" : "different";
  if (share("birth")) return "same";
  if (share("birth_unordered")) return "day_and_month_swapped";
  if (share("birth_solar")) return "lunar_for_solar";
  return share("birth_parts") ? "one_part_off" : "different";
}

function numberFinding(bothKnow: Both, share: Both): Finding<"national_id"> | undefined {
  if (!bothKnow("national_id")) return undefined;
  if (bothKnow("national_id_valid")) return share("national_id_valid") ? "same" : "both_valid_and_different";
  return share("national_id_near") ? "near" : "different";
}

function weigh({ weights, household }: Matching, findings: Findings, common: boolean): number {
  const of = <F extends Feature>(feature: F): number => {
    const found = findings[feature];
    const table: Readonly<Record<string, number>> = weights[feature];
    return found === undefined ? 0 : (table[found] ?? 0);
  };
  const shared: readonly Feature[] = household.of;
  const together = shared.reduce((sum, feature) => sum + of(feature), 0);
  const alone = features.filter((feature) => !shared.includes(feature)).reduce((sum, feature) => sum + of(feature), 0);
  const sameName = findings.name === "same" || findings.name === "sounds_same" || findings.name === "sounds_near";
  return alone + Math.min(together, household.atMost) + (common && sameName ? weights.common_name : 0);
}

/**
 * Certain by a valid number, or by name, birth date and district together, where nothing speaks against it: another
 * name, another sex or another valid number is for people to look at. Twins and siblings are never certain.
 */
function verdictOf({ thresholds }: Matching, findings: Findings, weight: number): Verdict {
  const { name, birth, national_id, sex, district } = findings;
  const proven =
    (national_id === "same" && name !== "different" && name !== "one_character" && birth !== "different") ||
    (name === "same" && birth === "same" && district === "same");
  const contradicted = sex === "different" || national_id === "both_valid_and_different";
  if (proven && !contradicted && weight >= thresholds.certain) return "certain";
  return weight >= thresholds.likely ? "likely" : "other";
}

function withoutUnknown(found: { readonly [F in Feature]: Finding<F> | undefined }): Findings {
  return Object.fromEntries(Object.entries(found).filter(([, finding]) => finding !== undefined));
}
