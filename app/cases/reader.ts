import type { SignedInOfficer } from "#app/accounts/guard.ts";
import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";

/** Whoever reads the page, and in which language. */
export interface Reader {
  readonly portal: Portal;
  readonly locale: Locale;
  readonly signedIn: SignedInOfficer;
  /** Whether the identities were opened for this one answer. */
  readonly identities: "masked" | "open";
}

/** The name of a desk: 民政（朝阳区）. */
export type DeskName = (
  department: string,
  district: string,
) => { readonly department: string; readonly district: string };

/** Names a desk in the reader's language. */
export function deskNames({ portal, locale }: Pick<Reader, "portal" | "locale">): DeskName {
  return (department, district) => ({
    department: departmentName(portal.edition, department, locale, "short"),
    district: inLanguage(districtName(portal.city, district), locale),
  });
}
