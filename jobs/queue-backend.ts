import type { Job, JobsOptions, WorkerOptions } from "bullmq";
import type { QueueName } from "./catalogue.ts";

/** What a backend makes; Redis and PostgreSQL differ here and nowhere else. */
export interface Backend {
  readonly kind: "redis" | "postgres";
  makeQueue(name: QueueName, options: { readonly streams: { events: { maxLen: number } } }): QueueDoor;
  makeWorker(name: QueueName, process: Process, options: Omit<WorkerOptions, "connection">): WorkerDoor;
  /** Throws at once when an addition could only wait. */
  refuseWhenAway(): void;
  close(): Promise<void>;
}

export type Process = (job: Job, token: string | undefined, signal: AbortSignal | undefined) => Promise<void>;

export interface Addition {
  name: string;
  data: unknown;
  opts: JobsOptions;
}

/** The part of BullMQ's `Queue` that is used, alike on both backends. */
export interface QueueDoor {
  on(event: "error", listener: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  addBulk(jobs: Addition[]): Promise<unknown>;
  getJobState(id: string): Promise<string>;
  remove(id: string): Promise<unknown>;
  getJobScheduler(id: string): Promise<unknown>;
  upsertJobScheduler(
    id: string,
    repeat: { every: number } | { pattern: string; tz: string },
    template: Addition,
  ): Promise<unknown>;
  getJobCounts(
    ...states: ("waiting" | "prioritized" | "active" | "delayed" | "failed")[]
  ): Promise<Record<string, number>>;
  close(): Promise<void>;
}

/** The part of BullMQ's `Worker` that is used, alike on both backends. */
export interface WorkerDoor {
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "stalled", listener: (jobId: string) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  run(): Promise<void>;
  cancelAllJobs(reason?: string): void;
  close(): Promise<void>;
}

/** A lost server fails every connection again and again; one line in ten seconds tells as much. */
export function seldom(say: (error: Error) => void): (error: Error) => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    if (performance.now() - saidAt < 10_000) return;
    saidAt = performance.now();
    say(error);
  };
}
