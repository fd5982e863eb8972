import type { z } from "zod";
import type { Log } from "#app/platform/log.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import type { JobKind, JobName } from "./catalogue.ts";
import { GiveUp } from "./queue-worker.ts";

/** What the worker itself needs of what its handlers work with. */
export type Workshop = Pick<Portal, "db" | "log">;

/** What a handler works with. */
export interface HandlerContext<P = Portal> {
  readonly portal: P;
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
  readonly now: Date;
  readonly log: Log;
  /** Aborted when the job's time is up or the worker stops waiting. */
  readonly signal: AbortSignal;
  /** Marks the job done in the handler's own transaction, so that its effects and its end are one. */
  complete(tx: Tx): Promise<void>;
}

/** A job's handler under the job's own name. */
export interface Handler<N extends JobName, P = Portal> {
  readonly job: N;
  run(context: HandlerContext<P>, payload: unknown): Promise<void>;
}

/** Binds work to its kind: the payload is checked first, and one that does not fit is never tried again. */
export function handle<N extends JobName, S extends z.ZodType, P = Portal>(
  kind: JobKind<N, S>,
  work: (context: HandlerContext<P>, payload: z.output<S>) => Promise<void>,
): Handler<N, P> {
  return {
    job: kind.job,
    async run(context, payload) {
      const read = kind.payload.safeParse(payload);
      if (!read.success) throw new GiveUp("PayloadDoesNotFit");
      await work(context, read.data);
    },
  };
}

/** One handler for every kind; a kind without one, or under another's name, does not compile. */
export type Handlers<P = Portal> = { readonly [N in JobName]: Handler<N, P> };
