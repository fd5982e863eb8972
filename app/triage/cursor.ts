import { z } from "zod";
import type { Tab } from "./queue-address.ts";

/**
 * A place in a list, as the sort keys of the row it stands at. `after` reads on from there, `before` reads back.
 * Keyset paging costs the same on every page and neither skips nor repeats a row when others come or go.
 */
export interface Cursor<K extends readonly unknown[] = readonly string[]> {
  readonly direction: "after" | "before";
  readonly keys: K;
}

const moment = z
  .string()
  .max(40)
  .regex(/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|\+00(:00)?)$/);

/** What each order is sorted by; the moment keeps the database's microseconds. */
export const cursorKeys = {
  queue: z.tuple([z.string().regex(/^[0-2]$/), moment, z.uuid()]),
  due: z.tuple([moment, z.uuid()]),
  informed: z.tuple([z.uuid()]),
} as const;
export type Order = keyof typeof cursorKeys;

export const orderOf = (tab: Tab): Order => (tab === "due" || tab === "informed" ? tab : "queue");

/** Opaque to whoever reads the address, checked when it comes back. */
export const writeCursor = (keys: readonly string[]): string => Buffer.from(JSON.stringify(keys)).toString("base64url");

/** The keys in a cursor of this order, or null when it is none. */
export function readCursor(order: Order, text: string): readonly string[] | null {
  try {
    const parsed = cursorKeys[order].safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
