import { clockTime } from "#app/copy/when.ts";
import { useCopy, useLocale } from "./page-context.tsx";

/** 已保存 14:32: said by the server after each step; the reporter script keeps it true while a form saves by itself. */
export function SavedMark({ at }: { at: Date | null }) {
  const { form } = useCopy().shell;
  const locale = useLocale();
  return (
    <p role="status" data-saved={form.savedTemplate} className="min-h-6 text-fine text-soft tabular-nums print:hidden">
      {at === null ? null : `✓ ${form.saved(clockTime(locale, at))}`}
    </p>
  );
}
