import { openLog } from "#app/platform/log.ts";
import { openDatabase } from "#db/connection.ts";
import { openQueues } from "#jobs/queue.ts";
import { startWorker } from "#jobs/worker.ts";
import { handlersWith } from "./handlers.ts";

/** A worker process that takes a job, says so, and never ends it: it is there to be killed. */
const given = process.env;
const log = openLog({ level: "silent", process: "test" });
const db = openDatabase(given.WORKER_URL ?? "", { max: 2, name: "hanging worker" });
const queues = await openQueues({ redisUrl: given.REDIS || null, queueDatabaseUrl: given.QUEUE || null }, log);
const routeReport = async ({ jobId }: { readonly jobId: string }): Promise<void> => {
  process.stdout.write(`took ${jobId}\n`);
  await new Promise(() => undefined);
};
await startWorker({ db, log }, queues, handlersWith({ routeReport }));
