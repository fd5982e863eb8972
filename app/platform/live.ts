import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db, Tx } from "#db/connection.ts";
import { describeError, type Log } from "./log.ts";

const channel = "portal_events";

/** Something that an open page may want to show: ids and desks only, since every web process hears it. */
const LiveUpdate = z.strictObject({
  /** `access_changed`: somebody of the desk may no longer be welcome; open pages ask whether it is them. */
  kind: z.enum(["assignment_delivered", "assignment_changed", "report_changed", "access_changed"]),
  department: z.string(),
  district: z.string(),
  assignmentId: z.string().nullable(),
});
export type LiveUpdate = z.infer<typeof LiveUpdate>;

export interface LiveUpdates {
  /**
   * Calls `hear` for each update until the returned function is called. The first listener opens the connection.
   * `listening` is called once the process listens, and each time it listens again: what happened before is in no update.
   */
  subscribe(hear: (update: LiveUpdate) => void, listening?: () => void): () => void;
  close(): Promise<void>;
}

/** A desk as far as an update goes: with its work, or with none where the desk itself is meant. */
export interface UpdatedDesk {
  readonly id: string | null;
  readonly department: string;
  readonly district: string;
}

/** Tells every web process that something changed at these desks, when and only when this transaction commits. */
export async function announce(tx: Tx, kind: LiveUpdate["kind"], desks: readonly UpdatedDesk[]): Promise<void> {
  if (desks.length === 0) return;
  const updates = desks.map(
    ({ id, department, district }): LiveUpdate => ({ kind, department, district, assignmentId: id }),
  );
  const payloads = sql.param(updates.map((update) => JSON.stringify(update)));
  await tx.execute(sql`select pg_notify(${channel}, payload) from unnest(${payloads}::text[]) as payload`);
}

/** One LISTEN connection for the process, shared by all open pages; it reconnects by itself. */
export function openLiveUpdates(db: Db, log: Log): LiveUpdates {
  const listeners = new Map<(update: LiveUpdate) => void, () => void>();
  let listening: Promise<{ unlisten: () => Promise<void> }> | null = null;

  const hear = (payload: string) => {
    const update = LiveUpdate.safeParse(parseJson(payload));
    if (!update.success) return;
    for (const listener of listeners.keys()) listener(update.data);
  };
  const listensAgain = () => {
    for (const begins of listeners.values()) begins();
  };
  const listen = () => {
    listening ??= db.sql.listen(channel, hear, listensAgain).catch((error: unknown) => {
      listening = null;
      log.warn({ error: describeError(error) }, "live.unavailable");
      throw error;
    });
    return listening;
  };

  return {
    subscribe(listener, begins = () => {}) {
      if (listening !== null) begins();
      listeners.set(listener, begins);
      // A page without live updates still works; it is told the next time it loads.
      listen().catch(() => {});
      return () => {
        listeners.delete(listener);
      };
    },
    async close() {
      listeners.clear();
      const open = await listening?.catch(() => null);
      await open?.unlisten().catch(() => {});
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
