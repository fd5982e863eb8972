import { z } from "zod";
import { type DeedView, deedView, type Telling } from "./entry-view.ts";
import type { DeedPlace, TrailRow } from "./queries.ts";

/** Deeds on one page. */
export const deedsAtOnce = 50;

const Place = z.object({
  until: z.coerce.number().int().min(0).max(8_640_000_000_000_000),
  skip: z.coerce.number().int().min(0).max(1_000),
});

/** Where in a list of deeds an address stands; at its beginning where it says nothing that can be read. */
export function readDeedPlace(query: URLSearchParams): DeedPlace | null {
  const parsed = Place.safeParse({ until: query.get("until") ?? "none", skip: query.get("skip") ?? "none" });
  return parsed.success ? { at: new Date(parsed.data.until), skip: parsed.data.skip } : null;
}

/** A page of deeds in words, and the addresses of the newest page and the next older one. */
export function deedList(
  telling: Telling,
  page: string,
  place: DeedPlace | null,
  { rows, older }: { readonly rows: readonly TrailRow[]; readonly older: DeedPlace | null },
): { readonly rows: readonly DeedView[]; readonly newest: string | null; readonly older: string | null } {
  return {
    rows: rows.map((row) => deedView(telling, row)),
    newest: place === null ? null : page,
    older: older === null ? null : `${page}?until=${older.at.getTime()}&skip=${older.skip}`,
  };
}
