import { and, asc, eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { savedViews } from "#db/schema/index.ts";
import type { Edition } from "#guidelines/edition.ts";
import { readQuestion } from "./filters.ts";
import { countMatching } from "./queries.ts";
import { type QueueFilter, queueQuery } from "./queue-address.ts";

/** So many views fit above a queue, and are counted each time it is drawn. Policy value. */
const mostViews = 8;
const longestName = 30;

/** Why a view was not kept. Each has its sentence in `app/copy`, desk. */
export type ViewProblem = "name_missing" | "name_too_long" | "name_taken" | "too_many" | "unreadable" | "absent";

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly filter: QueueFilter;
  readonly isDefault: boolean;
}

/** The officer's own views in the order they were kept. One whose codes are no longer known is left out. */
export async function readViews(tx: Tx, actor: Officer): Promise<readonly SavedView[]> {
  const rows = await tx
    .select()
    .from(savedViews)
    .where(eq(savedViews.accountId, actor.accountId))
    .orderBy(asc(savedViews.createdAt))
    .limit(mostViews);
  return rows.flatMap(({ id, name, query, isDefault }) => {
    const filter = filterIn(query);
    return filter === null ? [] : [{ id, name, filter, isDefault }];
  });
}

/** The same, each with how much it shows now, counted up to a hundred. */
export async function countViews(
  tx: Tx,
  desk: { readonly actor: Officer; readonly districts: readonly string[]; readonly edition: Edition },
  views: readonly SavedView[],
  now: Date,
): Promise<readonly (SavedView & { readonly count: number })[]> {
  const counted: (SavedView & { count: number })[] = [];
  for (const view of views) counted.push({ ...view, count: await countMatching(tx, desk, view.filter, now) });
  return counted;
}

/** Keeps a queue's filters under a name. Returns what stood in the way, or null when it was kept. */
export async function saveView(
  tx: Tx,
  actor: Officer,
  input: { readonly name: string; readonly query: string; readonly isDefault: boolean },
  now: Date,
): Promise<ViewProblem | null> {
  const name = input.name.normalize("NFC").trim();
  const filter = filterIn(input.query);
  if (name === "") return "name_missing";
  if ([...name].length > longestName) return "name_too_long";
  if (filter === null) return "unreadable";
  const own = eq(savedViews.accountId, actor.accountId);
  if ((await tx.$count(savedViews, own)) >= mostViews) return "too_many";
  if (input.isDefault) await tx.update(savedViews).set({ isDefault: false }).where(own);
  const kept = await tx
    .insert(savedViews)
    .values({
      id: newId(),
      accountId: actor.accountId,
      name,
      query: queueQuery(filter),
      isDefault: input.isDefault,
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: savedViews.id });
  return kept.length === 0 ? "name_taken" : null;
}

/** Deletes a view, opens the desk with it from now on, or no longer does. Another officer's is absent. */
export async function changeView(
  tx: Tx,
  actor: Officer,
  { viewId, act }: { readonly viewId: string; readonly act: "remove" | "make_default" | "clear_default" },
): Promise<ViewProblem | null> {
  const own = eq(savedViews.accountId, actor.accountId);
  const one = and(own, eq(savedViews.id, viewId));
  if (act === "remove") {
    const removed = await tx.delete(savedViews).where(one).returning({ id: savedViews.id });
    return removed.length === 0 ? "absent" : null;
  }
  if (act === "make_default") await tx.update(savedViews).set({ isDefault: false }).where(own);
  const changed = await tx
    .update(savedViews)
    .set({ isDefault: act === "make_default" })
    .where(one)
    .returning({ id: savedViews.id });
  return changed.length === 0 ? "absent" : null;
}

function filterIn(query: string): QueueFilter | null {
  const question = readQuestion(new URLSearchParams(query));
  if (question === null) return null;
  const { cursor: _place, ...filter } = question;
  return filter;
}
