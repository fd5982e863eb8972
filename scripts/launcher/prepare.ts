import { ConfigError, readConfig } from "#app/platform/config.ts";
import { derivedUrls, masterKeyFrom, migrateAsConfigured } from "#db/migrate.ts";

/**
 * One process that does, once modules are loaded, what must be done before web and worker start: settles which
 * addresses they use, checks both configurations, and brings the schema up to date.
 */
async function prepare(env: NodeJS.ProcessEnv): Promise<Record<string, string>> {
  const addresses = roleAddresses(env);
  const whole = { ...env, ...addresses };
  readConfig(whole, "web");
  readConfig(whole, "worker");
  if (env.DATABASE_URL) await migrateAsConfigured(env);
  return addresses;
}

/** The addresses that were given, and for the others those that follow from the owner's and the master key. */
function roleAddresses(env: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.fromEntries(
    ["DATABASE_WEB_URL", "DATABASE_WORKER_URL", "QUEUE_DATABASE_URL"].flatMap((variable) => {
      const value = env[variable];
      return value ? [[variable, value]] : [];
    }),
  );
  const key = masterKeyFrom(env);
  if (!env.DATABASE_URL || key === null) return given;
  const derived = derivedUrls(env.DATABASE_URL, key);
  return {
    DATABASE_WEB_URL: derived.web,
    DATABASE_WORKER_URL: derived.worker,
    ...(env.REDIS_URL ? {} : { QUEUE_DATABASE_URL: derived.queue }),
    ...given,
  };
}

/** The exit status by which the launcher knows a refused configuration from a database that cannot be reached. */
const configurationRefused = 78;

prepare(process.env).then(
  (addresses) => process.send?.(addresses, () => process.disconnect()),
  (error: unknown) => {
    process.exitCode = error instanceof ConfigError ? configurationRefused : 1;
    console.error(error instanceof Error ? error.message : String(error));
    process.disconnect();
  },
);
