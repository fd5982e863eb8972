import { createRequire } from "node:module";
import { isValidNationalId, writtenNationalId } from "#app/reports/national-id.ts";
import { beijingDay } from "#guidelines/days.ts";
import type { Matching } from "#guidelines/matching.ts";
import type { Report } from "#guidelines/report.ts";
import { type ComparedName, comparedName } from "./names.ts";

type Child = Report["children"][number];

/** Required, not imported: Node, the bundler and the test runner each give this library another default. */
const chineseDays: typeof import("chinese-days") = createRequire(import.meta.url)("chinese-days");

/** What a report says of one child, in the forms by which children are compared. In clear: never stored, never logged. */
export interface ChildTraits {
  readonly name: ComparedName | null;
  readonly bornOn: string | null;
  /** Years in which the child may have been born; empty where neither birth date nor age is known. */
  readonly bornIn: readonly number[];
  /** The birth date, and the day that it means where somebody gave the day of the lunar calendar. */
  readonly solarDays: readonly string[];
  readonly nationalId: { readonly written: string; readonly valid: boolean } | null;
  readonly sex: "female" | "male" | null;
  readonly district: string | null;
  readonly address: string | null;
  readonly street: string | null;
  readonly guardians: readonly string[];
  readonly school: string | null;
}

const guardianRelations: readonly Report["suspects"][number]["relation"][] = [
  "father",
  "mother",
  "step_parent",
  "guardian",
];

/** Reads the traits of a child of a report that was filed at this moment. */
export function traitsOf(
  matching: Matching,
  report: Pick<Report, "suspects">,
  child: Child,
  filedAt: Date,
): ChildTraits {
  const id = child.nationalId === null ? null : writtenNationalId(child.nationalId);
  const address = child.address === null ? null : comparedAddress(matching, child.address);
  return {
    name: child.name === null ? null : comparedName(matching, child.name),
    bornOn: child.bornOn,
    bornIn: yearsOf(child, filedAt),
    solarDays: child.bornOn === null ? [] : [child.bornOn, ...solarOfLunar(child.bornOn)],
    nationalId: id === null ? null : { written: id, valid: isValidNationalId(id) },
    sex: child.sex === "unknown" ? null : child.sex,
    district: child.district,
    address: address === "" ? null : address,
    street: address === null ? null : streetOf(address),
    guardians: report.suspects.flatMap(({ name, relation, isGuardian }) => {
      const read =
        name !== null && (isGuardian === true || guardianRelations.includes(relation))
          ? comparedName(matching, name)
          : null;
      return read === null ? [] : read.near;
    }),
    school: child.school === null ? null : comparedSchool(matching, child.school),
  };
}

/** Whoever is nine today was born nine or ten years ago by the calendar. */
function yearsOf({ bornOn, age }: Child, filedAt: Date): number[] {
  if (bornOn !== null) return [Number(bornOn.slice(0, 4))];
  if (age === null) return [];
  const year = Number(beijingDay(filedAt).slice(0, 4));
  return [year - age - 1, year - age];
}

/** The solar day of a lunar one. Grandparents know birthdays by the lunar calendar, and forms do not ask which one. */
function solarOfLunar(day: string): string[] {
  // No lunar month has more than thirty days.
  if (day.endsWith("-31")) return [];
  const { date, leapMonthDate } = chineseDays.getSolarDateFromLunar(day);
  return [date, leapMonthDate].filter(
    (found): found is string => found !== undefined && /^\d{4}-\d\d-\d\d$/.test(found),
  );
}

function comparedAddress({ addresses }: Matching, typed: string): string {
  let text = typed.normalize("NFKC").toLowerCase();
  for (const word of addresses.dropped) text = text.replaceAll(word, "");
  for (const [character, digit] of Object.entries(addresses.digits)) text = text.replaceAll(character, digit);
  // Longest first: what stands inside another must not break it.
  for (const word of addresses.separators) text = text.replaceAll(word, "-");
  return text
    .replace(/[\s#,，。、()]/gu, "")
    .replace(/-+/g, "-")
    .replace(/^-|-$/g, "");
}

/** Up to the first number, with it: the street and house without staircase and flat. */
function streetOf(address: string): string | null {
  const found = /^\D*[^\d-]\d+/u.exec(address);
  return found === null || found[0] === address ? null : found[0];
}

function comparedSchool({ schools }: Matching, typed: string): string | null {
  let text = typed.normalize("NFKC").toLowerCase().replace(/\s/gu, "");
  for (const word of schools.dropped) text = text.replaceAll(word, "");
  return text === "" ? null : text;
}
