import { createServer } from "node:net";
import { Refusal } from "../refusal.mjs";

/** @typedef {{ host: string, port: number, url: string }} Address */

/**
 * Where the web process is to listen, and the address people type.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Address}
 */
export function wantedAddress(env) {
  const host = env.HOST || "127.0.0.1";
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Refusal("bad_port", { port: env.PORT ?? "" });
  return { host, port, url: env.PORTAL_URL || `http://localhost:${port}` };
}

/**
 * Refuses with a sentence that names PORT where nothing can listen there. Another one is never chosen silently.
 * @param {Address} address
 */
export async function requireFreePort({ host, port }) {
  const why = await whyNot(host, port);
  if (why === "EADDRINUSE") throw new Refusal("busy_port", { port, other: await freeAfter(host, port) });
  if (why !== null) throw new Refusal("port_refused", { host, port, why });
}

/** @param {string} host @param {number} port */
async function freeAfter(host, port) {
  for (let other = port + 1; other < Math.min(port + 100, 65_536); other += 1) {
    if ((await whyNot(host, other)) === null) return other;
  }
  return port + 100;
}

/** @param {string} host @param {number} port @returns {Promise<string | null>} the system's code, null when it can be used */
function whyNot(host, port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}
