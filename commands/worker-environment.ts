import { derivedUrls, masterKeyFrom } from "#db/migrate.ts";

/**
 * The worker's environment, for a command that acts as the worker does. Where only the owner's address is given, the
 * worker's follows from it and the master key, as at the start of the portal.
 */
export function workerEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const key = masterKeyFrom(env);
  if (!env.DATABASE_URL || key === null) return env;
  const { worker, queue } = derivedUrls(env.DATABASE_URL, key);
  return {
    ...env,
    DATABASE_WORKER_URL: env.DATABASE_WORKER_URL || worker,
    QUEUE_DATABASE_URL: env.QUEUE_DATABASE_URL || queue,
  };
}
