import { ownPath } from "#app/platform/locale.ts";

/** The page of ours to come back to, or null; the home page is nobody's desk. */
export function nextOf(given: unknown): string | null {
  const path = ownPath(typeof given === "string" ? given : "/");
  return path === "/" ? null : path;
}

/** The address of a step on the way in, which remembers where one wanted to go. */
export const stepAddress = (page: string, next: string | null): string =>
  next === null ? page : `${page}?${new URLSearchParams({ next })}`;
