import { constants, setPriority } from "node:os";
import { copyFor } from "#app/copy/index.ts";
import { ConfigError, messageLocale, readConfig } from "#app/platform/config.ts";
import { type Log, openLog } from "#app/platform/log.ts";
import { openMailer } from "#app/platform/mail.ts";
import { openPortal } from "#app/platform/portal.ts";
import { allHandlers } from "./handlers/index.ts";
import { openQueues } from "./queue.ts";
import { QueueSetupError, QueueUnavailableError } from "./queue-errors.ts";
import { RedisAddressError } from "./redis-address.ts";
import { startRelay } from "./relay.ts";
import { startWorker } from "./worker.ts";

/** What the launcher and a process manager read: 2 means that starting again would not help. */
const exits = { configuration: 2, fault: 1 } as const;

/** The worker process: hands promised jobs to the queue and works them, until it is told to stop. */
async function main(stopping: AbortSignal): Promise<void> {
  // On a machine that both processes share, answering who files comes before what may follow a moment later.
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const config = readConfig(process.env, "worker");
  const log = openLog({ level: config.logLevel, process: "worker" });
  endOnFaults(log);
  const queues = await openQueues(config, log, stopping);
  const portal = openPortal(config, log);
  const mailer = await openMailer(config, log);
  const worker = await startWorker(portal, queues, allHandlers(mailer));
  const relay = startRelay({ db: portal.db, queues, log });
  log.info({ backend: queues.backend }, "worker.ready");
  tellLauncher?.("ready");

  await aborted(stopping);
  log.info("worker.stopping");
  await relay.stop();
  await worker.stop();
  await queues.close();
  await mailer.close();
  await portal.close();
  log.info("worker.stopped");
}

/** The launcher says that the portal is ready only when reports are being routed; nobody else listens. */
const tellLauncher = process.send?.bind(process);

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** What nobody caught leaves the process in an unknown state: it ends, and is started again. */
function endOnFaults(log: Log): void {
  const end = (error: unknown): void => {
    log.fatal({ err: error }, "worker.fault");
    process.exit(exits.fault);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}

/** The sentence for an operator, or null for what is no fault of the configuration. */
function refusal(error: unknown): string | null {
  const words = copyFor(messageLocale(process.env)).queues;
  if (error instanceof ConfigError) return error.message;
  if (error instanceof QueueSetupError) return `${words.notStarted}\n- ${words.setup[error.fault]}`;
  if (error instanceof RedisAddressError) return `${words.notStarted}\n- ${words.address[error.fault]}`;
  return null;
}

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop.abort());

try {
  await main(stop.signal);
  process.exit(0);
} catch (error) {
  if (error instanceof QueueUnavailableError && stop.signal.aborted) process.exit(0);
  const sentence = refusal(error);
  if (sentence === null) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exit(exits.configuration);
}
