import type { Locale } from "#app/copy/index.ts";
import { readableRecord } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { IntakeWords, intakePlace } from "#app/reports/taken-down.ts";
import type { IntakeChannel, ReadBack } from "#db/schema/index.ts";
import { departmentName } from "#guidelines/tell.ts";
import type { IntakeRow } from "./queries.ts";

/** How a report was taken, as its page shows it. */
export interface IntakeRecord {
  readonly channel: IntakeChannel;
  readonly heardAt: Date;
  readonly department: string;
  readonly readBack: ReadBack;
  /** Who heard it and what was noted beside it: shown with the reporter's identity, once that is opened. */
  readonly words: IntakeWords | null;
}

/** The records of a case by report; their words only for the report whose reporter was opened for this answer. */
export function intakeRecords(
  rows: readonly IntakeRow[],
  keys: readonly DataKey[],
  { portal, locale, opened }: { readonly portal: Portal; readonly locale: Locale; readonly opened: string | null },
): Readonly<Record<string, IntakeRecord>> {
  return Object.fromEntries(
    rows.map(({ reportId, channel, heardAt, department, readBack, sealedRecord }) => [
      reportId,
      {
        channel,
        heardAt,
        department: departmentName(portal.edition, department, locale, "short"),
        readBack,
        words:
          opened === reportId ? readableRecord(portal, IntakeWords, keys, intakePlace(reportId), sealedRecord) : null,
      },
    ]),
  );
}
