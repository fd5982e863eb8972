import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { axe, openBrowser, overflow, type TestBrowser } from "#tests/support/browser.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { chromiumAbsence } from "#tests/support/chromium.ts";
import { type DemoCity, loadDemoCity, signIn } from "#tests/support/demo-city.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { look } from "../people/look.ts";

const police = "police-chaoyang";
const civil = "civil-affairs-chaoyang";
const civilLead = "civil-affairs-lead-chaoyang";
const justiceLead = "justice-lead-city";

describe.skipIf(chromiumAbsence !== null)("interventions, from the proposal to a judged end", () => {
  let database: TestDatabase;
  let app: RunningApp;
  let browser: TestBrowser;
  let city: DemoCity;
  const matters: TestCase[] = [];
  beforeAll(async () => {
    database = await freshDatabase();
    // Before the portal runs: its worker would route them first.
    const portals = openTestPortals(database);
    for (let count = 0; count < 6; count += 1) {
      const matter = await someCase(portals);
      for (const department of ["police", "civil_affairs", "justice"])
        await bringIn(portals, matter.caseId, department);
      matters.push(matter);
    }
    await portals.close();
    await asOwner(database, (owner) => owner`update assignments set state = 'accepted' where state = 'new'`);
    app = await startApp(database);
    city = await loadDemoCity(database, app);
    browser = await openBrowser(app.url);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    await database?.drop();
  });

  interface Look {
    readonly javaScript: boolean;
    readonly width: number;
  }
  const looks = [
    { javaScript: true, width: 1440, which: 0 },
    { javaScript: false, width: 390, which: 1 },
  ] as const;

  const as = (login: string, { javaScript, width }: Look, path: string, work: (page: Page) => Promise<void>) =>
    browser.withPage({ javaScript, width }, async (page) => {
      await signIn(page, city, login);
      await page.goto(path);
      await work(page);
    });
  const checked = async (page: Page, name: string, { javaScript, width }: Look) => {
    await look(page, `${name}-${width}`);
    if (javaScript) expect(await axe(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
  };
  const choose = (page: Page, field: string, value: string) => page.check(`[name="answer.${field}"][value="${value}"]`);
  const write = (page: Page, field: string, text: string) => page.fill(`[name="answer.${field}"]`, text);
  const send = (page: Page, button: string) => page.getByRole("button", { name: button, exact: true }).click();
  const go = (page: Page, step: string | RegExp) =>
    page.getByRole("navigation", { name: "选择要办理的一步" }).getByRole("link", { name: step, exact: true }).click();
  const says = (page: Page, text: string) => page.getByText(text).first().waitFor();
  const state = (page: Page, text: string) =>
    page.getByRole("banner").or(page.locator("header")).getByText(text, { exact: true }).first().waitFor();

  /** Proposes the kind on the page of the case, and gives the address of the intervention. */
  async function propose(page: Page, name: string, fill: () => Promise<void>): Promise<string> {
    await page.getByRole("link", { name: "提出干预措施", exact: true }).click();
    await page.getByRole("heading", { name: "提出干预措施" }).waitFor();
    await page.getByRole("link", { name: new RegExp(`^${name}`) }).click();
    await page.getByRole("heading", { name: `提出：${name}` }).waitFor();
    await fill();
    await send(page, "提出");
    await page.getByRole("heading", { name: "办理经过" }).waitFor();
    return new URL(page.url()).pathname;
  }

  test.each(looks)("legal aid: $width px, scripts $javaScript", async ({ which, ...view }) => {
    const { number = "" } = matters[which] ?? {};
    let path = "";
    await as(police, view, `/cases/${number}`, async (page) => {
      await says(page, "还没有开展干预措施。");
      path = await propose(page, "法律援助", async () => {
        await checked(page, "aid-propose", view);
        await choose(page, "applicant", "committee");
        await write(page, "reason", "示例理由：孩子需要律师陪同");
        await send(page, "提出");
        await page.getByRole("link", { name: /^怎么启动：/ }).waitFor();
        await checked(page, "aid-refused", view);
        expect(await page.inputValue('[name="answer.reason"]')).toBe("示例理由：孩子需要律师陪同");
        expect(await page.isChecked('[name="answer.applicant"][value="committee"]')).toBe(true);
        await choose(page, "way", "application");
        await choose(page, "matter", "criminal_victim");
        await choose(page, "no_means_test", "abuse");
        await choose(page, "aid_first", "no");
      });
      // Whoever proposed it withdraws it, and decides nothing.
      await page.getByRole("link", { name: "撤回", exact: true }).waitFor();
      expect(await page.getByRole("link", { name: "批准", exact: true }).count()).toBe(0);
      await page.getByText("暂时不能办理的步骤和原因").click();
      await says(page, "这一步由司法行政办理。");
      await checked(page, "aid-proposed", view);
    });
    await as(justiceLead, view, path, async (page) => {
      await go(page, "批准");
      await checked(page, "aid-decide", view);
      await send(page, "批准");
      await state(page, "已批准");
      await go(page, "开始办理");
      await send(page, "开始办理");
      await state(page, "办理中");
      await go(page, "指派律师");
      await write(page, "lawyer", "示例律师");
      await choose(page, "lawyer_is_woman", "no");
      await send(page, "记录");
      await says(page, "女性未成年被害人由女律师提供法律援助。");
      expect(await page.inputValue('[name="answer.lawyer"]')).toBe("示例律师");
      await checked(page, "aid-woman-lawyer", view);
      await choose(page, "lawyer_is_woman", "yes");
      await send(page, "记录");
      await says(page, "示例律师");
      await go(page, "记录办理进展");
      await write(page, "done_note", "示例进展：已提交代理手续");
      await send(page, "记录");
      await says(page, "示例进展：已提交代理手续");
      await go(page, /权益得到维护/);
      await send(page, "结束并评判");
      await page.getByRole("link", { name: /^结案依据：/ }).waitFor();
      await choose(page, "closing_document", "judgment");
      await write(page, "outcome_note", "示例结果：判决支持");
      await send(page, "结束并评判");
      await state(page, "已结束");
      await says(page, "达到目的");
      await checked(page, "aid-ended", view);
      await page.goto(`/cases/${number}`);
      await says(page, "达到目的");
      await checked(page, "aid-case", view);
      await page.goto(`/cases/${number}/timeline?group=interventions`);
      await says(page, "结束干预措施：法律援助，权益得到维护");
    });
  });

  test.each(looks)("temporary guardianship: $width px, scripts $javaScript", async ({ which, ...view }) => {
    const { number = "", caseId = "" } = matters[which + 2] ?? {};
    await asOwner(database, (owner) => owner`update cases set urgency = 'urgent' where id = ${caseId}`);
    let path = "";
    await as(police, view, `/cases/${number}`, async (page) => {
      path = await propose(page, "临时监护", async () => {
        await choose(page, "ground", "grave_harm");
        await write(page, "ground_facts", "示例事实");
      });
    });
    await as(civilLead, view, path, async (page) => {
      // Nothing is approved before the child's situation was assessed.
      expect(await page.getByRole("link", { name: "批准", exact: true }).count()).toBe(0);
      await page.getByText("暂时不能办理的步骤和原因").click();
      await says(page, "批准之前，请先完成对孩子处境的评估");
      await asOwner(database, (owner) => owner`update cases set urgency = 'critical' where id = ${caseId}`);
      await page.goto(path);
      await go(page, "批准");
      await says(page, "情况紧急，可以先办理，随后补上：");
      await choose(page, "form", "relatives");
      await send(page, "批准");
      await state(page, "已批准");
      await says(page, "因情况紧急先行办理，以下手续还要补上：");
      await checked(page, "care-approved", view);
    });
    await as(civil, view, path, async (page) => {
      await go(page, "开始办理");
      await choose(page, "handed_over_by", "police");
      await write(page, "carer", "示例亲属");
      await write(page, "place", "示例保密地址 9 号");
      await checked(page, "care-start", view);
      await send(page, "开始办理");
      await state(page, "办理中");
      await says(page, "示例保密地址 9 号");
      await checked(page, "care-active", view);
      await go(page, "探访孩子");
      await choose(page, "child_seen", "yes");
      await choose(page, "child_safe", "yes");
      await write(page, "visit_note", "示例：孩子睡得好");
      await send(page, "记录");
      await says(page, "示例：孩子睡得好");
      await go(page, "复核");
      await write(page, "review_finding", "示例：仍有必要");
      await send(page, "保存复核");
      await state(page, "办理中（已复核）");
    });
    await as(police, view, path, async (page) => {
      await says(page, "示例：孩子睡得好");
      expect(await page.getByText("示例保密地址").count()).toBe(0);
    });
    await as(civil, view, path, async (page) => {
      await page.getByText("暂时不能办理的步骤和原因").click();
      await says(page, "送回之前必须完成家庭监护能力评估。");
      await checked(page, "care-closed-moves", view);
      // Another officer is quicker: who comes second is told, and keeps what was written.
      await go(page, "查找父母和亲属");
      await write(page, "done_note", "示例：走访了两家亲属，暂时都没有能力照料孩子，需要继续查找。");
      await as(civil, view, `${path}?do=end.other_guardian`, async (quicker) => {
        await write(quicker, "new_guardian", "示例新监护人");
        await write(quicker, "outcome_note", "示例结果");
        await send(quicker, "结束并评判");
        await state(quicker, "已结束");
      });
      await send(page, "记录");
      await says(page, "有同事刚刚办理过这项措施，这一步没有保存。");
      await says(page, "示例：走访了两家亲属，暂时都没有能力照料孩子，需要继续查找。");
      await state(page, "已结束");
      await checked(page, "care-overtaken", view);
    });
  });
});
