import { useLocation } from "@remix-run/react";
import { copyFor } from "#app/copy/index.ts";
import { FormToken } from "./form-token.tsx";
import { useLocale } from "./page-context.tsx";

/** The other language, named in itself; comes back to the page it was pressed on. */
export function LanguageSwitch({ className = "" }: { className?: string }) {
  const locale = useLocale();
  const { pathname, search } = useLocation();
  const other = locale === "en" ? "zh-CN" : "en";
  return (
    <form method="post" action="/language" className="print:hidden">
      <FormToken />
      <input type="hidden" name="to" value={`${pathname}${search}`} />
      <button
        type="submit"
        name="lang"
        value={other}
        lang={other}
        className={`inline-flex min-h-11 items-center px-2 underline underline-offset-4 ${className}`}
      >
        {copyFor(other).shell.ownLanguage}
      </button>
    </form>
  );
}
