import { z } from "zod";
import { isValidNationalId, writtenNationalId } from "#app/reports/national-id.ts";
import { isNumber } from "#app/reports/numbers.ts";
import { situations } from "#guidelines/report.ts";

/** What was typed into the form, as it was typed. */
export interface TypedSearch {
  readonly number: string;
  readonly name: string;
  readonly bornOn: string;
  readonly nationalId: string;
  readonly phone: string;
  readonly unit: string;
  readonly district: string;
  readonly situation: string;
  readonly from: string;
  readonly to: string;
}
export type SearchField = keyof TypedSearch;
const searchFields = [
  "number",
  "name",
  "bornOn",
  "nationalId",
  "phone",
  "unit",
  "district",
  "situation",
  "from",
  "to",
] as const satisfies readonly SearchField[];

/** Why a search was not made. Each has its sentence in `app/copy`, search. */
export type SearchProblem =
  | "nothing_asked"
  | "number"
  | "name_alone"
  | "born_alone"
  | "born_on"
  | "national_id"
  | "phone"
  | "unit"
  | "district"
  | "situation"
  | "from"
  | "to"
  | "order";

export interface FoundProblem {
  readonly field: SearchField | null;
  readonly problem: SearchProblem;
}

/** What a search asks for: what is null is not asked for. A telephone and a unit tell who reported. */
export interface SearchCriteria {
  readonly number: string | null;
  readonly child: { readonly name: string; readonly bornOn: string } | null;
  readonly nationalId: string | null;
  readonly phone: string | null;
  readonly unit: string | null;
  readonly district: string | null;
  readonly situation: string | null;
  /** Days in Beijing, the last one included. */
  readonly from: string | null;
  readonly to: string | null;
}

const line = z.string().max(200).catch("");

/** What the form handed in; anything that no form of ours sends reads as empty. */
export const SearchForm = z.object({
  number: line,
  name: line,
  bornOn: line,
  nationalId: line,
  phone: line,
  unit: line,
  district: line,
  situation: line,
  from: line,
  to: line,
});

const leastPhoneDigits = 7;

/** The criteria in what was typed, or every field that cannot be searched by. */
export function readCriteria(
  typed: TypedSearch,
  known: { readonly districts: readonly string[] },
): { readonly criteria: SearchCriteria } | { readonly problems: readonly FoundProblem[] } {
  const problems: FoundProblem[] = [];
  const blame = (field: SearchField | null, problem: SearchProblem) => problems.push({ field, problem });
  const given = (field: SearchField): string | null => {
    const text = typed[field].normalize("NFKC").trim();
    return text === "" ? null : text;
  };
  const number = given("number")?.toUpperCase().replace(/\s/g, "") ?? null;
  const name = given("name");
  const bornOn = given("bornOn");
  const nationalId = given("nationalId");
  const phone = given("phone");
  const district = given("district");
  const situation = given("situation");
  const [from, to] = [given("from"), given("to")];
  if (searchFields.every((field) => given(field) === null)) blame(null, "nothing_asked");
  if (number !== null && !isNumber(number)) blame("number", "number");
  if (bornOn !== null && !isDay(bornOn)) blame("bornOn", "born_on");
  else if (name !== null && bornOn === null) blame("bornOn", "name_alone");
  if (bornOn !== null && name === null) blame("name", "born_alone");
  if (nationalId !== null && !isValidNationalId(writtenNationalId(nationalId) ?? ""))
    blame("nationalId", "national_id");
  if (phone !== null && phone.replace(/\D/g, "").length < leastPhoneDigits) blame("phone", "phone");
  if (district !== null && !known.districts.includes(district)) blame("district", "district");
  if (situation !== null && !situations.some((one) => one === situation)) blame("situation", "situation");
  if (from !== null && !isDay(from)) blame("from", "from");
  if (to !== null && !isDay(to)) blame("to", "to");
  else if (from !== null && to !== null && isDay(from) && to < from) blame("to", "order");
  if (problems.length > 0) return { problems };
  const child = name !== null && bornOn !== null ? { name, bornOn } : null;
  return { criteria: { number, child, nationalId, phone, unit: given("unit"), district, situation, from, to } };
}

/** A day of the calendar: 2026-02-30 is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** The kinds of criteria of a search, for the audit trail: never what was asked for. */
export function kindsOf(criteria: SearchCriteria): string {
  return Object.entries(criteria)
    .filter(([, value]) => value !== null)
    .map(([kind]) => kind)
    .join(",");
}
