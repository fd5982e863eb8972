import { expect, test } from "vitest";
import { answersOf } from "#app/cases/answers.ts";
import { mask, maskedName } from "#app/cases/masking.ts";
import { loadCity } from "#guidelines/city.ts";
import { loadEdition } from "#guidelines/edition.ts";
import { someReport } from "#tests/support/builders.ts";

const edition = loadEdition("guidelines/editions/2026-01");
const city = loadCity("guidelines/cities/beijing.yaml");
const child = {
  name: "示例儿童甲",
  sex: "female",
  bornOn: "2016-03-02",
  nationalId: "110105201603021234",
  school: "示例小学",
  district: "110105",
  address: "示例路1号",
};
const told = (identities: "masked" | "open", over = {}) =>
  answersOf(someReport({ children: [child], suspects: [{ name: "示例某人", relation: "neighbour" }], ...over }), {
    edition,
    city,
    locale: "zh-CN",
    identities,
  });
const values = (identities: "masked" | "open", over = {}) =>
  told(identities, over)
    .flatMap(({ answers }) => answers)
    .map(({ value }) => value);

test("a masked name shows its first character and nothing of its length", () => {
  expect([maskedName("周一"), maskedName(" 欧阳一二三 "), maskedName("𠮷田")]).toEqual(["周**", "欧**", "𠮷**"]);
});

test("masked answers hold nothing that names a person; opened ones hold all of it", () => {
  const identifying = ["示例儿童甲", "2016-03-02", "110105201603021234", "示例小学", "示例路1号", "示例某人"];
  const masked = values("masked").join("\n");
  for (const value of identifying) expect(masked).not.toContain(value);
  expect(values("masked")).toContain(mask);
  expect(values("open")).toEqual(expect.arrayContaining(identifying));
});

test("who reported is in neither", () => {
  expect(values("open").join("\n")).not.toMatch(/报告人甲|13800000000/);
});

test("codes are told in words, and what was asked and not known is said", () => {
  const flat = values("masked");
  expect(flat).toContain("朝阳区");
  expect(flat).toContain("不清楚");
  expect(flat.filter((value) => /^[a-z]+_[a-z_]+$/.test(value))).toEqual([]);
});

test("several children stand apart, each under its number", () => {
  const groups = told("masked", { children: [child, { ...child, name: "示例儿童乙" }] });
  expect(groups.flatMap(({ ordinal }) => ordinal ?? [])).toEqual([1, 2]);
});
