import { asc, eq } from "drizzle-orm";
import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { dataKeys, deliveries } from "#db/schema/index.ts";
import { departmentName } from "#guidelines/tell.ts";
import { threadOf } from "./queries.ts";
import { type EntryView, entriesOf } from "./thread-view.ts";

/** The thread of a receipt's report, and the departments that the reporter may hold to be wrong. */
export interface ReceiptThread {
  readonly entries: readonly EntryView[];
  readonly departments: readonly { readonly value: string; readonly label: string }[];
}

/** Reads the thread as its reporter. */
export function readReceiptThread(portal: Portal, reporter: ReporterActor, locale: Locale): Promise<ReceiptThread> {
  return asActor(portal.db, reporter, (tx) => receiptThread(tx, portal, reporter, locale));
}

/** The same inside a transaction of that reporter. */
export async function receiptThread(
  tx: Tx,
  portal: Portal,
  { caseId, reportId }: ReporterActor,
  locale: Locale,
): Promise<ReceiptThread> {
  const [thread, keys, brought] = await Promise.all([
    threadOf(tx, reportId),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, caseId)),
    tx
      .select({ department: deliveries.department })
      .from(deliveries)
      .where(eq(deliveries.reportId, reportId))
      .orderBy(asc(deliveries.department)),
  ]);
  const nameOf = (department: string) => departmentName(portal.edition, department, locale, "short");
  const opened = keys.map((key) => portal.vault.unwrap(key));
  const order = portal.edition.departments.map(({ id }) => id);
  return {
    entries: entriesOf(portal, thread, opened, nameOf),
    departments: brought
      .map(({ department }) => department)
      .sort((a, b) => order.indexOf(a) - order.indexOf(b))
      .map((department) => ({ value: department, label: nameOf(department) })),
  };
}
