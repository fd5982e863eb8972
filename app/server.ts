import { existsSync } from "node:fs";
import type { ServerBuild } from "@remix-run/node";
import { copyFor } from "#app/copy/index.ts";
import { ConfigError, messageLocale, readConfig } from "./platform/config.ts";
import { describeError, openLog } from "./platform/log.ts";
import { openPortal } from "./platform/portal.ts";
import { webApplication } from "./platform/web.ts";

/** How long running requests may take to finish after the process was told to stop. */
const graceMs = 8_000;
/** What the launcher and a process manager read: 2 the configuration is wrong, 3 the port is taken, 4 nothing is built. */
const exits = { fault: 1, configuration: 2, portBusy: 3, notBuilt: 4 } as const;

const words = copyFor(messageLocale(process.env)).shell.server;

function refuseToStart(code: number, sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

function configuration() {
  try {
    return readConfig(process.env, "web");
  } catch (error) {
    if (error instanceof ConfigError) return refuseToStart(exits.configuration, error.message);
    throw error;
  }
}

const config = configuration();
const log = openLog({ level: config.logLevel, process: "web" });
const built = new URL("../build/server/index.js", import.meta.url);
if (!existsSync(built)) refuseToStart(exits.notBuilt, words.notBuilt);
const build: ServerBuild = await import(built.href);
const portal = openPortal(config, log);
const stopping = new AbortController();

const server = webApplication(portal, build, stopping.signal).listen(config.port, config.host, () => {
  log.info({ port: config.port, host: config.host }, "web.listening");
});

// A large file over a slow line takes its time; what is not a file has a shorter limit of its own.
server.requestTimeout = 2 * 3_600_000;

server.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EADDRINUSE") refuseToStart(exits.portBusy, words.portBusy(config.port));
  if (error.code === "EACCES") refuseToStart(exits.portBusy, words.portForbidden(config.port));
  throw error;
});

/** Takes no new request, lets the running ones finish, ends open streams, then closes the database. */
async function stop(): Promise<void> {
  if (stopping.signal.aborted) return;
  log.info("web.stopping");
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  stopping.abort();
  // A connection that has just been answered would otherwise be kept open for the next question.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(late);
  await portal.close();
  log.info("web.stopped");
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());

process.on("unhandledRejection", (error) => {
  log.error({ error: describeError(error) }, "web.unhandled");
});
process.on("uncaughtException", (error) => {
  log.fatal({ error: describeError(error) }, "web.fault");
  process.exit(exits.fault);
});
