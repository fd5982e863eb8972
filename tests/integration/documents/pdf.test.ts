import { performance } from "node:perf_hooks";
import { expect, test, vi } from "vitest";
import { drawPdf } from "#app/documents/pdf.ts";
import type { Sheet } from "#app/documents/sheet.ts";
import { textOfPdf, withoutSpaces } from "#tests/support/pdf.ts";

// Each drawing takes most of a core for a while; on a busy machine that is long.
vi.setConfig({ testTimeout: 120_000 });

const sheet = (over: Partial<Sheet> = {}): Sheet => ({
  v: 1,
  salt: "x",
  kind: "registration",
  title: "强制报告登记表",
  english: "Registration of a mandatory report",
  number: "朝阳区公安登字〔2026〕1号",
  addressee: "示例单位：",
  opening: "示例开头。",
  sections: [
    { heading: "孩子", rows: [{ label: "姓名", value: "示例儿童甲" }] },
    { heading: "经过", rows: [{ label: "经过说明", value: "示例经过，孩子说：“示例”。Case A-1。" }] },
  ],
  closing: "示例结尾。",
  office: "北京市公安局（朝阳区）",
  issuedOn: "2026年11月24日",
  sealPlace: "（盖章处）",
  verification: { code: "ABCD-EFGH-JKMN-PQRS", address: "https://portal.example.cn/verify", says: "扫码核验。" },
  pageLine: "第 {page} 页，共 {pages} 页",
  fingerprintLine: "内容指纹",
  missingLine: "字库没有的字以统一码位表示。",
  ...over,
});
const draw = (drawn: Sheet, withdrawn: string | null = null) =>
  drawPdf({ sheet: drawn, fingerprint: "0123 4567 89AB CDEF", withdrawn });

test("every word of a form is text in its PDF: fields, number, day, seal, code, fingerprint, pages", async () => {
  const form = sheet();
  const [page = ""] = await textOfPdf(await draw(form));
  const said = [
    form.title,
    form.english,
    form.number,
    form.addressee,
    form.opening,
    ...form.sections.flatMap(({ heading, rows }) => [heading, ...rows.flatMap(({ label, value }) => [label, value])]),
    form.closing,
    form.office,
    form.issuedOn,
    form.sealPlace,
    form.verification.code,
    form.verification.address,
    form.verification.says,
    "第 1 页，共 1 页",
    "内容指纹 0123 4567 89AB CDEF",
  ];
  for (const words of said) expect(page).toContain(withoutSpaces(words ?? ""));
  expect(page).not.toContain("字库没有的字");
});

test("the same form gives the same bytes, another one others", async () => {
  const once = await draw(sheet());
  expect((await draw(sheet())).equals(once)).toBe(true);
  expect((await draw(sheet({ number: "朝阳区公安登字〔2026〕2号" }))).equals(once)).toBe(false);
});

test("rare characters of names are printed; one that the font lacks stands as its code point, and the form says so", async () => {
  const named = sheet({ sections: [{ heading: "孩子", rows: [{ label: "姓名", value: "示例䶮𬱖㛃𠮷" }] }] });
  const [page = ""] = await textOfPdf(await draw(named));
  expect(page).toContain("示例䶮𬱖㛃〔U+20BB7〕");
  expect(page).toContain("字库没有的字以统一码位表示。");
});

test("a long account goes over pages, loses nothing, and each page says which it is", async () => {
  const account = Array.from({ length: 900 }, (_, index) => `第${index}句示例。`).join("");
  const pages = await textOfPdf(
    await draw(sheet({ sections: [{ heading: "经过", rows: [{ label: "说明", value: account }] }] })),
  );
  expect(pages.length).toBeGreaterThan(3);
  const all = pages.join("");
  for (let index = 0; index < 900; index += 1)
    expect(all).toMatch(new RegExp(`第${index}句`.split("").join(".{0,80}?")));
  for (const [index, page] of pages.entries()) expect(page).toContain(`第${index + 1}页，共${pages.length}页`);
});

test("what closes a form is never broken over pages, and stands on the one with the seal", async () => {
  const closing =
    "示例结尾，两行多的一段话，说明本函的用途和保管要求，收到以后请在平台上签收，并按规定办理和回复。".repeat(2);
  const lengths = Array.from({ length: 16 }, (_, index) => 21 + index);
  for (const length of lengths) {
    const rows = Array.from({ length }, (_, index) => ({ label: `示例${index}`, value: "示例" }));
    const pages = await textOfPdf(await draw(sheet({ sections: [{ heading: "经过", rows }], closing })));
    const last = pages.at(-1) ?? "";
    expect(last, `${length} lines`).toContain(closing);
    expect(last, `${length} lines`).toContain("（盖章处）");
  }
});

test("a form that was withdrawn says so on its first page", async () => {
  const [page = ""] = await textOfPdf(await draw(sheet(), "本件已撤回。"));
  expect(page).toContain("本件已撤回。");
});

test("pages are served meanwhile: the thread that serves them is never held for long", async () => {
  const held: number[] = [];
  let last = performance.now();
  const watch = setInterval(() => {
    held.push(performance.now() - last);
    last = performance.now();
  }, 5);
  const begun = performance.eventLoopUtilization();
  await draw(sheet());
  const { utilization } = performance.eventLoopUtilization(begun);
  clearInterval(watch);
  // Drawing itself takes all of a core: on this thread it would be near 1.
  expect(utilization).toBeLessThan(0.7);
  expect(held.length).toBeGreaterThan(5);
});
