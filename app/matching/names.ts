import { Converter } from "opencc-js/t2cn";
import { pinyin } from "pinyin-pro";
import type { Matching } from "#guidelines/matching.ts";

/** A name in the forms by which it is compared. A list holds every way to read it. */
export interface ComparedName {
  /** In simplified characters, without spaces and dots, in small letters. */
  readonly plain: string;
  /** In letters, without tones: homophones and names written in pinyin are the same here. */
  readonly sounds: readonly string[];
  /** The same, where what many ears confuse is one: zh and z, n and l, ang and an. */
  readonly near: readonly string[];
  /** The name with one of its characters left open; empty for a name in letters. */
  readonly withOneOpen: readonly string[];
  /** Sound of the surname and of the given name, as far as they can be told apart. */
  readonly surname: string | null;
  readonly given: string | null;
  /** Many children bear it. */
  readonly common: boolean;
}

const simplified = Converter({ from: "tw", to: "cn" });
const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text);

/** What many ears and keyboards confuse, as one: retroflex and flat, front and back nasals, n and l, ü and u. */
function nearSound(sound: string): string {
  return sound
    .replace(/([zcs])h/g, "$1")
    .replace(/ng/g, "n")
    .replace(/l/g, "n")
    .replace(/[vü]/g, "u");
}

/** Reads a name as it was typed: traditional or variant characters, full width, dots of minority names, pinyin in either order. Null for no name. */
export function comparedName({ names }: Pick<Matching, "names">, typed: string): ComparedName | null {
  const widened = simplified(typed.normalize("NFKC")).toLowerCase();
  const parts = widened.split(/[\s·•・.,'‧-]+/u).filter((part) => part !== "");
  const plain = [...parts.join("")].map((character) => names.variants[character] ?? character).join("");
  if (plain === "") return null;
  return isHan(plain) ? inCharacters(names, plain) : inLetters(plain, parts);
}

function inCharacters(names: Matching["names"], plain: string): ComparedName {
  const characters = [...plain];
  const read = pinyin(plain, { toneType: "none", type: "array", surname: "head", v: true });
  const length = names.compoundSurnames.some((surname) => plain.startsWith(surname)) && characters.length > 2 ? 2 : 1;
  const sounds = [read.join("")];
  const given = characters.slice(length).join("");
  return {
    plain,
    sounds,
    near: sounds.map(nearSound),
    withOneOpen:
      characters.length < 2
        ? []
        : characters.map((_open, index) => characters.map((one, at) => (at === index ? "?" : one)).join("")),
    surname: nearSound(read.slice(0, length).join("")),
    given: given === "" ? null : nearSound(read.slice(length).join("")),
    common: names.commonSurnames.includes(characters.slice(0, length).join("")) && names.commonGiven.includes(given),
  };
}

/** Letters say a name in either order, and where a surname ends only if somebody left a space there. */
function inLetters(plain: string, parts: readonly string[]): ComparedName {
  const read = (part: string) =>
    isHan(part) ? pinyin(part, { toneType: "none", type: "array", v: true }).join("") : part;
  const syllables = parts.map((part) => read(part.normalize("NFD").replace(/\p{Diacritic}/gu, "")));
  const [first = "", ...rest] = syllables;
  const sounds = [
    ...new Set([
      syllables.join(""),
      [...rest, first].join(""),
      rest.length > 1 ? [rest.at(-1), first, ...rest.slice(0, -1)].join("") : syllables.join(""),
    ]),
  ];
  return {
    plain,
    sounds,
    near: sounds.map(nearSound),
    withOneOpen: [],
    surname: rest.length === 0 ? null : nearSound(first),
    given: rest.length === 0 ? null : nearSound(rest.join("")),
    common: false,
  };
}
