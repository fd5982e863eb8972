import { z } from "zod";

/** A text that people read, in both languages. */
export const BothLanguages = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type BothLanguages = z.infer<typeof BothLanguages>;
export type Locale = "zh-CN" | "en";

/** The text in the reader's language. */
export const inLanguage = (text: BothLanguages, locale: Locale): string => (locale === "en" ? text.en : text.zh);
