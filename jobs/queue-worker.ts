import { UnrecoverableError } from "bullmq";
import type { Log } from "#app/platform/log.ts";
import { backoffDelay, isJobName, kindOf, type QueueName, queues as queueSettings } from "./catalogue.ts";
import { type Backend, type Process, seldom } from "./queue-backend.ts";

/** One attempt at a job, as a worker gets it. */
export interface Attempt {
  readonly jobId: string;
  readonly job: string;
  readonly payload: unknown;
  /** From 1. */
  readonly attempt: number;
  /** No other attempt follows a failure of this one. */
  readonly last: boolean;
  /** Aborted when the worker gives up waiting for its jobs. */
  readonly signal: AbortSignal;
}

/** A job that no other attempt can save; thrown by the worker's `run`. Its message is kept in the queue. */
export class GiveUp extends UnrecoverableError {}

export interface OpenWorker {
  /** Takes no more jobs and waits for those that run, at most so long; what still runs then is taken up elsewhere. */
  stop(patienceMs: number): Promise<void>;
}

/** Works one queue; jobs are taken as soon as this resolves. */
export async function openWorker(
  backend: Backend,
  name: QueueName,
  run: (attempt: Attempt) => Promise<void>,
  log: Log,
): Promise<OpenWorker> {
  const never = new AbortController().signal;
  const process: Process = (job, _token, signal) => {
    const attempt = job.attemptsMade + 1;
    return run({
      jobId: job.id ?? "",
      job: job.name,
      payload: job.data,
      attempt,
      last: attempt >= (job.opts.attempts ?? 1),
      signal: signal ?? never,
    });
  };
  const worker = backend.makeWorker(name, process, {
    autorun: false,
    concurrency: queueSettings[name].concurrency,
    // A worker that was killed is noticed within fifteen seconds; its jobs run again elsewhere.
    lockDuration: 10_000,
    stalledInterval: 4_000,
    maxStalledCount: 20,
    runRetryDelay: 1_000,
    settings: {
      backoffStrategy: (attemptsMade, _type, _error, job) => {
        const kind = job?.name ?? "";
        return isJobName(kind) ? backoffDelay(kindOf(kind).backoff, attemptsMade, Math.random()) : 60_000;
      },
    },
  });
  worker.on(
    "error",
    seldom((error) => log.warn({ err: error, queue: name }, "worker.error")),
  );
  worker.on("stalled", (jobId) => log.warn({ jobId, queue: name }, "job.stalled"));
  await worker.waitUntilReady();
  worker.run().catch((error: unknown) => log.error({ err: error, queue: name }, "worker.ended"));

  return {
    async stop(patienceMs) {
      const closed = worker.close();
      const timer = setTimeout(() => worker.cancelAllJobs("stopping"), patienceMs);
      const gaveUp = new Promise<void>((resolve) => setTimeout(resolve, patienceMs + 1_000).unref());
      await Promise.race([closed, gaveUp]);
      clearTimeout(timer);
    },
  };
}
