import { type Browser, chromium as playwright } from "playwright-core";
import { chromium } from "#scripts/test/machine.mjs";

/** Why tests in a browser are left out; null where they run. Under `CI=true` nothing is left out. */
export const chromiumAbsence: string | null =
  chromium === null ? "Chromium is not installed (or name it: CHROMIUM=…)" : null;
if (chromiumAbsence !== null && process.env.CI === "true") throw new Error(`CI=true, but ${chromiumAbsence}`);

/** A Chromium without a window that talks to nobody but the page under test. */
export function launchChromium(): Promise<Browser> {
  if (chromium === null) throw new Error(chromiumAbsence ?? "Chromium is not installed");
  return playwright.launch({
    executablePath: chromium,
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
