import type { StaffReader } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { RetaliationListView } from "./list-page.tsx";
import type { MatterPageView } from "./matter-page.tsx";
import { openedText } from "./opened-text.ts";
import type { ListedRetaliation, StoredRetaliation } from "./queries.ts";
import { isLate } from "./rules.ts";

export function retaliationListView(
  { portal, locale, signedIn }: StaffReader,
  listed: readonly ListedRetaliation[],
  now: Date,
): RetaliationListView {
  return {
    staff: staffOf(signedIn, portal, locale),
    matters: listed.map(({ matter, taker }) => ({
      number: matter.number,
      kind: matter.kind,
      source: matter.source,
      state: matter.state,
      openedAt: matter.openedAt,
      dueAt: matter.dueAt,
      isLate: isLate(matter, now),
      taker,
    })),
  };
}

/** One matter opened for a prosecutor. `key` is the installation's key for these matters. */
export function matterPageView(
  { portal, locale, signedIn }: StaffReader,
  { matter, taker, entries, caseNumber }: StoredRetaliation,
  key: DataKey,
  now: Date,
): MatterPageView {
  return {
    staff: staffOf(signedIn, portal, locale),
    number: matter.number,
    caseNumber,
    kind: matter.kind,
    source: matter.source,
    contact: matter.contact,
    happenedOn: matter.happenedOn,
    state: matter.state,
    outcome: matter.outcome,
    openedAt: matter.openedAt,
    dueAt: matter.dueAt,
    isLate: isLate(matter, now),
    taker,
    statement: openedText(portal, key, "retaliations", matter),
    entries: entries.map(({ entry, writer }) => ({
      id: entry.id,
      writer: entry.accountId === null ? null : (writer ?? ""),
      at: entry.createdAt,
      text: openedText(portal, key, "retaliation_entries", entry),
    })),
  };
}
