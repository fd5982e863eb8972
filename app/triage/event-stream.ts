import type { LiveUpdate, LiveUpdates } from "#app/platform/live.ts";
import type { Officer } from "#db/actor.ts";
import type { CriticalItem } from "./alarm-rules.ts";

/** Often enough that no proxy takes a silent line for a dead one, and that an ended session ends its line. */
const beatMs = 20_000;

interface Line {
  readonly updates: LiveUpdates;
  readonly actor: Officer;
  /** Asked of each update about the reader's desk: false where it is about a case that is shut to the reader. */
  readonly mayHear: (update: LiveUpdate) => Promise<boolean>;
  /** The reader's latest critical work. */
  readonly critical: () => Promise<readonly CriticalItem[]>;
  /** The reader has gone, or the process is about to stop. */
  readonly ended: AbortSignal;
  /** Asked at each beat, and at once when somebody of the desk was signed out; false ends the line. */
  readonly isWelcome: () => Promise<boolean>;
}

/** Whether an update is about this officer's own desk. */
export function concerns(actor: Officer, { department, district }: LiveUpdate): boolean {
  return department === actor.department && (actor.districts.includes("*") || actor.districts.includes(district));
}

/**
 * Server-sent events: the single word "change" whenever something happens at the desk; and the ids of its latest critical
 * work, when the line opens and whenever there is other.
 */
export function eventStream({ updates, actor, mayHear, critical, ended, isWelcome }: Line): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      say("retry: 2000\n\n");
      let open = true;
      let told = "[]";
      let asking: "no" | "once" | "again" = "no";
      const unsubscribe = updates.subscribe(
        (update) => {
          if (!concerns(actor, update)) return;
          if (update.kind === "access_changed") askIfWelcome();
          else tell(update);
        },
        () => tellCritical(),
      );
      const tell = (update: LiveUpdate) => {
        mayHear(update).then(
          (heard) => {
            if (!heard || !open) return;
            say(`event: change\ndata: ${update.kind}\n\n`);
            tellCritical();
          },
          // The database is away for a moment: the page is told the next time.
          () => {},
        );
      };
      // Much may happen at once: while one question is under way the others wait as one.
      function tellCritical(): void {
        if (asking !== "no") {
          asking = "again";
          return;
        }
        asking = "once";
        critical()
          .then(
            (items) => {
              const said = JSON.stringify(items);
              if (open && said !== told) say(`event: critical\ndata: ${said}\n\n`);
              told = said;
            },
            // The database is away for a moment: the page is told the next time.
            () => {},
          )
          .finally(() => {
            const further = asking === "again" && open;
            asking = "no";
            if (further) tellCritical();
          });
      }
      const askIfWelcome = () => {
        isWelcome().then(
          (welcome) => {
            if (!open || ended.aborted) return;
            if (welcome) say(": here\n\n");
            else end();
          },
          // The database is away for a moment: the line stays, and asks again at the next beat.
          () => {},
        );
      };
      const beat = setInterval(askIfWelcome, beatMs);
      function end() {
        if (!open) return;
        open = false;
        clearInterval(beat);
        unsubscribe();
        controller.close();
      }
      ended.addEventListener("abort", end, { once: true });
      if (ended.aborted) end();
    },
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream",
      // Neither kept nor compressed on the way: each word must leave at once.
      "Cache-Control": "no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}
