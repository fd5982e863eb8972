import { copyFor, type Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { portalOffice } from "#db/schema/index.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";
import type { Office } from "./rules.ts";

/** An office by its name and its district where that is told; the portal itself for what a reporter took. */
export function officeName(
  { edition, city }: Portal,
  locale: Locale,
  { department, district }: { readonly department: string; readonly district: string | null },
): string {
  const { form } = copyFor(locale).documents;
  if (department === portalOffice) return copyFor(locale).shell.name;
  const name = departmentName(edition, department, locale, "name");
  return district === null ? name : form.office(inLanguage(districtName(city, district), locale), name);
}

/** The same in short, as it stands in a document's number. */
export function officeMark({ edition, city }: Portal, { department, district }: Office): string {
  if (department === portalOffice) return copyFor("zh-CN").documents.form.portalMark;
  return districtName(city, district).zh + departmentName(edition, department, "zh-CN", "short");
}
