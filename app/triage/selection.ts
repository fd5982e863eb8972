import { type RefObject, useEffect, useState } from "react";

/** How many boxes are ticked in the rows; null until the browser has taken the page over. */
export function useSelected(part: RefObject<HTMLElement | null>, rows: readonly unknown[]): number | null {
  const [selected, setSelected] = useState<number | null>(null);
  // Counted again whenever the rows change, since a row that went takes its tick along.
  useEffect(() => {
    const count = () => setSelected(part.current?.querySelectorAll("[data-select]:checked").length ?? 0);
    count();
    const watched = rows.length >= 0 ? part.current : null;
    watched?.addEventListener("change", count);
    return () => watched?.removeEventListener("change", count);
  }, [part, rows]);
  return selected;
}
