import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kindOf, scheduledKinds } from "#jobs/catalogue.ts";
import type { PromisedJob, Queues } from "#jobs/queue.ts";
import type { Attempt, OpenWorker } from "#jobs/queue-worker.ts";
import { absenceOf, backends, reportPayload, setUp, until, type Workbench } from "./workbench.ts";

const job = (priority = 10, id = uuidv7()): PromisedJob => ({
  id,
  job: "route-report",
  payload: reportPayload(),
  priority,
});

describe.each(backends)("queues on %s", (backend) => {
  const absence = absenceOf(backend);
  let bench: Workbench;
  let queues: Queues;
  const workers: OpenWorker[] = [];

  beforeAll(async () => {
    if (absence === null) bench = await setUp(backend);
  });
  beforeEach(async ({ skip }) => {
    if (absence !== null) skip(absence);
    queues = await bench.openQueues();
  });
  afterAll(() => bench?.stop());
  afterEach(async () => {
    for (const worker of workers.splice(0)) await worker.stop(1_000);
    await bench?.clear();
  });

  const work = async (run: (attempt: Attempt) => Promise<void>): Promise<void> => {
    workers.push(await queues.openWorker("routing", run));
  };

  test("says which backend it is on", () => {
    expect(queues.backend).toBe(backend);
  });

  test("a job that is added again under its id is one job", async () => {
    const once = job();
    await queues.add(once);
    await queues.add(once);
    await queues.addMany([once, once]);
    expect(await queues.counts()).toMatchObject({ routing: { waiting: 1 } });

    const ran: string[] = [];
    await work(async ({ jobId }) => void ran.push(jobId));
    await until(async () => (await queues.standing("route-report", once.id)) === "unknown");
    expect(ran).toEqual([once.id]);
  });

  test("a large addition repeats nothing that is there already", async () => {
    const all = Array.from({ length: 30 }, () => job());
    await queues.addMany(all.slice(0, 10));
    await queues.addMany(all);
    expect((await queues.counts()).routing.waiting).toBe(30);
  });

  test("a more urgent job goes first, an older one first among equals", async () => {
    const [late, first, second, soon] = [job(30), job(1), job(1), job(2)];
    await queues.addMany([late, first, second, soon]);
    const ran: string[] = [];
    await work(async ({ jobId }) => void ran.push(jobId));
    await until(() => ran.length === 4);
    expect(ran).toEqual([first.id, second.id, soon.id, late.id]);
  });

  test("the payload arrives as it was promised, with the number of the attempt", async () => {
    const promised = job();
    const seen: Attempt[] = [];
    await work(async (attempt) => void seen.push(attempt));
    await queues.add(promised);
    await until(() => seen.length === 1);
    expect(seen[0]).toMatchObject({
      jobId: promised.id,
      job: "route-report",
      payload: promised.payload,
      attempt: 1,
      last: false,
    });
  });

  test("a job is open while it waits, and unknown to the queue once it is done", async () => {
    const promised = job();
    expect(await queues.standing("route-report", promised.id)).toBe("unknown");
    await queues.add(promised);
    expect(await queues.standing("route-report", promised.id)).toBe("open");
    await work(async () => undefined);
    await until(async () => (await queues.standing("route-report", promised.id)) === "unknown");
  });

  test("a job waits in its own queue only", async () => {
    await queues.add({ id: uuidv7(), job: "send-mail", payload: { v: 1, noticeId: uuidv7() }, priority: 10 });
    const counts = await queues.counts();
    expect(counts.mail.waiting).toBe(1);
    expect(counts.routing.waiting).toBe(0);
  });

  test("scheduled kinds are put on their schedules once, and again after the queue was lost", async () => {
    const scheduled = async () => {
      const { waiting, delayed, active } = (await queues.counts()).upkeep;
      return waiting + delayed + active;
    };
    const upkeep = scheduledKinds().filter(({ job }) => kindOf(job).queue === "upkeep").length;
    await queues.keepSchedules();
    await queues.keepSchedules();
    expect(upkeep).toBeGreaterThan(3);
    expect(await scheduled()).toBe(upkeep);
    await bench.loseQueue();
    expect(await scheduled()).toBe(0);
    await queues.keepSchedules();
    expect(await scheduled()).toBe(upkeep);
  });

  test("two workers share the jobs and none runs twice", async () => {
    const all = Array.from({ length: 60 }, () => job());
    const ran: string[] = [];
    const other = await bench.openQueues();
    await work(async ({ jobId }) => void ran.push(jobId));
    workers.push(await other.openWorker("routing", async ({ jobId }) => void ran.push(jobId)));
    await queues.addMany(all);
    await until(() => ran.length >= all.length);
    expect([...ran].sort()).toEqual(all.map(({ id }) => id).sort());
  });
});
