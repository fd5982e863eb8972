import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { isOnCase } from "#app/joint-work/rules.ts";
import { noteView } from "./note-view.ts";
import type { NoteRecord } from "./queries.ts";
import { mayRead } from "./rules.ts";
import type { SharePageView } from "./share-page.tsx";

/** What the page for showing a note draws; null for a note that the reader's department may show to nobody. */
export function sharePageView(reader: StaffReader, record: NoteRecord, now: Date): SharePageView | null {
  const { portal, locale, signedIn } = reader;
  const keys = record.keys.map((key) => portal.vault.unwrap(key));
  const note = noteView(reader, record, record, keys, now);
  if (note.shares === null || record.matter.state === "sealed") return null;
  const candidates = record.desks
    .filter((desk) => isOnCase(desk) && !mayRead(desk.department, record.note))
    .map(({ department }) => department);
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber: record.matter.number,
    note,
    shares: note.shares,
    departments: [...new Set(candidates)].map((department) => ({
      value: department,
      label: deskNames(reader)(department, "").department,
    })),
  };
}
