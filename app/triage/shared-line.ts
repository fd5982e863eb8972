import { type CriticalItem, reopenAfterMs } from "./alarm-rules.ts";

/** What a page hears from its desk. `refused`: the line was not let in, so that the session may have ended. */
export type News =
  | { readonly kind: "change" }
  | { readonly kind: "critical"; readonly items: readonly CriticalItem[] }
  | { readonly kind: "line"; readonly up: boolean; readonly refused: boolean };

/** A line that drops for a moment is not worth a word. */
const patienceMs = 5_000;

/**
 * Hears what happens at the desk, until the returned function is called. A browser allows a site six lines in all, so
 * that all pages of one account share one: whichever holds the lock keeps it open, hidden or not, and tells the others;
 * when it closes, the next one takes over. A browser gives locks over HTTPS only; without them each page that is looked
 * at has a line of its own.
 */
export function listenTogether(account: string, hear: (news: News) => void): () => void {
  if (!("locks" in navigator)) return listenWhileSeen(account, hear);
  const name = `desk-line ${account}`;
  const pages = new BroadcastChannel(name);
  const gone = new AbortController();
  let repeat: (() => void) | null = null;
  pages.addEventListener("message", ({ data }: MessageEvent<News | "joined">) => {
    if (data === "joined") repeat?.();
    else hear(data);
  });
  const keepLine = () =>
    new Promise<void>((done) => {
      if (gone.signal.aborted) return done();
      const said = new Map<News["kind"], News>();
      const close = openLine(account, (news) => {
        if (news.kind !== "change") said.set(news.kind, news);
        hear(news);
        pages.postMessage(news);
      });
      repeat = () => {
        for (const news of said.values()) pages.postMessage(news);
      };
      gone.signal.addEventListener("abort", () => {
        close();
        done();
      });
    });
  navigator.locks.request(name, { signal: gone.signal }, keepLine).catch(() => {
    // The page went before its turn came.
  });
  pages.postMessage("joined");
  return () => {
    gone.abort();
    pages.close();
  };
}

function listenWhileSeen(account: string, hear: (news: News) => void): () => void {
  let close: (() => void) | null = null;
  let openedBefore = false;
  const look = () => {
    if (document.visibilityState === "hidden") {
      close?.();
      close = null;
    } else if (close === null) {
      close = openLine(account, hear);
      if (openedBefore) hear({ kind: "change" });
      openedBefore = true;
    }
  };
  look();
  document.addEventListener("visibilitychange", look);
  return () => {
    document.removeEventListener("visibilitychange", look);
    close?.();
  };
}

/** One line to the server, opened again for as long as it is wanted. */
function openLine(account: string, tell: (news: News) => void): () => void {
  let refusals = 0;
  let openedBefore = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource;
  const open = () => {
    source = new EventSource(`/events?for=${account}`);
    source.addEventListener("open", () => {
      refusals = 0;
      clearTimeout(waiting);
      waiting = undefined;
      tell({ kind: "line", up: true, refused: false });
      // What happened while the line was down is in no event any more.
      if (openedBefore) tell({ kind: "change" });
      openedBefore = true;
    });
    source.addEventListener("change", () => tell({ kind: "change" }));
    source.addEventListener("critical", ({ data }: MessageEvent<string>) => {
      const items: readonly CriticalItem[] = JSON.parse(data);
      tell({ kind: "critical", items });
    });
    source.addEventListener("error", () => {
      waiting ??= setTimeout(() => tell({ kind: "line", up: false, refused: refusals > 0 }), patienceMs);
      // A dropped line the browser opens again; one that was refused, by a proxy while the portal restarts, it does not.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, reopenAfterMs(refusals++));
    });
  };
  open();
  return () => {
    clearTimeout(waiting);
    clearTimeout(again);
    source.close();
  };
}
