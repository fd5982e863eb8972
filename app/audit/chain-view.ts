import type { Locale } from "#app/copy/index.ts";
import type { readVerifications } from "./commands.ts";
import { findingInWords } from "./finding-words.ts";
import { checkPatienceMs } from "./rules.ts";

/** How the chain stands, as the last check found it, and how far the one under way has come. */
export interface ChainView {
  readonly last: {
    readonly at: Date;
    readonly entries: number;
    /** What is wrong, in words; null where the chain is whole. */
    readonly fault: string | null;
  } | null;
  readonly open:
    | { readonly state: "waiting" }
    | { readonly state: "stuck"; readonly since: Date }
    | { readonly state: "running"; readonly checked: number; readonly upTo: number }
    | null;
}

type Verifications = Awaited<ReturnType<typeof readVerifications>>;

export function chainView(locale: Locale, { latest, finished }: Verifications, now: Date): ChainView {
  return {
    last:
      finished === null || finished.finishedAt === null
        ? null
        : {
            at: finished.finishedAt,
            entries: finished.checked,
            fault:
              finished.fault === null
                ? null
                : findingInWords(locale, {
                    fault: finished.fault,
                    seq: finished.faultSeq ?? 0,
                    day: finished.faultDay,
                  }),
          },
    open: latest === null || latest.finishedAt !== null ? null : openCheck(latest, now),
  };
}

function openCheck(
  { requestedAt, startedAt, checked, upToSeq }: NonNullable<Verifications["latest"]>,
  now: Date,
): ChainView["open"] {
  if (now.getTime() - requestedAt.getTime() > checkPatienceMs) return { state: "stuck", since: requestedAt };
  if (startedAt === null || upToSeq === null) return { state: "waiting" };
  return { state: "running", checked, upTo: upToSeq };
}
