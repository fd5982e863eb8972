import { describeError, type Log } from "#app/platform/log.ts";
import { asSystem } from "#db/actor.ts";
import { isJobName, kindOf, queueNames } from "./catalogue.ts";
import type { HandlerContext, Handlers, Workshop } from "./handler.ts";
import { completeOutbox, failOutbox } from "./outbox.ts";
import type { Queues } from "./queue.ts";
import { type Attempt, GiveUp } from "./queue-worker.ts";

export interface RunningWorker {
  /** Takes no more jobs and waits for those under way. */
  stop(): Promise<void>;
}

/** A deploy waits so long for running jobs; one that takes longer is taken up by the next worker. */
const patienceMs = 14_000;

class TimeLimitExceeded extends Error {
  override readonly name = "TimeLimitExceeded";
}

/** Works every queue of the catalogue with the given handlers. */
export async function startWorker<P extends Workshop>(
  portal: P,
  queues: Queues,
  handlers: Handlers<P>,
): Promise<RunningWorker> {
  const workers = await Promise.all(
    queueNames.map((name) => queues.openWorker(name, (attempt) => runAttempt(portal, handlers, attempt))),
  );
  return {
    async stop() {
      await Promise.all(workers.map((worker) => worker.stop(patienceMs)));
    },
  };
}

/**
 * One attempt. What leaves it towards the queue is a class of error and nothing else, since the queue keeps
 * the message of what it is thrown.
 */
async function runAttempt<P extends Workshop>(portal: P, handlers: Handlers<P>, attempt: Attempt): Promise<void> {
  const { job, jobId } = attempt;
  const log = portal.log.child({ job, jobId, attempt: attempt.attempt });
  const started = performance.now();
  try {
    await runHandler(portal, handlers, attempt, log);
    log.info({ tookMs: Math.round(performance.now() - started) }, "job.done");
  } catch (error) {
    const failure = failureOf(error);
    const final = attempt.last || isFinal(error);
    log[final ? "error" : "warn"]({ err: error, failure }, final ? "job.dead" : "job.failed");
    if (final && isPromised(attempt)) await markFailed(portal, jobId, failure, log);
    throw final ? new GiveUp(failure) : new Error(failure);
  }
}

async function runHandler<P extends Workshop>(
  portal: P,
  handlers: Handlers<P>,
  attempt: Attempt,
  log: Log,
): Promise<void> {
  const { job, jobId } = attempt;
  if (!isJobName(job)) throw new GiveUp("UnknownKind");
  const timeLimit = AbortSignal.timeout(kindOf(job).timeLimitMs);
  let completed = !isPromised(attempt);
  const context: HandlerContext<P> = {
    portal,
    jobId,
    attempt: attempt.attempt,
    now: new Date(),
    log,
    signal: AbortSignal.any([timeLimit, attempt.signal]),
    async complete(tx) {
      if (!isPromised(attempt)) return;
      await completeOutbox(tx, jobId);
      completed = true;
    },
  };
  await withinTime(handlers[job].run(context, attempt.payload), timeLimit);
  if (!completed) await asSystem(portal.db, job, (tx) => completeOutbox(tx, jobId));
}

/** Rejects when time is up. The work may still end by itself later; that it may run twice is true of every job. */
async function withinTime(work: Promise<void>, timeLimit: AbortSignal): Promise<void> {
  let end: (() => void) | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    end = () => reject(new TimeLimitExceeded());
    if (timeLimit.aborted) end();
    timeLimit.addEventListener("abort", end, { once: true });
  });
  try {
    await Promise.race([work, timeUp]);
  } finally {
    if (end !== undefined) timeLimit.removeEventListener("abort", end);
  }
}

/** Should the database be away too, the relay's inspection finds the dead job later. */
async function markFailed(portal: Workshop, jobId: string, failure: string, log: Log): Promise<void> {
  try {
    await asSystem(portal.db, "worker", (tx) => failOutbox(tx, jobId, failure));
  } catch (error) {
    log.warn({ err: error }, "job.failure-not-recorded");
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Promised by an outbox row, whose id it then bears; scheduled jobs bear ids that BullMQ makes. */
function isPromised({ jobId }: Attempt): boolean {
  return uuid.test(jobId);
}

/** The domain said no, or the payload cannot be read: trying again would say the same. */
function isFinal(error: unknown): boolean {
  return error instanceof GiveUp || (error instanceof Error && error.name === "Refusal");
}

/** The class of the error at the root, with the driver's code where there is one: nothing that a person typed. */
function failureOf(error: unknown): string {
  if (error instanceof GiveUp) return error.message;
  if (error instanceof Error && error.cause instanceof Error) return failureOf(error.cause);
  const { type, code } = describeError(error);
  return typeof code === "string" && /^[A-Za-z0-9_]{1,40}$/.test(code) ? `${String(type)}:${code}` : String(type);
}
