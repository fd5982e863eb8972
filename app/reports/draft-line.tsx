import { SavedMark, useCopy } from "#app/ui/index.ts";
import type { PageModel } from "./page-model.ts";

/** Above every page of a draft: when it was saved, and the code to go on with elsewhere. */
export function DraftLine({ draft }: { draft: PageModel["draft"] }) {
  const { report, intake } = useCopy();
  const { code } = report;
  if (draft === null) return null;
  return (
    <>
      {draft.takenDown === null ? null : (
        <p className="-mt-4 mb-6 border-l-4 border-accent bg-accent-wash px-4 py-2">
          {intake.writing(intake.channels[draft.takenDown])}
        </p>
      )}
      <div className="-mt-4 mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line pb-3 print:hidden">
        <details className="text-fine">
          <summary className="flex min-h-11 items-center gap-2">
            <span className="text-soft">{code.name}</span>
            <output
              aria-label={code.label}
              data-draft-code
              className="font-code text-body font-semibold tracking-[0.06em] select-all"
            >
              {draft.code}
            </output>
            <span
              aria-hidden="true"
              className="inline-grid size-5 place-items-center rounded-full border border-edge text-soft"
            >
              ?
            </span>
          </summary>
          <p className="max-w-xl pb-1 text-soft">{code.hint}</p>
        </details>
        <SavedMark at={draft.savedAt} />
      </div>
    </>
  );
}
