import { type Locale, locales } from "#app/copy/index.ts";

const isLocale = (value: string | null | undefined): value is Locale => locales.some((locale) => locale === value);

/** The reader's language: what they chose, else the first that their browser asks for, else Chinese. */
export function localeFrom(cookies: string | null | undefined, acceptLanguage: string | null | undefined): Locale {
  const chosen = /(?:^|;\s*)lang=([^;]+)/.exec(cookies ?? "")?.[1];
  if (isLocale(chosen)) return chosen;
  for (const part of (acceptLanguage ?? "").split(",")) {
    const wanted = part.trim().toLowerCase();
    if (wanted.startsWith("zh")) return "zh-CN";
    if (wanted.startsWith("en")) return "en";
  }
  return "zh-CN";
}

/** Remembers a chosen language for a year; null when it is none of ours. Holds nothing but the language. */
export function languageCookie(chosen: string, secure: boolean): string | null {
  if (!isLocale(chosen)) return null;
  return `lang=${chosen}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly${secure ? "; Secure" : ""}`;
}

/** A path on this portal to go back to; anything that could lead elsewhere becomes the home page. */
export function ownPath(path: string): string {
  if (!/^\/(?![/\\])/.test(path)) return "/";
  const base = "http://portal.invalid";
  if (!URL.canParse(path, base)) return "/";
  const { origin, pathname, search } = new URL(path, base);
  return origin === base && !pathname.startsWith("//") ? `${pathname}${search}` : "/";
}
