import { z } from "zod";
import { type DataKey, type Place, seal } from "#app/platform/crypto.ts";
import { type IntakeChannel, intakeChannels, type intakes, type ReadBack, readBacks } from "#db/schema/index.ts";

/** 代为录入: what a draft remembers of whoever writes it down for somebody else. Kept sealed with the draft. */
export const TakenDown = z.object({
  accountId: z.uuid(),
  department: z.string(),
  channel: z.enum(intakeChannels),
  heardAt: z.coerce.date(),
  /** Null where whoever enters it heard it. */
  heardBy: z.string().nullable(),
  /** The hotline's number for the call. */
  ticket: z.string().nullable(),
  remarks: z.string().nullable(),
});
export type TakenDown = z.infer<typeof TakenDown>;

/** What a form says about the reading back; null as long as nothing was chosen. */
export function readBackOf(form: FormData): ReadBack | null {
  return z.enum(readBacks).nullable().catch(null).parse(form.get("readBack"));
}

/** The answers that a channel allows: paper cannot end a call, and a call cannot lie on paper. */
export function readBacksFor(channel: IntakeChannel): readonly ReadBack[] {
  const possible: readonly ReadBack[] = channel === "paper" ? ["on_paper", "not_reached"] : ["call_ended"];
  return ["confirmed", "corrected", ...(channel === "in_person" ? ["not_reached" as const] : possible)];
}

/** Where the words of the record are sealed. */
export const intakePlace = (reportId: string): Place => ({ table: "intakes", column: "sealed_record", row: reportId });

/** The words of the record, as they are sealed: who heard it, the ticket, remarks. */
export const IntakeWords = TakenDown.pick({ heardBy: true, ticket: true, remarks: true });
export type IntakeWords = z.infer<typeof IntakeWords>;

/** The record that goes with the report, in the transaction that files it. */
export function intakeRow(
  { accountId, department, channel, heardAt, heardBy, ticket, remarks }: TakenDown,
  filed: { readonly reportId: string; readonly number: string; readonly at: Date; readonly readBack: ReadBack },
  key: DataKey,
): typeof intakes.$inferInsert {
  const words: IntakeWords = { heardBy, ticket, remarks };
  return {
    reportId: filed.reportId,
    number: filed.number,
    channel,
    heardAt,
    accountId,
    department,
    readBack: filed.readBack,
    sealedRecord: seal(key, intakePlace(filed.reportId), JSON.stringify(words)),
    filedAt: filed.at,
  };
}
