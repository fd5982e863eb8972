import type { Vault } from "#app/platform/crypto.ts";
import type { ChildTraits } from "./traits.ts";

/**
 * Kinds of keyed hashes of a child. Some are compared, and all of those that `finds` names find a child again; nobody
 * can read one, and equal values of two kinds are different hashes.
 */
const traitKinds = [
  "name",
  "sound",
  "near",
  "one_open",
  "common",
  "birth",
  "birth_unordered",
  "birth_solar",
  "birth_parts",
  "birth_year",
  "national_id",
  "national_id_valid",
  "national_id_near",
  "sex",
  "district",
  "address",
  "street",
  "guardian",
  "school",
] as const;
export type TraitKind = (typeof traitKinds)[number];

/** A child as keyed hashes: what is not known has no entry. */
export type Profile = Readonly<Partial<Record<TraitKind, readonly string[]>>>;

/** Half of a keyed hash: 128 bits, so that two values never meet by chance, in half the room. */
const token = (vault: Vault, kind: string, value: string) =>
  vault.token(`child ${kind}`, value).subarray(0, 16).toString("base64url");

/** The traits of a child as keyed hashes, so that children are compared without anybody reading a name. */
export function profileOf(vault: Vault, traits: ChildTraits): Profile {
  const profile: Partial<Record<TraitKind, readonly string[]>> = {};
  for (const [kind, values] of Object.entries(valuesOf(traits)) as [TraitKind, readonly string[]][]) {
    if (values.length > 0) profile[kind] = [...new Set(values)].map((value) => token(vault, kind, value));
  }
  return profile;
}

const known = (value: string | null | undefined): string[] => (value === null || value === undefined ? [] : [value]);

function valuesOf(traits: ChildTraits): Record<TraitKind, readonly string[]> {
  const { name, bornOn, nationalId } = traits;
  return {
    name: known(name?.plain),
    sound: name?.sounds ?? [],
    near: name?.near ?? [],
    one_open: name?.withOneOpen ?? [],
    common: name?.common === true ? ["common"] : [],
    birth: known(bornOn),
    birth_unordered: bornOn === null ? [] : [unordered(bornOn)],
    birth_solar: traits.solarDays,
    birth_parts: bornOn === null ? [] : twoOfThree(bornOn),
    birth_year: traits.bornIn.map(String),
    national_id: known(nationalId?.written),
    national_id_valid: nationalId?.valid === true ? [nationalId.written] : [],
    national_id_near: nationalId === null ? [] : withOneLeftOut(nationalId.written),
    sex: known(traits.sex),
    district: known(traits.district),
    address: known(traits.address),
    street: known(traits.street),
    guardian: traits.guardians,
    school: known(traits.school),
  };
}

/** The same for a date and for the one with day and month changed over. */
function unordered(day: string): string {
  const [year = "", ...rest] = day.split("-");
  return [year, ...rest.sort()].join("-");
}

function twoOfThree(day: string): string[] {
  const [year = "", month = "", date = ""] = day.split("-");
  return [`${year}-${month}-?`, `${year}-?-${date}`, `?-${month}-${date}`];
}

/** The number with one character left out: one wrong, one too few or two changed over still meet in one of these. */
function withOneLeftOut(id: string): string[] {
  return [id, ...Array.from(id, (_out, index) => id.slice(0, index) + id.slice(index + 1))];
}

/**
 * The hashes by which a child is looked up: pairs of traits that few children share, so that a lookup among very many
 * stays a short one. Two children that share none of them are never compared.
 */
export function findingTokens(vault: Vault, traits: ChildTraits): Buffer[] {
  const { name, bornOn, nationalId, address, street } = traits;
  const near = name?.near ?? [];
  const birth = bornOn === null ? [] : [unordered(bornOn), ...traits.solarDays];
  const household = [...known(address), ...known(street), ...traits.guardians];
  const pairs = (what: string, ones: readonly string[], others: readonly (string | number)[]) =>
    ones.flatMap((one) => others.map((other) => `${what}\n${one}\n${other}`));
  const values = [
    ...pairs("name and year", near, traits.bornIn),
    ...pairs("name and district", near, known(traits.district)),
    ...pairs("name and household", near, household),
    ...pairs("name and school", near, known(traits.school)),
    ...pairs("birth and name", birth, [...near, ...known(name?.given), ...(name?.withOneOpen ?? [])]),
    ...pairs("birth and household", birth, household),
    ...(nationalId === null ? [] : withOneLeftOut(nationalId.written).map((one) => `number\n${one}`)),
  ];
  return [...new Set(values)].map((value) => vault.token("find child", value).subarray(0, 16));
}
