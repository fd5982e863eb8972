/** `npm start`: brings up everything the portal needs and keeps it running until Ctrl-C. */
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { requireNode } from "./launcher/node-version.mjs";

requireNode();
const { launch } = await import("./launcher/launch.mjs");
process.exit(await launch(dirname(dirname(fileURLToPath(import.meta.url))), process.env));
