import { copyFor } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import { deedView, type Telling } from "./entry-view.ts";
import { lastEntry, readTrailForward, type TrailRow } from "./queries.ts";
import { recordDeed } from "./record.ts";
import type { TrailFilter } from "./trail-address.ts";

/** Entries read at once. */
const pageLength = 1_000;

/**
 * The trail as a table (CSV), page after page, as long as whoever asked goes on reading. That it was exported, and
 * which part, is itself put on the trail before the first line leaves.
 */
export async function exportTrail(
  telling: Telling & { readonly portal: Portal },
  actor: AccountActor,
  filter: TrailFilter,
): Promise<ReadableStream<Uint8Array>> {
  const { db } = telling.portal;
  const upTo = await asActor(db, actor, async (tx) => {
    const last = await lastEntry(tx);
    const { account, number, ...details } = filter;
    await recordDeed(tx, {
      action: "audit_exported",
      subjectId: account,
      caseNumber: number,
      details: { ...details, upTo: last },
    });
    return last;
  });
  const encoder = new TextEncoder();
  let after = 0;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      // The mark by which spreadsheets know that the text is UTF-8.
      controller.enqueue(encoder.encode(`\ufeff${csvLine(headings(telling))}`));
    },
    async pull(controller) {
      const rows = await asActor(db, actor, (tx) => readTrailForward(tx, filter, after, upTo, pageLength));
      after = rows.at(-1)?.entry.seq ?? upTo;
      if (rows.length > 0) controller.enqueue(encoder.encode(rows.map((row) => csvLine(cells(telling, row))).join("")));
      if (rows.length < pageLength) controller.close();
    },
  });
}

const headings = ({ locale }: Telling): readonly string[] => Object.values(copyFor(locale).audit.export.columns);

/** In the order of the headings. Codes and hashes stand beside the words, so that the chain can be reckoned again. */
function cells(telling: Telling, row: TrailRow): readonly string[] {
  const { entry } = row;
  const { who, what } = deedView(telling, row);
  return [
    String(entry.seq),
    entry.at.toISOString(),
    entry.actorKind,
    who,
    entry.department ?? "",
    entry.job ?? "",
    entry.action,
    what,
    entry.caseNumber ?? "",
    entry.accountId ?? "",
    entry.caseId ?? "",
    entry.subjectId ?? "",
    entry.compartment ?? "",
    entry.reason ?? "",
    entry.details,
    entry.previousHash.toString("hex"),
    entry.hash.toString("hex"),
  ];
}

/** One line of a table. What a spreadsheet would take for a formula is made plain text. */
export function csvLine(values: readonly string[]): string {
  const quoted = values.map((value) => {
    const plain = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  });
  return `${quoted.join(",")}\r\n`;
}
