import type { ActionGroup } from "./rules.ts";

/** What part of the trail is asked for. */
export interface TrailFilter {
  readonly group: ActionGroup | null;
  /** An account's id. Addresses hold no login: it may be somebody's name. */
  readonly account: string | null;
  readonly number: string | null;
  /** Days in Beijing, both included. */
  readonly from: string | null;
  readonly to: string | null;
  readonly refused: boolean;
}

/** A place in the trail: entries before it (older), or after it (newer). */
export interface TrailPlace {
  readonly direction: "before" | "after";
  readonly seq: number;
}

export const wholeTrail: TrailFilter = {
  group: null,
  account: null,
  number: null,
  from: null,
  to: null,
  refused: false,
};

/** The address of a page of the trail; what is not asked for is not written. */
export function trailPath(filter: TrailFilter, place: TrailPlace | null = null, page = "/audit"): string {
  const query = new URLSearchParams();
  const { refused, ...words } = filter;
  for (const [key, value] of Object.entries(words)) if (value !== null) query.set(key, value);
  if (refused) query.set("refused", "1");
  if (place !== null) query.set(place.direction, String(place.seq));
  const text = query.toString();
  return text === "" ? page : `${page}?${text}`;
}

export type FilterField = "group" | "login" | "number" | "from" | "to" | "order";

/** What somebody typed into the filter, kept as it is until it can be read. */
export interface TypedFilter {
  readonly group: string;
  readonly login: string;
  readonly number: string;
  readonly from: string;
  readonly to: string;
  readonly refused: boolean;
}
