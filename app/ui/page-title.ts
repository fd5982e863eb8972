import type { MetaDescriptor } from "@remix-run/react";
import { type Copy, copyFor, type Locale } from "#app/copy/index.ts";

interface Match {
  readonly data?: unknown;
}

/** A route's `meta`: the page's name in its language, followed by the portal's. */
export function pageTitle(name: (copy: Copy, data: unknown) => string) {
  return ({ matches, data }: { matches: readonly Match[]; data?: unknown }): MetaDescriptor[] => {
    const copy = copyFor(localeOfRoot(matches));
    return [{ title: copy.shell.titled(name(copy, data)) }];
  };
}

function localeOfRoot(matches: readonly Match[]): Locale {
  const root = matches[0]?.data;
  return typeof root === "object" && root !== null && "locale" in root && root.locale === "en" ? "en" : "zh-CN";
}
