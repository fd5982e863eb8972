/** Whether React takes a page over in the browser: a route says so with `export const handle = { hydrate: true }`. */
export const isHydrated = (handle: unknown): boolean =>
  typeof handle === "object" && handle !== null && "hydrate" in handle && handle.hydrate === true;
