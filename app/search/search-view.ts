import { copyFor, type Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { situationName } from "#app/triage/queue-view.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { type FoundCase, mostFound } from "./commands.ts";

/** A case that was found, in the reader's language. Names nobody. */
export interface FoundLine {
  readonly number: string;
  readonly state: FoundCase["state"];
  readonly urgency: FoundCase["urgency"];
  readonly situations: readonly string[];
  readonly child: string;
  readonly district: string;
  readonly openedAt: Date;
}

export interface FoundView {
  readonly lines: readonly FoundLine[];
  readonly hasMore: boolean;
}

export function foundView(portal: Portal, locale: Locale, found: readonly FoundCase[]): FoundView {
  const { triage } = copyFor(locale);
  const sexes: Readonly<Record<string, string>> = triage.sexes;
  const lines = found.slice(0, mostFound).map(({ number, state, urgency, openedAt, ...row }) => {
    const child = triage.child(row.childAge, sexes[row.childSex] ?? row.childSex);
    return {
      number,
      state,
      urgency,
      openedAt,
      situations: row.situations.map((id) => situationName(portal, locale, id)),
      child: row.childCount > 1 ? triage.children(child, row.childCount) : child,
      district: inLanguage(districtName(portal.city, row.district), locale),
    };
  });
  return { lines, hasMore: found.length > mostFound };
}
