import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";

/** Rows that arrive above what is being read push it away; this holds it where it was. At the top nothing is held. */
export function useKeepPlace(list: RefObject<HTMLElement | null>): void {
  const anchor = useRef<{ readonly id: string; readonly top: number } | null>(null);

  useEffect(() => {
    const note = () => {
      anchor.current = anchorIn(list.current);
    };
    note();
    window.addEventListener("scroll", note, { passive: true });
    window.addEventListener("resize", note, { passive: true });
    return () => {
      window.removeEventListener("scroll", note);
      window.removeEventListener("resize", note);
    };
  }, [list]);

  useLayoutEffect(() => {
    const held = anchor.current;
    const row = held === null ? null : document.getElementById(held.id);
    if (held !== null && row !== null && isBeingRead(list.current)) {
      const moved = row.getBoundingClientRect().top - held.top;
      if (moved !== 0) window.scrollBy(0, moved);
    }
    anchor.current = anchorIn(list.current);
  });
}

const isBeingRead = (list: HTMLElement | null): boolean =>
  window.scrollY > 0 || (list?.contains(document.activeElement) ?? false);

/** The row with the focus, else the first that is in sight. */
function anchorIn(list: HTMLElement | null) {
  const rows = [...(list?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
  const row =
    rows.find((one) => one.contains(document.activeElement)) ??
    rows.find((one) => one.getBoundingClientRect().top >= 0);
  return row === undefined ? null : { id: row.id, top: row.getBoundingClientRect().top };
}
