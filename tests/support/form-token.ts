import type { Page } from "playwright-core";

/** What a browser brings along when it posts a form: its cookie, and the token that the pages gave it. */
export interface FormProof {
  readonly cookie: string;
  readonly token: string;
}

/** Visits a page and keeps what its forms would send. */
export async function formProof(url: string): Promise<FormProof> {
  const answer = await fetch(url);
  const [, token = ""] = /<meta name="form-token" content="([^"]+)"/.exec(await answer.text()) ?? [];
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0] ?? "")
    .join("; ");
  return { cookie, token };
}

/** The token of the page that a browser is showing. */
export async function tokenOn(page: Page): Promise<string> {
  return (await page.locator('meta[name="form-token"]').getAttribute("content")) ?? "";
}
