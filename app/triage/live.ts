import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { CriticalItem } from "./alarm-rules.ts";
import { listenTogether } from "./shared-line.ts";

/** Several things that happen at once are one refresh. */
const gatherMs = 120;

/**
 * Asks for the page's data again whenever something happens at the reader's desk; a page that nobody looks at asks when
 * it is looked at again. Returns whether the line is lost, and the desk's latest critical work, told to hidden pages too.
 */
export function useLiveUpdates(account: string): {
  readonly lost: boolean;
  readonly critical: readonly CriticalItem[];
} {
  const { revalidate } = useRevalidator();
  const again = useRef(revalidate);
  again.current = revalidate;
  const [lost, setLost] = useState(false);
  const [critical, setCritical] = useState<readonly CriticalItem[]>([]);

  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let stale = false;
    const refresh = () => {
      stale = document.visibilityState === "hidden";
      clearTimeout(gathering);
      if (!stale) gathering = setTimeout(() => again.current(), gatherMs);
    };
    const look = () => {
      if (stale) refresh();
    };
    const leave = listenTogether(account, (news) => {
      if (news.kind === "change") refresh();
      else if (news.kind === "critical") setCritical(news.items);
      else {
        setLost(!news.up);
        // An ended session closes the line for good; asking again leads to the sign-in page.
        if (news.refused) refresh();
      }
    });
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(gathering);
      document.removeEventListener("visibilitychange", look);
      leave();
    };
  }, [account]);
  return { lost, critical };
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
