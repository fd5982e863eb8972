import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { situations } from "#guidelines/report.ts";
import { departmentName } from "#guidelines/tell.ts";
import type { QueueRow } from "./queries.ts";

/** A line of the queue in the reader's language. Names nobody: age, sex and codes only. */
export interface RowView extends QueueRow {
  readonly situationNames: readonly string[];
  readonly districtName: string;
  readonly clockName: string | null;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function rowView(portal: Portal, locale: Locale, row: QueueRow): RowView {
  return {
    ...row,
    situationNames: row.situations.map((id) => situationName(portal, locale, id)),
    districtName: inLanguage(districtName(portal.city, row.district), locale),
    clockName: row.clock === null ? null : clockName(portal, locale, row.clock.clock),
  };
}

/** A situation's short name; an id that the edition in force does not know names itself. */
export function situationName(portal: Portal, locale: Locale, id: string): string {
  const found = portal.edition.situations.find((situation) => situation.id === id);
  return found === undefined ? id : inLanguage(found.name, locale);
}

/** The nine situations to choose from. */
export const situationChoices = (portal: Portal, locale: Locale): readonly Choice[] =>
  situations.map((id) => ({ value: id, label: situationName(portal, locale, id) }));

/** A clock's name; an id that the edition in force does not know names itself. */
export function clockName(portal: Portal, locale: Locale, id: string): string {
  const found = portal.edition.clocks.find((clock) => clock.id === id);
  return found === undefined ? id : inLanguage(found.name, locale);
}

/** Districts to choose from, by their names. */
export const districtChoices = (portal: Portal, locale: Locale, codes: readonly string[]): readonly Choice[] =>
  codes.map((code) => ({ value: code, label: inLanguage(districtName(portal.city, code), locale) }));

/** Departments that can receive work, by their short names. */
export const departmentChoices = (portal: Portal, locale: Locale): readonly Choice[] =>
  portal.edition.departments
    .filter(({ queue }) => queue)
    .map(({ id }) => ({ value: id, label: departmentName(portal.edition, id, locale, "short") }));
