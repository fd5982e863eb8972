import type { AppLoadContext } from "@remix-run/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { formTokenField, formTokenOf } from "#app/platform/form-token.ts";
import type { Portal } from "#app/platform/portal.ts";
import { answerFiledReceipt } from "#app/reports/filed-receipt.ts";
import { loadPage } from "#app/reports/load-page.ts";
import { openReceiptCookie } from "#app/reports/receipt-cookie.ts";
import { answerReceipt } from "#app/reports/receipt-lookup.ts";
import { submitPage } from "#app/reports/submit-page.ts";
import { submitUrgent } from "#app/reports/urgent.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
beforeAll(async () => {
  database = await freshDatabase();
  const nowhere = new URL(database.webUrl);
  nowhere.port = "1";
  portals = openTestPortals({ ...database, webUrl: nowhere.toString() });
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const formCookie = "f".repeat(43);
const contextOf = (portal: Portal): AppLoadContext => ({
  portal,
  locale: "zh-CN",
  nonce: "",
  requestId: "test",
  clientAddress: "192.0.2.1",
  formToken: formTokenOf(portal, formCookie),
  formCookie,
  refused: null,
  stopping: new AbortController().signal,
  drained: async () => undefined,
  unavailable: false,
});

const request = (page: string, fields?: Record<string, string>) =>
  new Request(`http://localhost/report/${page}`, {
    headers: { Cookie: `draft=${"x".repeat(43)}` },
    ...(fields
      ? {
          method: "POST",
          body: new URLSearchParams({ ...fields, [formTokenField]: formTokenOf(portals.web, formCookie) }),
        }
      : {}),
  });

describe("while the database does not answer", () => {
  test.each(["children", "account", "safety"])(
    "the page %s comes back with everything typed, not saved, for now",
    async (page) => {
      const field = { children: "children[0].name", account: "incident.narrative", safety: "safety.childWhereabouts" }[
        page
      ];
      const context = contextOf(portals.web);
      const answer = await submitPage(context, request(page, { [field ?? ""]: "示例文字，还没有保存" }), page);
      expect(answer).toMatchObject({
        init: { status: 503 },
        data: { model: { unsaved: "unavailable", typed: { [field ?? ""]: ["示例文字，还没有保存"] } } },
      });
      expect(context.unavailable).toBe(true);
    },
  );

  test("the quick report comes back with everything typed as well", async () => {
    const answer = await submitUrgent(contextOf(portals.web), request("urgent", { "children[0].name": "示例儿童" }));
    expect(answer).toMatchObject({
      init: { status: 503 },
      data: { model: { unsaved: "unavailable", typed: { "children[0].name": ["示例儿童"] } } },
    });
  });

  test("a supplement comes back word for word, on the receipt of this browser and on one that was looked up", async () => {
    const words = { go: "add", supplement: "示例补充，还没有保存" };
    const kept = { init: { status: 503 }, data: { supplement: { text: words.supplement, problem: "notSaved" } } };
    expect(await answerFiledReceipt(contextOf(portals.web), request("receipt", words))).toMatchObject(kept);
    const opened = request("receipt", words);
    opened.headers.set("Cookie", openReceiptCookie(portals.web, "1234567890123456", new Date()).split(";")[0] ?? "");
    expect(await answerReceipt(contextOf(portals.web), opened)).toMatchObject(kept);
  });

  test("opening a page answers that the portal is unavailable, not that the draft is lost", async () => {
    expect(await loadPage(contextOf(portals.web), request("children"), "children")).toMatchObject({ model: null });
  });
});
