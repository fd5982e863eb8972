import { copyFor } from "#app/copy/index.ts";
import type { SheetSection } from "#app/documents/sheet.ts";

/** Forms are Chinese whoever issues them. */
export const formLocale = "zh-CN" as const;
export const formCopy = copyFor(formLocale);

/** One heading with its rows; a row without a value is left out. */
export function section(
  heading: string,
  rows: readonly (readonly [label: string, value: string | null])[],
): SheetSection {
  return { heading, rows: rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])) };
}

/** The sections that say something. */
export const filled = (sections: readonly SheetSection[]): SheetSection[] =>
  sections.filter(({ rows }) => rows.length > 0);
