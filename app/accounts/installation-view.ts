import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";
import type { Installation } from "./installation.ts";
import type { InstallationView } from "./installation-page.tsx";

/** The installation in the reader's language. */
export function installationView(portal: Portal, locale: Locale, found: Installation): InstallationView {
  const { edition, city } = portal;
  return {
    ...found,
    edition: `${edition.id} · ${inLanguage(edition.name, locale)}`,
    accounts: found.accounts.map((account) => ({
      ...account,
      department: account.department === null ? null : departmentName(edition, account.department, locale, "short"),
      districts: account.districts
        .filter((code) => code !== "*")
        .map((code) => inLanguage(districtName(city, code), locale)),
    })),
  };
}
