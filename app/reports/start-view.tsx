import { moment } from "#app/copy/when.ts";
import { Button, FormToken, LinkButton, Notice, useCopy, useLocale } from "#app/ui/index.ts";

/** What became of an earlier draft or report of this browser. */
export function StartNotices({ lost, filed }: { lost: boolean; filed: boolean }) {
  const { start } = useCopy().report;
  if (!lost && !filed) return null;
  return (
    <div className="mb-8 grid gap-4">
      {lost ? (
        <Notice kind="care" title={start.lost.title} live>
          {start.lost.text}
        </Notice>
      ) : null}
      {filed ? (
        <Notice
          kind="done"
          title={start.filed.title}
          actions={<LinkButton to="/report/receipt">{start.filed.go}</LinkButton>}
        >
          {start.filed.text}
        </Notice>
      ) : null}
    </div>
  );
}

/** Stands before the first page when this browser is in the middle of a report. */
export function Unfinished({ savedAt, goOn }: { savedAt: Date; goOn: string }) {
  const { unfinished } = useCopy().report.start;
  const locale = useLocale();
  return (
    <>
      <h1 className="text-h1">{unfinished.title}</h1>
      <p className="mt-3 text-lead text-soft">{unfinished.text(moment(locale, savedAt))}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <LinkButton to={goOn} kind="primary">
          {unfinished.go}
        </LinkButton>
        <form method="post" action="/report?index">
          <FormToken />
          <Button kind="secondary">{unfinished.another}</Button>
        </form>
      </div>
      <p className="mt-3 text-fine text-soft">{unfinished.anotherHint}</p>
    </>
  );
}
