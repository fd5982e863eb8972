import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import type { RunningApp } from "#tests/support/app.ts";
import type { TestBrowser } from "#tests/support/browser.ts";
import { someReport } from "#tests/support/builders.ts";
import { type DemoCity, signIn } from "#tests/support/demo-city.ts";
import type { TestDatabase } from "#tests/support/postgres.ts";
import { signedInBrowser, type TestVisitor } from "#tests/support/visitor.ts";

/** Where the pages of one thing are found, in a city in which something of every kind has happened. */
export interface BusyCity {
  /** A case that police, civil affairs and the procuratorate of Chaoyang are on. */
  readonly number: string;
  readonly report: string;
  /** The police's work on it, and work that nobody has accepted yet. */
  readonly working: string;
  readonly waiting: string;
  /** The code of a receipt with messages, a result and a matter of retaliation. */
  readonly receiptCode: string;
  readonly document: string;
  readonly verificationCode: string;
  readonly meeting: string;
  readonly intervention: string;
  readonly task: string;
  readonly note: string;
  /** A case with another beside it that may be the same child's. */
  readonly likeNumber: string;
  readonly proposal: string;
  readonly objection: string;
  readonly retaliation: string;
  readonly oversight: string;
  readonly identityRequest: string;
  readonly person: string;
}

const beijingDay = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** Does once, through the portal's own pages, what makes each of its pages have something to show. */
export async function makeBusy(
  database: TestDatabase,
  app: RunningApp,
  city: DemoCity,
  browser: TestBrowser,
): Promise<BusyCity> {
  const visitors = new Map<string, TestVisitor>();
  const as = async (login: string): Promise<TestVisitor> => {
    const known = visitors.get(login);
    if (known !== undefined) return known;
    const visitor = await signedInBrowser(
      app.url,
      login === "reporter" ? null : { login, password: city.passwordOf(login) },
    );
    visitors.set(login, visitor);
    return visitor;
  };
  const post = async (login: string, path: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const answer = await (await as(login)).ask("POST", path, fields);
    if (answer.status !== 303) throw new Error(`${login}, ${path}: ${answer.status} ${mainOf(answer.body)}`);
    return answer.location ?? "";
  };
  /** The first address on a page that fits; waits for what the worker has yet to do. */
  const linkOn = async (login: string, path: string, pattern: RegExp): Promise<string> => {
    const visitor = await as(login);
    for (let tries = 0; tries < 150; tries += 1) {
      const { body } = await visitor.ask("GET", path);
      const found = [...body.matchAll(/(?:href|action)="([^"]+)"/g)].find(([, to = ""]) => pattern.test(to));
      if (found?.[1] !== undefined) return found[1];
      await pause(200);
    }
    throw new Error(`${login} finds no ${pattern} on ${path}`);
  };

  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const [found] = await owner`select c.number, a.id, r.id as report from cases c
    join assignments a on a.case_id = c.id and a.department = 'police' and a.district = '110105' and a.state = 'new'
    join assignments b on b.case_id = c.id and b.department = 'civil_affairs' and b.district = '110105'
    join reports r on r.case_id = c.id where 'multiple_injuries' = any (c.situations) order by c.number limit 1`;
  const [objectable, waiting, ...others] = await owner`select a.id from assignments a join cases c on c.id = a.case_id
    where a.department = 'police' and a.district = '110105' and a.state = 'new' and c.number <> ${found?.number}
    order by c.number`;
  await owner.end();
  if (found === undefined || objectable === undefined || waiting === undefined)
    throw new Error(`the demo city has too few cases: ${others.length}`);
  const number: string = found.number;
  const report: string = found.report;

  const police = "police-chaoyang";
  const civil = "civil-affairs-chaoyang";
  await post(police, `/assignments/${found.id}/accept`, {});
  await post(police, `/assignments/${found.id}/start`, {});
  await post(police, `/cases/${number}/notes`, { noteCompartment: "department", noteText: "示例侦查记录：已询问邻居" });
  await post(civil, `/cases/${number}/notes`, { noteCompartment: "shelter_address", noteText: "示例安置地址 9 号" });
  const note = idIn(await linkOn(civil, `/cases/${number}/notes`, /\/notes\/[0-9a-f-]{36}$/));
  await post(police, `/cases/${number}/messages/write`, {
    report,
    kind: "question",
    [`text-${report}`]: "示例提问：孩子今天到校了吗？",
  });
  const result = { outcome: "under_review", decidedOn: beijingDay(0) };
  await post(police, `/cases/${number}/result`, { ...result, report });
  await post(civil, `/cases/${number}/meeting`, meetingOn("示例议题：谁来接孩子", beijingDay(0), "00:01"));
  const first = await linkOn(civil, `/cases/${number}/meetings`, /\/meeting\/[0-9a-f-]{36}$/);
  await post(civil, first, {
    act: "record",
    version: "1",
    heldDay: beijingDay(0),
    heldTime: "00:01",
    attended: "police",
    people: "示例科长",
    discussion: "示例讨论",
    decision: "示例决定：由民政安排临时照料",
    "tasks[0].department": "civil_affairs",
    "tasks[0].what": "示例任务：落实临时照料",
    "tasks[0].until": beijingDay(1),
  });
  const task = idIn(await linkOn(civil, `/cases/${number}/meetings`, /\/task\/[0-9a-f-]{36}$/));
  await post(civil, `/cases/${number}/meeting`, meetingOn("示例议题：复学安排", beijingDay(1), "09:30"));
  const meeting = idIn(await linkOn(civil, `/cases/${number}/meetings`, /\/meeting\/[0-9a-f-]{36}$/));
  const opened = await post(police, `/cases/${number}/intervention?kind=medical_examination`, {
    "answer.reason": "示例理由：需要检查伤情",
  });
  await post(civil, `/cases/${number}/register`, { act: "enter" });
  await post(civil, `/cases/${number}/visit`, {
    kind: "monthly",
    day: beijingDay(0),
    time: "00:01",
    childSeen: "true",
    concern: "watch",
    visitors: "示例儿童主任",
    schooling: "示例：正常上学",
    next: "示例：下周再去一次",
  });
  await post(police, `/cases/${number}/inquiries`, {
    act: "ask",
    department: "civil_affairs",
    question: "示例问题：今晚有床位吗？",
  });
  await post(police, `/cases/${number}/hold`, { act: "place", holdReason: "court_case", holdWords: "示例二审未结" });
  const issued = { case: number, kind: "registration", subject: report };
  const document = idIn(await post(police, "/documents/issue", issued));
  const sheet = (await (await as(police)).ask("GET", `/documents/${document}`)).body;
  const verificationCode = /data-verification-code[^>]*>([^<]+)</.exec(sheet)?.[1] ?? "";

  await post(police, `/assignments/${objectable.id}/object`, {
    reason: "示例：事发地不在本区",
    district: "110108",
  });
  const objection = idIn(await linkOn("procuratorate-lead-chaoyang", "/objections", /\/objections\/[0-9a-f-]{36}$/));
  await post("civil-affairs-haidian", "/emergency", {
    number,
    reason: "child_found_elsewhere",
    words: "示例：孩子在海淀走失",
    confirmed: "true",
  });
  const oversight = idIn(await linkOn("auditor", "/oversight", /\/oversight\/[0-9a-f-]{36}$/));
  await post(civil, `/identity-requests/ask/${report}`, { reason: "call_back", words: "示例：需要回访" });
  const requests = "/identity-requests";
  const lead = "procuratorate-lead-chaoyang";
  const identityRequest = idIn(await linkOn(lead, requests, /\/identity-requests\/[0-9a-f-]{36}$/));

  // A hospital's system tells twice of what may be one child.
  const like = { sex: "female", bornOn: "2015-02-17", address: "示例路3号2号楼301", district: "110105" };
  const suspects = [{ name: "示例父甲", relation: "father", isGuardian: true }];
  const tell = async (name: string, key: string) => {
    const answer = await fetch(`${app.url}/api/v1/reports`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${city.apiKey}`,
        "Content-Type": "application/json",
        "Idempotency-Key": `every-page-${key}`,
      },
      body: JSON.stringify(someReport({ children: [{ ...like, name }], suspects })),
    });
    if (answer.status !== 201) throw new Error(`not filed: ${answer.status} ${await answer.text()}`);
    const { receipt }: { receipt: string } = JSON.parse(await answer.text());
    return receipt;
  };
  await tell("例木浩", "one");
  const receiptCode = await tell("例木昊", "two");
  const compared = await linkOn(lead, "/matches", /\/cases\/[^/]+\/matches\/[0-9a-f-]{36}/);
  const [, likeNumber = "", proposal = ""] = /\/cases\/([^/]+)\/matches\/([0-9a-f-]{36})/.exec(compared) ?? [];

  await post("reporter", "/receipt", { code: receiptCode });
  await post("reporter", "/receipt/messages", { kind: "message", message: "示例补充：孩子今天没有到校" });
  await post("reporter", "/receipt/messages", {
    kind: "wrong_department",
    department: "civil_affairs",
    astray: "示例：这件事应由公安处理",
  });
  await post("reporter", "/receipt/retaliation", {
    source: "employer",
    kind: "dismissed",
    happenedOn: beijingDay(-1),
    contact: "receipt_only",
    text: "示例：报告之后被停职",
  });
  const matter = await linkOn(lead, "/retaliation", /\/retaliation\/BJR-/);
  const recusal = await (await as(civil)).ask("GET", `/cases/${likeNumber}/recusal`);
  await post(civil, `/cases/${likeNumber}/recusal`, {
    act: "recuse",
    officer: /name="officer" value="([^"]+)"/.exec(recusal.body)?.[1] ?? "",
    reason: "knows_party",
    words: "示例：与孩子的母亲相识",
  });
  const person = idIn(await linkOn("admin", "/people", /\/people\/[0-9a-f-]{36}$/));
  await post(police, "/triage/views", {
    act: "save",
    query: "tab=all&urgency=urgent",
    back: "/triage",
    name: "示例紧急",
  });
  await addFile(await as(police), app.url, number);
  await assess(browser, city, number);
  return {
    number,
    report,
    working: found.id,
    waiting: waiting.id,
    receiptCode,
    document,
    verificationCode,
    meeting,
    intervention: idIn(opened),
    task,
    note,
    likeNumber,
    proposal,
    objection,
    retaliation: matter.split("/").at(-1) ?? "",
    oversight,
    identityRequest,
    person,
  };
}

const idIn = (address: string): string => /[0-9a-f-]{36}/.exec(address)?.[0] ?? "";

const mainOf = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 600);

const meetingOn = (topic: string, day: string, time: string) => ({ topic, day, time, departments: "police" });

/** An officer's file on a case, sent by the plain form. */
async function addFile(visitor: TestVisitor, url: string, number: string): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    form_token: visitor.token,
    owner: "case",
    case: number,
    readers: "shared",
    back: `/cases/${number}/evidence`,
    note: "示例说明",
  }))
    form.append(name, value);
  const text = new Blob(["示例：通话记录\n"], { type: "text/plain" });
  form.append("files", text, "示例记录.txt");
  const answer = await visitor.send("/evidence/form", { method: "POST", body: form, headers: { Origin: url } });
  if (answer.status !== 303) throw new Error(`no file: ${answer.status} ${mainOf(answer.body)}`);
}

/** The police assess a case, calmly. */
async function assess(browser: TestBrowser, city: DemoCity, number: string): Promise<void> {
  const answers = {
    danger_now: "没有",
    suspect_access: "不能",
    child_whereabouts: "已核实的可靠成年人",
    self_harm: "没有",
    medical_state: "需要就医",
    guardian_protects: "监护人涉嫌侵害",
  };
  await browser.withPage({ width: 1440 }, async (page) => {
    await signIn(page, city, "police-chaoyang");
    await page.goto(`/cases/${number}/assessment/new`);
    for (const [question, answer] of Object.entries(answers))
      await page.locator(`[data-field="answer.${question}"]`).getByText(answer, { exact: true }).click();
    await page.locator('[data-touch="abdomen"]').first().click();
    await page.locator('input[name="injury.abdomen.kinds"][value="bruise"]').check();
    await page.getByRole("button", { name: "看建议" }).click();
    await page.getByRole("heading", { name: "建议与决定" }).waitFor();
    await page.locator('textarea[name="reason"]').fill("示例理由：夜间无人陪护");
    await page.getByRole("button", { name: "保存评估和决定" }).click();
    await page.waitForURL(`**/cases/${number}/assessment`);
  });
}
