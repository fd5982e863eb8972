import type { BothLanguages } from "#guidelines/city.ts";
import * as en from "./en/index.ts";
import * as zh from "./zh-CN/index.ts";

/** The languages a page can be read in. Chinese is the source; English says the same. */
export const locales = ["zh-CN", "en"] as const;
export type Locale = (typeof locales)[number];

/** Every sentence of the portal, by area. A sentence that English lacks does not compile. */
export type Copy = typeof zh;

const copies: Readonly<Record<Locale, Copy>> = { "zh-CN": zh, en };

/** The sentences of one language. */
export function copyFor(locale: Locale): Copy {
  return copies[locale];
}

/** The reader's side of a text kept in both languages, as those of an edition or a city are. */
export function text(locale: Locale, both: BothLanguages): string {
  return locale === "en" ? both.en : both.zh;
}
