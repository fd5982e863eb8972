import { expect, test } from "vitest";
import { kindsOf, readCriteria, type TypedSearch } from "#app/search/criteria.ts";

const empty: TypedSearch = {
  number: "",
  name: "",
  bornOn: "",
  nationalId: "",
  phone: "",
  unit: "",
  district: "",
  situation: "",
  from: "",
  to: "",
};
const read = (typed: Partial<TypedSearch>) => readCriteria({ ...empty, ...typed }, { districts: ["110105"] });

test.each<[string, Partial<TypedSearch>, string | null, string]>([
  ["nothing at all", {}, null, "nothing_asked"],
  ["spaces only", { number: "  " }, null, "nothing_asked"],
  ["a number with a wrong check digit", { number: "BJG-2026-000001-0" }, "number", "number"],
  ["a name without a birth date", { name: "示例" }, "bornOn", "name_alone"],
  ["a birth date without a name", { bornOn: "2016-03-02" }, "name", "born_alone"],
  ["a day that is none", { name: "示例", bornOn: "2016-02-30" }, "bornOn", "born_on"],
  ["a mistyped national id", { nationalId: "110105201504050021" }, "nationalId", "national_id"],
  ["half a telephone", { phone: "138" }, "phone", "phone"],
  ["a district of another city", { district: "310101" }, "district", "district"],
  ["a situation that is none", { situation: "whatever" }, "situation", "situation"],
  ["days the wrong way round", { from: "2026-03-02", to: "2026-03-01" }, "to", "order"],
])("%s is refused at its field", (_what, typed, field, problem) => {
  expect(read(typed)).toEqual({ problems: [{ field, problem }] });
});

test("what was typed is read as it was meant, and the trail hears kinds only", () => {
  const answer = read({ name: " 示例童 ", bornOn: "２０１６-03-02", district: "110105" });
  if (!("criteria" in answer)) throw new Error("refused");
  expect(answer.criteria).toMatchObject({ child: { name: "示例童", bornOn: "2016-03-02" }, district: "110105" });
  expect(kindsOf(answer.criteria)).toBe("child,district");
});
