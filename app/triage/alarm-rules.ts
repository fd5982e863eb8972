/** Critical work at a desk, and when something about it last came in (milliseconds): neither a case nor a person. */
export interface CriticalItem {
  readonly id: string;
  readonly at: number;
}

/** What an open page knows of its desk's critical work, and what of it nobody has looked at yet. */
export interface Alarm {
  readonly since: number;
  readonly known: ReadonlyMap<string, number>;
  readonly waiting: readonly string[];
}

/** What was written before a page was drawn can be read a moment after it: clocks differ, and so do transactions. */
const slackMs = 5 * 60_000;

/** A page begins to listen: what it was drawn with is known, and rings for nobody. */
export const beginAlarm = (items: readonly CriticalItem[], servedAt: number): Alarm => ({
  since: servedAt - slackMs,
  known: new Map(items.map(({ id, at }) => [id, at])),
  waiting: [],
});

/**
 * The desk's critical work as it is now, in whatever order and however often it is told: what is new to the page, or has
 * something new about it, waits and is named in `fresh`, once.
 */
export function hearCritical(
  alarm: Alarm,
  items: readonly CriticalItem[],
): { readonly alarm: Alarm; readonly fresh: readonly string[] } {
  const fresh = items.filter(({ id, at }) => at > (alarm.known.get(id) ?? alarm.since)).map(({ id }) => id);
  if (fresh.length === 0) return { alarm, fresh };
  const known = new Map(alarm.known);
  for (const { id, at } of items) known.set(id, Math.max(at, known.get(id) ?? 0));
  return { alarm: { ...alarm, known, waiting: [...new Set([...alarm.waiting, ...fresh])] }, fresh };
}

/** Somebody looks: nothing waits any more, and nothing rings again for what was heard. */
export const lookAtAlarm = (alarm: Alarm): Alarm => ({ ...alarm, waiting: [] });

const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/** How long to wait before the line is opened again that was refused so many times in a row. */
export const reopenAfterMs = (refusals: number): number => Math.min(firstPauseMs * 2 ** refusals, longestPauseMs);
