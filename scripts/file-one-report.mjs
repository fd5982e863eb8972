/**
 * Files one invented report through the guided form, as a teacher without scripts would, and one over the API where
 * a demo key is at hand; then waits until the receipt names the departments that have them.
 *
 *   node scripts/file-one-report.mjs [address] [data folder]
 */
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { filledIn, formsIn, textOf } from "./test/html-form.mjs";
import { Visitor } from "./test/visitor.mjs";

/** @typedef {import("./test/html-form.mjs").Control} Control */
/** @typedef {import("./test/html-form.mjs").Form} Form */

const portal = process.argv[2] ?? "http://localhost:3000";
const dataDir = process.argv[3] ?? ".data";
const departments = /公安[\s\S]*(检察|民政|妇联)|Police[\s\S]*(Procuratorate|Civil affairs)/;

/** An invented pupil with bruises that nobody can explain; whatever is asked besides is not known. */
/** @type {Record<string, string>} */
const answers = {
  "safety.immediateDanger": "false",
  "safety.medicalCareNeeded": "false",
  "reporter.profession": "teacher",
  "reporter.unit": "示例小学",
  "reporter.name": "示例教师",
  "reporter.phone": "13800000000",
  "children[0].name": "示例儿童",
  "children[0].sex": "female",
  "children[0].age": "9",
  "children[0].district": "110105",
  "incident.situations": "multiple_injuries",
  "incident.district": "110105",
  "incident.place": "home",
  "incident.learnedBy": "observed",
  "incident.narrative": "手臂上有多处新旧不一的瘀伤，问起时低头不说话。",
  "suspects[0].relation": "unknown",
  "guardianship.status": "unknown",
  declaration: "true",
};

/** @param {Control} control @param {Form} form */
function answerTo(control, form) {
  if (control.type === "hidden") return undefined;
  const known = answers[control.name];
  if (known !== undefined) return known;
  const group = form.controls.filter(({ name, type }) => name === control.name && type === "radio");
  if (group.length === 0 || group.some(({ checked }) => checked)) return undefined;
  return (group.find(({ value }) => value === "unknown") ?? group[0])?.value;
}

/** @param {Form[]} forms the form that goes on with the report */
function mainForm(forms) {
  return forms.find(({ method, action }) => method === "post" && (action === "" || action.startsWith("/report/")));
}

/** @param {Form} form the button that goes on */
function forwardButton(form) {
  const buttons = form.controls.filter(({ type, tag }) => type === "submit" || tag === "button");
  return buttons.find(({ name, value }) => name === "go" && value === "next") ?? buttons[0];
}

/** Through all pages, to the receipt's code. @param {Visitor} visitor */
async function fileByForm(visitor) {
  let page = await visitor.open("/report");
  for (let step = 0; step < 25; step += 1) {
    const code = receiptCodeIn(page);
    if (code !== null) return code;
    const form = mainForm(formsIn(page));
    if (form === undefined) throw new Error(`no way on from ${new URL(visitor.place).pathname}`);
    const before = page;
    page = await visitor.send(
      form.action,
      filledIn(form, (control) => answerTo(control, form), forwardButton(form)),
    );
    if (textOf(page) === textOf(before)) throw new Error(`${form.action} leads nowhere`);
  }
  throw new Error("the report has more pages than it can have");
}

/** @param {string} page */
function receiptCodeIn(page) {
  const shown = /(?<!\d)\d{4}(?:[ \u00a0-]?\d{4}){3}(?!\d)/.exec(textOf(page));
  return shown === null ? null : shown[0].replace(/\D/g, "");
}

/** Enters the code as somebody who has come back. @param {string} code */
async function lookUp(code) {
  const visitor = new Visitor(portal);
  const page = await visitor.open("/receipt");
  const form = formsIn(page).find(({ controls }) =>
    controls.some(({ tag, type }) => tag === "input" && !["hidden", "checkbox"].includes(type)),
  );
  if (form === undefined) throw new Error("/receipt has nowhere to enter a code");
  /** @param {Control} control */
  const answer = (control) => (control.tag === "input" && control.type !== "hidden" ? code : undefined);
  return textOf(await visitor.send(form.action, filledIn(form, answer, forwardButton(form))));
}

/**
 * @param {string} what
 * @param {() => Promise<string>} look
 */
async function untilDepartmentsAppear(what, look) {
  for (let tries = 0; tries < 60; tries += 1) {
    const text = await look();
    const found = departments.exec(text);
    if (found !== null) {
      console.log(`${what}: the receipt names the departments`);
      return;
    }
    await pause(1_000);
  }
  throw new Error(`${what}: no department on the receipt after a minute`);
}

/** @param {string} apiKey */
async function fileOverApi(apiKey) {
  const report = {
    edition: "2026-01",
    reporter: {
      profession: "teacher",
      unit: "示例小学",
      name: "示例教师",
      phone: "13800000000",
      email: null,
      anonymous: false,
    },
    children: [
      {
        name: "示例儿童乙",
        sex: "male",
        bornOn: null,
        age: 10,
        nationalId: null,
        disability: false,
        school: "示例小学",
        district: "110105",
        address: null,
      },
    ],
    incident: {
      situations: ["multiple_injuries"],
      indicators: [],
      from: null,
      to: null,
      ongoing: null,
      district: "110105",
      place: "home",
      placeDetail: null,
      learnedBy: "observed",
      narrative: "手臂上有多处瘀伤。",
    },
    suspects: [],
    guardianship: { status: "unknown" },
    safety: { immediateDanger: false, childWhereabouts: null, otherChildrenAtRisk: null, medicalCareNeeded: false },
    steps: { policeCalled: false, policeReference: null, evidenceKept: null },
  };
  const authorised = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
  const answer = await fetch(new URL("/api/v1/reports", portal), {
    method: "POST",
    headers: { ...authorised, "Idempotency-Key": randomUUID() },
    body: JSON.stringify(report),
  });
  if (answer.status !== 201) throw new Error(`POST /api/v1/reports answered ${answer.status}`);
  const { receipt } = await answer.json();
  return async () => {
    const state = await fetch(new URL(`/api/v1/receipts/${receipt}`, portal), { headers: authorised });
    if (!state.ok) throw new Error(`GET /api/v1/receipts answered ${state.status}`);
    const { departments: told } = await state.json();
    return told
      .map((/** @type {{ name?: string, department?: string }} */ one) => `${one.name ?? ""} ${one.department ?? ""}`)
      .join(" ");
  };
}

const code = await fileByForm(new Visitor(portal));
console.log("guided form: filed");
await untilDepartmentsAppear("guided form", () => lookUp(code));

const demoFile = join(dataDir, "demo.json");
if (existsSync(demoFile)) {
  const { apiKey } = JSON.parse(readFileSync(demoFile, "utf8"));
  const look = await fileOverApi(apiKey);
  console.log("API: filed");
  await untilDepartmentsAppear("API", look);
}
