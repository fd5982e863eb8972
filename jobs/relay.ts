import type { Log } from "#app/platform/log.ts";
import { asSystem } from "#db/actor.ts";
import type { Db } from "#db/connection.ts";
import { makeBell } from "./bell.ts";
import { isJobName, kindOf } from "./catalogue.ts";
import { claimOutstanding, claimPromised, failOutbox, markRelayed, type Promised, promiseAgain } from "./outbox.ts";
import type { PromisedJob, Queues } from "./queue.ts";

export interface RelayOptions {
  readonly db: Db;
  readonly queues: Queues;
  readonly log: Log;
  /** How long a promise may be in the queue's hands before the queue is asked whether it still knows it. */
  readonly quietMs?: number;
}

export interface Relay {
  /** Finishes the hand-over under way and takes no more. */
  stop(): Promise<void>;
}

const channel = "portal_outbox";
const batch = 100;
const pollMs = 1_000;
const inspectEveryMs = 15_000;
const inspectAtOnce = 200;
const longestPauseMs = 5_000;

/**
 * Hands promised jobs to the queue, once each: woken by the database when a promise is committed, and by the clock
 * should a call be missed. Any number may run at once. While the queue is away promises wait in the database.
 */
export function startRelay({ db, queues, log, quietMs = 60_000 }: RelayOptions): Relay {
  const bell = makeBell();
  let stopping = false;
  let failures = 0;

  const listening = listen(db, bell.ring, log, () => stopping);

  const relayAll = async (): Promise<void> => {
    while (!stopping) {
      try {
        const relayed = await relayOnce(db, queues, log);
        if (failures > 0) log.info("relay.resumed");
        failures = 0;
        if (relayed < batch) await bell.wait(pollMs);
      } catch (error) {
        failures += 1;
        if (failures === 1) log.warn({ err: error }, "relay.waiting");
        await bell.waitDeaf(Math.min(100 * 2 ** failures, longestPauseMs));
      }
    }
  };

  // The first look, right after start, asks about everything: the queue may have been emptied meanwhile.
  let quiet = 0;
  const inspect = async (): Promise<void> => {
    try {
      await queues.keepSchedules();
      await inspectOutstanding(db, queues, log, quiet);
      quiet = quietMs;
    } catch (error) {
      log.debug({ err: error }, "relay.inspection-postponed");
    }
    bell.ring();
  };
  let inspecting = inspect();
  const inspection = setInterval(() => {
    inspecting = inspecting.then(inspect);
  }, inspectEveryMs);

  const running = relayAll();
  return {
    async stop() {
      stopping = true;
      clearInterval(inspection);
      bell.close();
      await running;
      await inspecting;
      await (await listening)?.unlisten().catch(() => undefined);
    },
  };
}

/**
 * Hands one batch over and says how many it took. A crash between the queue's yes and the database's repeats the
 * hand-over, which the queue recognises by the id.
 */
export async function relayOnce(db: Db, queues: Queues, log: Log): Promise<number> {
  return asSystem(db, "relay", async (tx) => {
    const promised = await claimPromised(tx, batch);
    const jobs: PromisedJob[] = [];
    for (const promise of promised) {
      const job = readPromise(promise);
      if (job === null) {
        log.error({ jobId: promise.id, job: promise.kind }, "job.unreadable");
        await failOutbox(tx, promise.id, "Unreadable");
        continue;
      }
      if (promise.attempts > 0) await forgetEnded(queues, job);
      jobs.push(job);
    }
    if (jobs.length > 0) await queues.addMany(jobs);
    await markRelayed(
      tx,
      jobs.map(({ id }) => id),
    );
    return promised.length;
  });
}

/**
 * Asks the queue about promises it was handed a while ago. Those it no longer knows, because its data was lost or
 * is older than the database's, are promised again; those it gave up are marked so.
 */
export async function inspectOutstanding(db: Db, queues: Queues, log: Log, quietMs: number): Promise<void> {
  let after = new Date(0);
  for (;;) {
    const last = await asSystem(db, "relay", async (tx) => {
      const outstanding = await claimOutstanding(tx, quietMs, after, inspectAtOnce);
      const standings = await Promise.all(
        outstanding.map(async ({ id, kind }) => ({
          id,
          standing: isJobName(kind) ? await queues.standing(kind, id) : "dead",
        })),
      );
      const lost = standings.filter(({ standing }) => standing === "unknown" || standing === "done");
      if (lost.length > 0) log.warn({ count: lost.length }, "relay.promised-again");
      await promiseAgain(
        tx,
        lost.map(({ id }) => id),
      );
      for (const { id, standing } of standings) {
        if (standing !== "dead") continue;
        log.error({ jobId: id }, "job.dead");
        await failOutbox(tx, id, "GivenUpByQueue");
      }
      return outstanding.length < inspectAtOnce ? null : (outstanding.at(-1)?.relayedAt ?? null);
    });
    if (last === null) return;
    after = last;
  }
}

/** A promise as a job, or null when it is of no known kind or holds what its kind does not allow. */
function readPromise({ id, kind, payload, priority }: Promised): PromisedJob | null {
  if (!isJobName(kind)) return null;
  const read = kindOf(kind).payload.safeParse(payload);
  return read.success ? { id, job: kind, payload, priority } : null;
}

/** A job that ended stays known to the queue, which would take the second hand-over for the first. */
async function forgetEnded(queues: Queues, { job, id }: PromisedJob): Promise<void> {
  const standing = await queues.standing(job, id);
  if (standing === "done" || standing === "dead") await queues.forget(job, id);
}

type Listening = { unlisten(): Promise<void> } | null;

/** LISTEN, tried until it succeeds; the driver listens again by itself after a lost connection. */
async function listen(db: Db, wake: () => void, log: Log, stopped: () => boolean): Promise<Listening> {
  for (let attempt = 0; !stopped(); attempt += 1) {
    try {
      return await db.sql.listen(channel, wake, wake);
    } catch (error) {
      if (attempt === 0) log.warn({ err: error }, "relay.not-listening");
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  }
  return null;
}
