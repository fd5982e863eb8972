import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asSystem } from "#db/actor.ts";
import { completeOutbox } from "#jobs/outbox.ts";
import type { Queues } from "#jobs/queue.ts";
import { GiveUp } from "#jobs/queue-worker.ts";
import { inspectOutstanding, type Relay, relayOnce, startRelay } from "#jobs/relay.ts";
import { type RunningWorker, startWorker } from "#jobs/worker.ts";
import { handlersWith } from "./handlers.ts";
import { absenceOf, backends, reportPayload, setUp, until, type Workbench } from "./workbench.ts";

describe.each(backends)("the relay to %s", (backend) => {
  const absence = absenceOf(backend);
  let bench: Workbench;
  let queues: Queues;
  const running: (Relay | RunningWorker)[] = [];

  beforeAll(async () => {
    if (absence === null) bench = await setUp(backend);
  });
  beforeEach(async ({ skip }) => {
    if (absence !== null) skip(absence);
    queues = await bench.openQueues();
  });
  afterEach(async () => {
    for (const part of running.splice(0)) await part.stop();
    await bench?.clear();
  });
  afterAll(() => bench?.stop());

  const relay = (to = queues): void => {
    running.push(startRelay({ db: bench.db, queues: to, log: bench.log }));
  };
  /** Ids of the jobs that ran, in order. */
  const work = async (): Promise<readonly string[]> => {
    const ran: string[] = [];
    const handlers = handlersWith({ routeReport: async ({ jobId }) => void ran.push(jobId) });
    running.push(await startWorker(bench, queues, handlers));
    return ran;
  };
  const promiseReport = () => bench.promise("route-report", reportPayload());
  const isDone = async (id: string) => (await bench.outboxRow(id)).doneAt !== null;

  test("a promise is kept without anybody asking", async () => {
    relay();
    const ran = await work();
    const id = await promiseReport();
    await until(() => isDone(id));
    expect(ran).toEqual([id]);
    expect(await bench.outboxRow(id)).toMatchObject({ attempts: 1, failedAt: null, failure: null });
  });

  test("a promise made before the relay was there is kept too", async () => {
    const id = await promiseReport();
    await work();
    relay();
    await until(() => isDone(id));
  });

  test("a transaction that is undone promises nothing", async () => {
    relay();
    const ran = await work();
    await asSystem(bench.db, "test", async (tx) => {
      await tx.execute(
        sql`insert into outbox (id, kind, payload) values (${uuidv7()}, 'route-report', ${JSON.stringify(reportPayload())}::jsonb)`,
      );
      throw new Error("undone");
    }).catch(() => undefined);
    const id = await promiseReport();
    await until(() => isDone(id));
    expect(ran).toEqual([id]);
  });

  test("two relays that race hand every promise over once", async () => {
    const ran = await work();
    const other = await bench.openQueues();
    relay();
    relay(other);
    const ids = await Promise.all(Array.from({ length: 150 }, promiseReport));
    await until(() => ran.length >= ids.length);
    await until(async () => (await Promise.all(ids.map(isDone))).every(Boolean));
    expect([...ran].sort()).toEqual([...ids].sort());
  });

  test("a crash between the hand-over and its record repeats the hand-over, not the job", async () => {
    const id = await promiseReport();
    const crashing: Queues = {
      ...queues,
      async addMany(jobs) {
        await queues.addMany(jobs);
        throw new Error("crash");
      },
    };
    await expect(relayOnce(bench.db, crashing, bench.log)).rejects.toThrow("crash");
    expect((await bench.outboxRow(id)).relayedAt).toBeNull();
    await relayOnce(bench.db, queues, bench.log);
    expect((await queues.counts()).routing.waiting).toBe(1);
    const ran = await work();
    await until(() => isDone(id));
    expect(ran).toEqual([id]);
  });

  test("a job that was done before its hand-over was recorded is not handed over again", async () => {
    const id = await promiseReport();
    await asSystem(bench.db, "test", (tx) => completeOutbox(tx, id));
    expect(await relayOnce(bench.db, queues, bench.log)).toBe(0);
    expect((await queues.counts()).routing.waiting).toBe(0);
  });

  test("what a queue lost is promised again, what it still knows is not", async () => {
    const lost = await promiseReport();
    await relayOnce(bench.db, queues, bench.log);
    await bench.loseQueue();
    const kept = await promiseReport();
    await relayOnce(bench.db, queues, bench.log);

    await inspectOutstanding(bench.db, queues, bench.log, 0);
    expect((await bench.outboxRow(lost)).relayedAt).toBeNull();
    expect((await bench.outboxRow(kept)).relayedAt).not.toBeNull();
    const ran = await work();
    await relayOnce(bench.db, queues, bench.log);
    await until(async () => (await isDone(lost)) && (await isDone(kept)));
    expect([...ran].sort()).toEqual([lost, kept].sort());
  });

  test("a relay that starts looks for what was lost while it was away", async () => {
    const id = await promiseReport();
    await relayOnce(bench.db, queues, bench.log);
    await bench.loseQueue();
    await work();
    relay();
    await until(() => isDone(id));
  });

  test("a promise is not doubted before its time", async () => {
    const id = await promiseReport();
    await relayOnce(bench.db, queues, bench.log);
    await bench.loseQueue();
    await inspectOutstanding(bench.db, queues, bench.log, 60_000);
    expect((await bench.outboxRow(id)).relayedAt).not.toBeNull();
  });

  test("a promise of no known kind, or with a payload that does not fit, is set aside and holds nobody up", async () => {
    const unknown = await bench.promise("unheard-of", {});
    const misfit = await bench.promise("route-report", { v: 1, reportId: "示例儿童" });
    const good = await promiseReport();
    await work();
    relay();
    await until(() => isDone(good));
    expect(await bench.outboxRow(unknown)).toMatchObject({ failure: "Unreadable", doneAt: null });
    expect(await bench.outboxRow(misfit)).toMatchObject({ failure: "Unreadable", doneAt: null });
    expect(JSON.stringify(bench.lines)).not.toContain("示例儿童");
  });

  test("a promise for later waits", async () => {
    const id = await promiseReport();
    await asSystem(bench.db, "test", (tx) =>
      tx.execute(sql`update outbox set available_at = now() + interval '1 hour' where id = ${id}`),
    );
    expect(await relayOnce(bench.db, queues, bench.log)).toBe(0);
  });

  test("the most urgent promise of a backlog is handed over first", async () => {
    const calm = await bench.promise("route-report", reportPayload(), 30);
    const critical = await bench.promise("route-report", reportPayload(), 1);
    await relayOnce(bench.db, queues, bench.log);
    const ran = await work();
    await until(() => ran.length === 2);
    expect(ran).toEqual([critical, calm]);
  });

  test("a job that the queue gave up is marked so, and runs again once a person revives it in the database", async () => {
    const id = await promiseReport();
    await relayOnce(bench.db, queues, bench.log);
    const hopeless = await queues.openWorker("routing", async () => {
      throw new GiveUp("Hopeless");
    });
    await until(async () => (await queues.standing("route-report", id)) === "dead");
    await hopeless.stop(1_000);

    await inspectOutstanding(bench.db, queues, bench.log, 0);
    expect(await bench.outboxRow(id)).toMatchObject({ failure: "GivenUpByQueue", doneAt: null });
    expect(await relayOnce(bench.db, queues, bench.log)).toBe(0);

    await asSystem(bench.db, "test", (tx) =>
      tx.execute(sql`update outbox set relayed_at = null, failed_at = null, failure = null where id = ${id}`),
    );
    const ran = await work();
    await relayOnce(bench.db, queues, bench.log);
    await until(() => isDone(id));
    expect(ran).toEqual([id]);
    expect((await bench.outboxRow(id)).failedAt).toBeNull();
  });

  test("stopping ends within the hand-over under way", async () => {
    relay();
    const [only] = running.splice(0);
    await only?.stop();
    const id = await promiseReport();
    expect((await bench.outboxRow(id)).relayedAt).toBeNull();
  });
});
