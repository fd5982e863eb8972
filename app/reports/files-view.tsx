import { type FilesOfReport, ReporterFiles } from "#app/evidence/reporter-files.tsx";
import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import { addressOf, evidencePage, filesPage } from "./onward.ts";
import { checkPage } from "./steps.ts";

export interface FilesPage {
  readonly held: FilesOfReport;
  readonly from: "check" | null;
  /** What became of 移除 a moment ago. */
  readonly removal: "removed" | "not_removed" | null;
}

/** Files on a page of their own, for browsers without a script and for whoever comes back from the check. */
export function FilesView({ page }: { page: FilesPage }) {
  const { page: words, list } = useCopy().evidence;
  const query = page.from === null ? "" : "?from=check";
  return (
    <>
      <header className="mb-8 max-w-2xl">
        <h1 className="text-h1">{words.title}</h1>
        <p className="mt-3 text-lead text-soft">{words.lead}</p>
      </header>
      {page.removal === null ? null : (
        <div className="mb-8">
          <Notice kind={page.removal === "removed" ? "done" : "care"} live>
            {page.removal === "removed" ? list.removed : list.notRemoved}
          </Notice>
        </div>
      )}
      <ReporterFiles held={page.held} owner="draft" back={`${filesPage}${query}`} removeAt={`${filesPage}${query}`} />
      <p className="mt-8">
        <LinkButton to={addressOf(page.from === null ? evidencePage : checkPage)} reloadDocument>
          {page.from === null ? words.back : words.backToCheck}
        </LinkButton>
      </p>
    </>
  );
}
