import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs that only some tests need. A machine without them leaves those tests out; CI never does. */
const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin", "/snap/bin"];

/** @type {string | null} */
export const redisServer = firstProgram(["redis-server"]);

/** @type {string | null} */
export const chromium =
  firstExecutable([process.env.CHROMIUM ?? ""]) ??
  firstProgram(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]) ??
  firstExecutable(["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"]);

/** @param {string[]} names */
function firstProgram(names) {
  return firstExecutable(folders.flatMap((folder) => names.map((name) => join(folder, name))));
}

/** @param {string[]} paths @returns {string | null} */
function firstExecutable(paths) {
  return paths.find((path) => path !== "" && isExecutable(path)) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
