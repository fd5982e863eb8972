import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface PageOptions {
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly locale?: "zh-CN" | "en";
  readonly dark?: boolean;
}

export interface TestBrowser {
  /** Runs a test on a page of its own, with nothing remembered; complaints of the page's console fail it. */
  withPage(options: PageOptions, test: (page: Page) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** A browser for one test file. Pages find the portal under `baseUrl`: `page.goto("/report")`. */
export async function openBrowser(baseUrl: string): Promise<TestBrowser> {
  const browser: Browser = await launchChromium();
  return {
    async withPage({ javaScript = true, width = 390, locale = "zh-CN", dark = false }, test) {
      const context = await browser.newContext({
        baseURL: baseUrl,
        javaScriptEnabled: javaScript,
        viewport: { width, height: 844 },
        locale,
        colorScheme: dark ? "dark" : "light",
      });
      const complaints: string[] = [];
      try {
        const page = await context.newPage();
        page.on("pageerror", ({ message }) => complaints.push(message));
        page.on("console", (line) => {
          if (line.type() === "error" && !line.text().startsWith("Failed to load resource"))
            complaints.push(line.text());
        });
        await test(page);
      } finally {
        await context.close();
      }
      if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join("; ")}`);
    },
    close: () => browser.close(),
  };
}

interface AxeViolation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds against WCAG 2.2 AA on the page as it stands; one line a finding, none when all is well. Needs JavaScript. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations: AxeViolation[] = await page.evaluate(
    `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }).then(({ violations }) => violations)`,
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

/** How far the page reaches beyond its right edge, in pixels; 0 where nothing has to be scrolled sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
