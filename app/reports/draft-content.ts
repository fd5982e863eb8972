import { z } from "zod";
import { TakenDown } from "./taken-down.ts";
import type { SavedPage } from "./typed.ts";

/** What was answered on the page that shows 110 and 120: dialled, or cannot dial. */
export const emergencyAnswers = ["called", "unable"] as const;
export type EmergencyAnswer = (typeof emergencyAnswers)[number];

/**
 * For whom somebody signed in for a unit writes: for that unit, or `withheld` where the unit is not to be told. Null
 * where nobody was signed in.
 */
export type ForUnit = { readonly unitId: string; readonly accountId: string } | "withheld" | null;

/** What a draft seals: its own token and code, so that a second device can go on, and the pages as typed. */
export interface DraftContent {
  readonly token: string;
  readonly code: string;
  readonly pages: Readonly<Record<string, SavedPage>>;
  readonly emergency: EmergencyAnswer | null;
  readonly forUnit: ForUnit;
  /** Null where the reporter writes it themselves. */
  readonly takenDown: TakenDown | null;
}

const DraftContent = z.object({
  token: z.string(),
  code: z.string(),
  pages: z.record(
    z.string(),
    z.object({ version: z.int(), form: z.string(), fields: z.record(z.string(), z.array(z.string())) }),
  ),
  emergency: z.enum(emergencyAnswers).nullable(),
  forUnit: z
    .union([z.object({ unitId: z.uuid(), accountId: z.uuid() }), z.literal("withheld")])
    .nullable()
    .default(null),
  takenDown: TakenDown.nullable().default(null),
});

/** Reads an unsealed draft. */
export function readDraftContent(json: string): DraftContent {
  return DraftContent.parse(JSON.parse(json));
}
