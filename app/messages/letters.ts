import { and, eq, isNull } from "drizzle-orm";
import { copyFor } from "#app/copy/index.ts";
import type { Tx } from "#db/connection.ts";
import { reporterNotices } from "#db/schema/index.ts";

/** A letter that was promised to a reporter and not sent yet; null when it was. */
export async function readOwedLetter(tx: Tx, id: string): Promise<{ id: string; reportId: string } | null> {
  const [row] = await tx
    .select({ id: reporterNotices.id, reportId: reporterNotices.reportId })
    .from(reporterNotices)
    .where(and(eq(reporterNotices.id, id), isNull(reporterNotices.sentAt)));
  return row ?? null;
}

/** The mail server has it. */
export async function markLetterSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(reporterNotices)
    .set({ sentAt: now })
    .where(and(eq(reporterNotices.id, id), isNull(reporterNotices.sentAt)));
}

/**
 * The words of every such letter, whatever it is about: that there is news on a report, and how to look. No number, no
 * department, nothing by which somebody who reads along could tell what was reported, or that it was about a child.
 */
export function letterToReporter(portalUrl: string): { readonly subject: string; readonly text: string } {
  const link = `${portalUrl}/receipt`;
  const [zh, en] = [copyFor("zh-CN").messages.letter, copyFor("en").messages.letter];
  return { subject: `${zh.subject} · ${en.subject}`, text: `${zh.text(link)}\n\n——\n\n${en.text(link)}\n` };
}
