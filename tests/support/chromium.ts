import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const found = [
  process.env.CHROMIUM,
  ...["/usr/bin", "/usr/local/bin", "/snap/bin", ...(process.env.PATH ?? "").split(delimiter)].flatMap((folder) =>
    names.map((name) => join(folder, name)),
  ),
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
].find((path): path is string => path !== undefined && path !== "" && isExecutable(path));

/** Why tests in a browser are left out; null where they run. Under `CI=true` nothing is left out. */
export const chromiumAbsence: string | null =
  found === undefined ? "Chromium is not installed (or name it: CHROMIUM=…)" : null;
if (chromiumAbsence !== null && process.env.CI === "true") throw new Error(`CI=true, but ${chromiumAbsence}`);

/** A Chromium without a window that talks to nobody but the page under test. */
export function launchChromium(): Promise<Browser> {
  if (found === undefined) throw new Error(chromiumAbsence ?? "Chromium is not installed");
  return chromium.launch({
    executablePath: found,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
