import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";
import type { SignedInOfficer } from "./guard.ts";

/** The officer who reads a page, and in which language. */
export interface StaffReader {
  readonly portal: Portal;
  readonly locale: Locale;
  readonly signedIn: SignedInOfficer;
}

/** The name of a desk: 民政（朝阳区）. */
export type DeskName = (
  department: string,
  district: string,
) => { readonly department: string; readonly district: string };

/** Names a desk in the reader's language. */
export function deskNames({ portal, locale }: Pick<StaffReader, "portal" | "locale">): DeskName {
  return (department, district) => ({
    department: departmentName(portal.edition, department, locale, "short"),
    district: inLanguage(districtName(portal.city, district), locale),
  });
}
