import { randomBytes } from "node:crypto";
import { pinyin } from "pinyin-pro";
import { profileOf } from "#app/matching/profile.ts";
import { traitsOf } from "#app/matching/traits.ts";
import { openVault } from "#app/platform/crypto.ts";
import type { Matching } from "#guidelines/matching.ts";
import { someReport } from "#tests/support/builders.ts";

/** Somebody invented as two reports describe them. Region 999999 is no place: no number here is anybody's. */
export interface Described {
  readonly name: string | null;
  readonly sex: "female" | "male" | "unknown";
  readonly bornOn: string | null;
  readonly age: number | null;
  readonly nationalId: string | null;
  readonly district: string | null;
  readonly address: string | null;
  readonly school: string | null;
  readonly guardian: string | null;
}

export interface LabelledPair {
  readonly kind: string;
  readonly same: boolean;
  readonly one: Described;
  readonly other: Described;
}

export const describedAt = new Date("2026-11-23T10:00:00Z");
const vault = openVault(randomBytes(32));

/** The profile that a report of this description would leave. */
export function profiled(matching: Matching, described: Described) {
  return profileOf(vault, traitsWritten(matching, described));
}

export function traitsWritten(matching: Matching, { guardian, ...child }: Described) {
  const report = someReport({
    children: [child],
    incident: { situations: ["multiple_injuries"] },
    suspects: guardian === null ? [] : [{ relation: "father", name: guardian }],
  });
  const [read] = report.children;
  if (read === undefined) throw new Error("no child");
  return traitsOf(matching, report, read, describedAt);
}

/** The same numbers every time. */
function chance(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"];
const given = [..."浩宇子涵梓轩欣怡一诺雨泽思远嘉禾明澄若溪景行知夏安然书瑶云舒望舒可为清扬乐之成言立早星河"];
const homophones: Readonly<Record<string, string>> = {
  浩: "昊",
  宇: "雨",
  涵: "晗",
  轩: "萱",
  欣: "馨",
  怡: "仪",
  泽: "则",
  远: "苑",
  嘉: "佳",
  明: "铭",
  澄: "成",
  若: "偌",
  溪: "西",
  景: "璟",
  知: "之",
  夏: "厦",
  安: "桉",
  书: "舒",
  瑶: "遥",
  云: "芸",
  望: "旺",
  清: "青",
  乐: "悦",
  言: "妍",
  星: "兴",
  河: "禾",
  思: "斯",
  梓: "子",
};
const traditional: Readonly<Record<string, string>> = {
  张: "張",
  刘: "劉",
  陈: "陳",
  杨: "楊",
  赵: "趙",
  黄: "黃",
  吴: "吳",
  孙: "孫",
  马: "馬",
  罗: "羅",
  郑: "鄭",
  谢: "謝",
  韩: "韓",
  冯: "馮",
  于: "于",
  许: "許",
  云: "雲",
  书: "書",
  乐: "樂",
  泽: "澤",
  远: "遠",
};
const shaped: Readonly<Record<string, string>> = {
  宇: "字",
  浩: "洁",
  雨: "两",
  怡: "恰",
  泽: "择",
  明: "朋",
  夏: "复",
  言: "信",
  河: "何",
  云: "去",
  然: "燃",
  诺: "若",
};
const districts = ["110101", "110102", "110105", "110106", "110107", "110108", "110112", "110114"];

/** Several hundred pairs of invented children: the same one told of twice, and others that are easily taken for one. */
export function labelledPairs(): LabelledPair[] {
  const next = chance(20_261_124);
  const pick = <T>(values: readonly T[]): T => {
    const found = values[next(values.length)];
    if (found === undefined) throw new Error("nothing to pick");
    return found;
  };
  const two = (value: number) => String(value).padStart(2, "0");
  const day = () => `${2009 + next(16)}-${two(1 + next(12))}-${two(1 + next(28))}`;
  const numberOf = (bornOn: string) => {
    const first = `999999${bornOn.replaceAll("-", "")}${String(next(1_000)).padStart(3, "0")}`;
    const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    return `${first}${"10X98765432"[weights.reduce((sum, weight, at) => sum + weight * Number(first[at]), 0) % 11]}`;
  };
  const givenName = () => Array.from({ length: next(5) === 0 ? 1 : 2 }, () => pick(given)).join("");
  const child = (over: Partial<Described> = {}): Described => {
    const bornOn = over.bornOn ?? day();
    return {
      name: `${pick(surnames)}${givenName()}`,
      sex: pick(["female", "male"]),
      bornOn,
      age: null,
      nationalId: next(4) === 0 ? numberOf(bornOn) : null,
      district: pick(districts),
      address: `示例${pick([..."东西南北中"])}路${1 + next(60)}号${1 + next(20)}号楼${1 + next(6)}单元${101 + next(900)}`,
      school: `示例第${pick([..."一二三四五六七八九"])}小学`,
      guardian: `${pick(surnames)}${pick(given)}${pick(given)}`,
      ...over,
    };
  };
  /** What another reporter happens not to know, or writes in another way. */
  const retold = (told: Described, over: Partial<Described> = {}): Described => {
    const maybe = <T>(value: T, chances: number): T | null => (next(chances) === 0 ? null : value);
    return {
      ...told,
      nationalId: maybe(told.nationalId, 2),
      address: maybe(next(3) === 0 ? (told.address ?? "").replace(/\d单元\d+$/, "") : told.address, 3),
      school: next(8) === 0 ? "示例实验小学" : maybe(told.school, 3),
      guardian: maybe(told.guardian, 2),
      district: next(8) === 0 ? pick(districts) : maybe(told.district, 6),
      ...over,
    };
  };
  const pairs: LabelledPair[] = [];
  const add = (kind: string, same: boolean, times: number, make: () => readonly [Described, Described]) => {
    for (let time = 0; time < times; time += 1) {
      const [one, other] = make();
      pairs.push({ kind, same, one, other });
    }
  };
  const changed = (name: string, table: Readonly<Record<string, string>>): string =>
    [...name].map((character) => table[character] ?? character).join("");
  const withChange = (table: Readonly<Record<string, string>>) => {
    for (;;) {
      const one = child();
      const name = changed(one.name ?? "", table);
      if (name !== one.name) return { one, name };
    }
  };
  const swapped = (date: string) => {
    const [year = "", month = "", date_ = ""] = date.split("-");
    return `${year}-${date_}-${month}`;
  };
  const spelled = (name: string) => traitsSound(name);

  add("told twice alike", true, 60, () => {
    const one = child();
    return [one, retold(one)];
  });
  add("homophones", true, 40, () => {
    const { one, name } = withChange(homophones);
    return [one, retold(one, { name })];
  });
  add("traditional characters", true, 25, () => {
    const { one, name } = withChange(traditional);
    return [one, retold(one, { name })];
  });
  add("pinyin only", true, 30, () => {
    const one = child();
    return [one, retold(one, { name: spelled(one.name ?? "") })];
  });
  add("one character mistyped by its shape", true, 25, () => {
    const { one, name } = withChange(shaped);
    return [one, retold(one, { name })];
  });
  add("day and month changed over", true, 30, () => {
    const one = child({ bornOn: `${2010 + next(14)}-${two(1 + next(12))}-${two(1 + next(12))}` });
    return [one, retold(one, { bornOn: swapped(one.bornOn ?? "") })];
  });
  add("age instead of birth date", true, 40, () => {
    const one = child();
    const age =
      2026 -
      Number(one.bornOn?.slice(0, 4)) -
      (next(2) === 0 && one.bornOn !== null && !one.bornOn.endsWith("2024") ? 0 : 1);
    return [one, retold(one, { bornOn: null, age: Math.max(0, age) })];
  });
  add("number mistyped", true, 25, () => {
    const bornOn = day();
    const nationalId = numberOf(bornOn);
    const at = 6 + next(10);
    const wrong = `${nationalId.slice(0, at)}${nationalId[at + 1]}${nationalId[at]}${nationalId.slice(at + 2)}`;
    const one = child({ bornOn, nationalId });
    return [one, retold(one, { nationalId: wrong, name: changed(one.name ?? "", homophones) })];
  });
  add("name not known, number known", true, 15, () => {
    const bornOn = day();
    const one = child({ bornOn, nationalId: numberOf(bornOn) });
    return [one, { ...retold(one), nationalId: one.nationalId, name: null, bornOn: null, age: null }];
  });
  add("moved to another district", true, 25, () => {
    const one = child();
    return [one, retold(one, { district: pick(districts), address: child().address, school: null })];
  });

  add("strangers", false, 150, () => [child(), child()]);
  add("same common name, another day", false, 60, () => {
    const name = `${pick(["王", "李", "张", "刘"])}${pick(["浩宇", "子涵", "梓涵", "欣怡"])}`;
    const sex = pick(["female", "male"] as const);
    return [child({ name, sex, nationalId: null }), child({ name, sex, nationalId: null })];
  });
  add("same common name, same school", false, 30, () => {
    const name = `${pick(["王", "李", "张", "刘"])}${pick(["浩宇", "子涵", "梓涵", "欣怡"])}`;
    const one = child({ name, nationalId: null });
    return [one, child({ name, sex: one.sex, school: one.school, district: one.district, nationalId: null })];
  });
  add("same common name, same day, same district, all else another", false, 25, () => {
    const name = `${pick(["王", "李", "张", "刘"])}${pick(["浩宇", "子涵", "梓涵", "欣怡"])}`;
    const one = child({ name, nationalId: null });
    const other = child({ name, bornOn: one.bornOn ?? day(), district: one.district, sex: one.sex, nationalId: null });
    return [
      { ...one, school: "示例东小学", address: "示例东路1号" },
      { ...other, school: "示例西小学", address: "示例西路9号" },
    ];
  });
  const sibling = (one: Described, over: Partial<Described>): Described => {
    const bornOn = over.bornOn ?? one.bornOn ?? day();
    const surname = [...(one.name ?? "王")][0] ?? "王";
    return {
      ...one,
      name: `${surname}${givenName()}`,
      nationalId: one.nationalId === null ? null : numberOf(bornOn),
      sex: pick(["female", "male"]),
      ...over,
      bornOn,
    };
  };
  const other = (one: Described, make: () => Described): Described => {
    for (;;) {
      const found = make();
      if (found.name !== one.name && found.nationalId !== one.nationalId) return found;
      if (found.name !== one.name && one.nationalId === null) return found;
    }
  };
  add("siblings", false, 60, () => {
    const one = child();
    return [one, other(one, () => sibling(one, { bornOn: day() }))];
  });
  add("twins", false, 50, () => {
    const one = child();
    return [one, other(one, () => sibling(one, {}))];
  });
  add("twins with one character in common", false, 30, () => {
    const one = child({ name: `${pick(surnames)}${pick(given)}${pick(given)}` });
    return [
      one,
      other(one, () => sibling(one, { name: `${(one.name ?? "").slice(0, 2)}${pick(given)}`, sex: one.sex })),
    ];
  });
  add("a sibling's number on the form", false, 20, () => {
    const bornOn = day();
    const one = child({ bornOn, nationalId: numberOf(bornOn) });
    const made = sibling(one, { bornOn: day(), nationalId: one.nationalId });
    return [one, made.name === one.name ? { ...made, name: `${made.name}例` } : made];
  });
  add("classmates with names that sound alike", false, 40, () => {
    const { one, name } = withChange(homophones);
    return [one, child({ name, school: one.school, district: one.district, sex: one.sex, nationalId: null })];
  });
  return pairs;
}

function traitsSound(name: string): string {
  const [surname = "", ...rest] = [...name];
  return `${pinyinOf(surname)} ${pinyinOf(rest.join(""))}`;
}

const pinyinOf = (text: string) => pinyin(text, { toneType: "none", type: "array" }).join("");
