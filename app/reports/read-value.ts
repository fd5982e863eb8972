import type { Question } from "#guidelines/edition.ts";
import { hourNameOf, unknownNameOf } from "./field-names.ts";
import type { Typed } from "./typed.ts";

/** One question as answered: left out, said to be unknown, or with what the contract calls its value. */
export type ReadValue =
  | { readonly answer: "absent" }
  | { readonly answer: "unknown" }
  | { readonly answer: "value"; readonly value: unknown };

const absent: ReadValue = { answer: "absent" };
const unknown: ReadValue = { answer: "unknown" };
const given = (value: unknown): ReadValue => ({ answer: "value", value });

const several: ReadonlySet<Question["type"]> = new Set(["choices", "body_map", "situations", "indicators"]);
const picked: ReadonlySet<Question["type"]> = new Set(["yes_no_unknown", "choice", "district", ...several]);

/** Whether a question takes any number of answers. */
export const takesSeveral = ({ type }: Pick<Question, "type">): boolean => several.has(type);
/** Whether an answer is picked rather than written. */
export const isPicked = ({ type }: Pick<Question, "type">): boolean => picked.has(type);

/** `2015年3月2日`, `2015/3/2` and `20150302` are days as well; what is none is left as it is, for the check to name. */
function dayFrom(text: string): string {
  const [, year, month, day] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    [];
  return year && month && day ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
}

/** A day with its hour becomes a moment in Beijing; without an hour it stays a day. */
function momentFrom(day: string, hour: string): string {
  const [, dayPart = day, hourPart = hour] = /^(\S+)[T\s]+(\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)$/.exec(day) ?? [];
  if (hourPart === "") return dayFrom(dayPart);
  const [hours = "", minutes = ""] = hourPart.split(/[:：]/);
  return `${dayFrom(dayPart)}T${hours.padStart(2, "0")}:${minutes}:00+08:00`;
}

function ageFrom(text: string): unknown {
  const [, digits] = /^(\d{1,3})\s*(?:岁|周岁)?$/.exec(text) ?? [];
  return digits === undefined ? text : Number(digits);
}

/** A choice between two sentences that stand for yes and no, such as 匿名 and 留下联系方式. */
const isYesOrNo = ({ options = [] }: Question): boolean => options.every(({ value }) => value in yesOrNo);

const yesOrNo: Readonly<Record<string, boolean>> = Object.assign(Object.create(null), { true: true, false: false });

/** Reads what stands in a question's fields. Judges nothing: a word where a day belongs is handed on as it is. */
export function readValue(question: Question, name: string, typed: Typed): ReadValue {
  const values = typed[name] ?? [];
  if (takesSeveral(question)) {
    const chosen = values.filter((value) => value !== "");
    if (chosen.length === 0) return absent;
    return chosen.length === 1 && chosen[0] === "unknown" ? unknown : given(chosen.filter((one) => one !== "unknown"));
  }
  if (values.length > 1) return given(values);
  const text = (values[0] ?? "").trim();
  const saidUnknown = typed[unknownNameOf(name)]?.includes("true") === true;
  if (text === "") return saidUnknown ? unknown : absent;
  if (text === "unknown" && isPicked(question)) {
    const isOption = question.options?.some(({ value }) => value === "unknown") === true;
    return isOption ? given("unknown") : unknown;
  }
  switch (question.type) {
    case "yes_no_unknown":
      return given(yesOrNo[text] ?? text);
    case "choice":
      return given(isYesOrNo(question) ? (yesOrNo[text] ?? text) : text);
    case "date":
      return given(dayFrom(text.normalize("NFKC")));
    case "datetime":
      return given(momentFrom(text.normalize("NFKC"), (typed[hourNameOf(name)]?.[0] ?? "").trim()));
    case "age":
      return given(ageFrom(text.normalize("NFKC")));
    case "phone":
    case "national_id":
    case "email":
      return given(text.normalize("NFKC"));
    default:
      return given(text);
  }
}
