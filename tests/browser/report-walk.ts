import type { Page } from "playwright-core";

/** A reporter at the guided form: types, picks and presses as people do, with or without scripts. */
export interface Walker {
  readonly page: Page;
  pick(name: string, value: string): Promise<void>;
  type(name: string, text: string): Promise<void>;
  choose(name: string, value: string): Promise<void>;
  value(name: string): Promise<string>;
  /** Presses one of the page's buttons and waits for what comes. */
  press(
    value: "next" | "back" | "quick" | "called" | "unable" | "saved" | "add" | "look" | (string & {}),
  ): Promise<void>;
  path(): string;
}

export function walker(page: Page): Walker {
  const field = (name: string) => page.locator(`[name="${name}"]`);
  return {
    page,
    pick: (name, value) => page.locator(`[name="${name}"][value="${value}"]`).check(),
    type: (name, text) => field(name).fill(text),
    choose: async (name, value) => {
      await field(name).selectOption(value);
    },
    value: (name) => field(name).inputValue(),
    press: async (value) => {
      const button = page.locator(`main button[name="go"][value="${value}"]:not([aria-hidden])`).first();
      await settled(page, () => button.click());
    },
    path: () => new URL(page.url()).pathname,
  };
}

/** Does something that loads a page, and waits until the new one is there: the script sends a form a moment later. */
export async function settled(page: Page, act: () => Promise<unknown>): Promise<void> {
  const loaded = page.waitForEvent("load");
  await act();
  await loaded;
}

/** What an invented teacher answers, page by page. */
export const answers: Readonly<Record<string, (walker: Walker) => Promise<void>>> = {
  safety: async ({ pick, type }) => {
    await pick("safety.immediateDanger", "true");
    await pick("safety.medicalCareNeeded", "unknown");
    await type("safety.childWhereabouts", "在示例小学医务室");
  },
  emergency: async () => {},
  reporter: async ({ page, pick, type, press }) => {
    await pick("reporter.profession", "teacher");
    if ((await page.locator('[name="reporter.unit"]').count()) === 0) await press("next");
    await type("reporter.unit", "示例小学");
  },
  children: async ({ type, pick, choose }) => {
    await type("children[0].name", "示例儿童甲");
    await pick("children[0].sex", "female");
    await type("children[0].age", "9");
    await choose("children[0].district", "110105");
  },
  situation: async ({ pick, page }) => {
    await pick("incident.situations", "multiple_injuries");
    await page.locator('[name="incident.indicators"][value^="multiple_injuries."]').first().check();
  },
  account: async ({ pick, choose, type }) => {
    await pick("incident.injuries", "arms");
    await choose("incident.district", "110105");
    await pick("incident.place", "home");
    await type("incident.from", "2026-11-20");
    await type("incident.narrative", "示例：课间看到手臂有淤青，孩子说“不敢回家”。");
  },
  people: async ({ pick }) => {
    await pick("suspects[0].relation", "father");
    await pick("suspects[0].hasAccessNow", "true");
    await pick("guardianship.status", "guardian_is_suspect");
  },
  steps: async ({ pick }) => {
    await pick("steps.policeCalled", "false");
    await pick("steps.evidenceKept", "true");
  },
  contact: async ({ type }) => {
    await type("reporter.name", "报告人甲");
    await type("reporter.phone", "13800000000");
  },
};

/** Answers page after page until the one that is wanted, which stays as it is. `seen` looks at each. */
export async function walkTo(
  walk: Walker,
  wanted: string,
  seen: (page: string) => Promise<void> = async () => {},
): Promise<void> {
  if (walk.path() === "/") await walk.page.goto("/report");
  for (let pages = 0; pages < 20; pages += 1) {
    const at = walk.path() === "/report" ? "safety" : (walk.path().split("/").at(-1) ?? "");
    await seen(at);
    if (at === wanted) return;
    await answers[at]?.(walk);
    await walk.press(at === "emergency" ? "unable" : "next");
  }
  throw new Error(`${wanted} was not reached`);
}

/** Ticks the declaration and files. */
export async function file({ page }: Walker): Promise<void> {
  await page.locator('[name="declaration"]').check();
  await settled(page, () => page.locator('main form:has([name="declaration"]) button').click());
}

/** The sixteen digits on the page; null once they are kept. */
export async function receiptCode({ page }: Walker): Promise<string | null> {
  const shown = page.locator("[data-receipt-code] output");
  return (await shown.count()) === 0 ? null : ((await shown.textContent()) ?? "").trim();
}
