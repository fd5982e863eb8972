import { z } from "zod";
import type { Portal } from "#app/platform/portal.ts";
import { cookieHeader, cookieOf } from "#app/reports/cookie.ts";

export const densities = ["roomy", "compact"] as const;

/** How an officer likes the desk at this browser: a matter of the screen and the room they sit in, not of the account. */
export interface DeskSettings {
  readonly density: (typeof densities)[number];
  /** Whether a new critical task is heard. */
  readonly sound: "on" | "off";
}

const cookie = "desk";
const keptSeconds = 365 * 24 * 3_600;
const Kept = z.tuple([z.enum(densities), z.enum(["on", "off"])]);

/** What this browser keeps; anything it does not know reads as the usual. */
export function readSettings(portal: Portal, request: Request): DeskSettings {
  const kept = Kept.safeParse((cookieOf(portal, request, cookie) ?? "").split("."));
  const [density, sound] = kept.success ? kept.data : (["roomy", "on"] as const);
  return { density, sound };
}

/** The header that keeps changed settings at this browser. */
export function keepSettings(portal: Portal, { density, sound }: DeskSettings): string {
  return cookieHeader(portal, cookie, `${density}.${sound}`, keptSeconds);
}

/** What the form of a setting hands in; what it does not name stays. */
export const SettingsForm = z.object({
  density: z.enum(densities).optional().catch(undefined),
  sound: z.enum(["on", "off"]).optional().catch(undefined),
  back: z.string().max(2_000).catch(""),
});
