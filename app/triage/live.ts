import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";

/** Several things that happen at once are one refresh. */
const gatherMs = 120;
/** A line that drops for a moment is not worth a word. */
const patienceMs = 5_000;

/** Asks for the page's data again whenever something happens at the reader's desk. Returns whether the line is lost. */
export function useLiveUpdates(): { readonly lost: boolean } {
  const { revalidate } = useRevalidator();
  const again = useRef(revalidate);
  again.current = revalidate;
  const [lost, setLost] = useState(false);

  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    let source: EventSource | null = null;
    let openedBefore = false;
    const refresh = () => {
      clearTimeout(gathering);
      gathering = setTimeout(() => again.current(), gatherMs);
    };
    const open = () => {
      source = new EventSource("/events");
      source.addEventListener("change", refresh);
      source.addEventListener("open", () => {
        clearTimeout(waiting);
        waiting = undefined;
        setLost(false);
        // What happened while the line was down is in no event any more.
        if (openedBefore) refresh();
        openedBefore = true;
      });
      source.addEventListener("error", () => {
        waiting ??= setTimeout(() => {
          setLost(true);
          // An ended session closes the line for good; asking again leads to the sign-in page.
          if (source?.readyState === EventSource.CLOSED) again.current();
        }, patienceMs);
      });
    };
    const close = () => {
      clearTimeout(gathering);
      clearTimeout(waiting);
      waiting = undefined;
      source?.close();
      source = null;
    };
    // A browser allows a site six lines in all: pages that nobody looks at give theirs back.
    const look = () => {
      if (document.visibilityState === "hidden") close();
      else if (source === null) open();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      close();
    };
  }, []);
  return { lost };
}

/** The present moment, starting from the server's so that both draw the same, and moving on by itself. */
export function useNow(servedAt: Date): Date {
  const [now, setNow] = useState(servedAt);
  useEffect(() => {
    setNow(servedAt);
    const began = Date.now();
    const timer = setInterval(() => setNow(new Date(servedAt.getTime() + Date.now() - began)), 20_000);
    return () => clearInterval(timer);
  }, [servedAt]);
  return now;
}

interface Arrival {
  readonly id: string;
  readonly since: Date;
}

/**
 * Which rows came in while the page was open. A row that moves up from the next page is not new, so only what was
 * delivered after the page was first drawn counts. Another address begins afresh.
 */
export function useArrivals(rows: readonly Arrival[], address: string, servedAt: Date) {
  const first = () => ({ address, since: servedAt, known: new Set(rows.map(({ id }) => id)), seen: new Set<string>() });
  const [baseline, setBaseline] = useState(first);
  if (baseline.address !== address) setBaseline(first());
  const arrived = rows.filter(({ id, since }) => !baseline.known.has(id) && since > baseline.since);
  const unseen = arrived.filter(({ id }) => !baseline.seen.has(id)).map(({ id }) => id);
  return {
    arrived: new Set(arrived.map(({ id }) => id)),
    unseen,
    markSeen: () => setBaseline((before) => ({ ...before, seen: new Set([...before.seen, ...unseen]) })),
  };
}
