import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";

/** Where somebody stands, in codes, and what makes it readable. */
interface Placed {
  readonly department: string | null;
  readonly districts: readonly string[];
}

/** The same line with department and districts by name; no district stands for the whole city. */
export function inWords<Line extends Placed>(portal: Portal, locale: Locale, line: Line): Line {
  const { edition, city } = portal;
  return {
    ...line,
    department: line.department === null ? null : departmentName(edition, line.department, locale, "short"),
    districts: line.districts
      .filter((code) => code !== "*")
      .map((code) => inLanguage(districtName(city, code), locale)),
  };
}
