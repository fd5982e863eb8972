import type { Locale } from "#app/copy/index.ts";
import { text } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { startOfBeijingDay } from "#guidelines/days.ts";
import type { Foreseen, ForeseenPage, LateSupplement } from "./queries.ts";

/** One case of the list, in the reader's language. */
export interface ForeseenRow {
  readonly number: string;
  readonly district: string;
  readonly day: Date;
  readonly why: string;
  readonly held: boolean;
}

export interface ForeseenView {
  readonly rows: readonly ForeseenRow[];
  readonly more: boolean;
}

export function foreseenView(portal: Portal, locale: Locale, { cases, more }: ForeseenPage): ForeseenView {
  const { sealing, keeping } = portal.edition.retention;
  const whyOf = ({ rule }: Foreseen): string => {
    const found = [sealing, ...keeping].find(({ id }) => id === rule);
    return found === undefined ? "" : text(locale, found.why);
  };
  return {
    rows: cases.map((one) => ({
      number: one.number,
      district: inLanguage(districtName(portal.city, one.district), locale),
      day: startOfBeijingDay(one.day),
      why: whyOf(one),
      held: one.held,
    })),
    more,
  };
}

/** A supplement to a sealed case, in the reader's language. */
export type LateRow = LateSupplement;

export const lateRows = (portal: Portal, locale: Locale, found: readonly LateSupplement[]): readonly LateRow[] =>
  found.map((one) => ({ ...one, district: inLanguage(districtName(portal.city, one.district), locale) }));
