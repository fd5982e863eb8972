import { moment } from "#app/copy/when.ts";
import { Button, FormToken, LinkButton, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { DocumentKind } from "#db/schema/index.ts";
import type { DocumentLine, DocumentsView, Issuable } from "./document-view.ts";

/** The documents of a case, and a button for each that may be issued. */
export function DocumentsSection({ caseNumber, view }: { caseNumber: string; view: DocumentsView }) {
  const words = useCopy().documents;
  const kinds = [...new Set(view.issuable.map(({ kind }) => kind))];
  return (
    <div className="grid gap-8">
      <p className="max-w-3xl text-soft">{words.lead}</p>
      {view.documents.length === 0 ? <p className="text-soft">{words.none}</p> : <DocumentList list={view.documents} />}
      {kinds.length === 0 ? null : (
        <section aria-labelledby="issue" className="print:hidden">
          <h3 id="issue" className="text-h3">
            {words.issue.heading}
          </h3>
          <p className="mt-1 mb-4 max-w-3xl text-fine text-soft">{words.issue.lead}</p>
          <div className="grid gap-4 md:grid-cols-2">
            {kinds.map((kind) => (
              <IssueCard
                key={kind}
                kind={kind}
                caseNumber={caseNumber}
                choices={view.issuable.filter((one) => one.kind === kind)}
              />
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function IssueCard({
  kind,
  caseNumber,
  choices,
}: {
  kind: DocumentKind;
  caseNumber: string;
  choices: readonly Issuable[];
}) {
  const words = useCopy().documents;
  return (
    <div className="rounded-md border border-line bg-paper p-4">
      <h4 className="font-semibold">{words.kinds[kind]}</h4>
      <p className="mb-3 text-fine text-soft">{words.issue.hints[kind]}</p>
      <ul className="grid gap-2">
        {choices.map(({ subjectId, label }) => (
          <li key={subjectId}>
            {/* A plain form: the answer is a page for paper, which runs no script. */}
            <form method="post" action="/documents/issue">
              <FormToken />
              <input type="hidden" name="case" value={caseNumber} />
              <input type="hidden" name="kind" value={kind} />
              <input type="hidden" name="subject" value={subjectId} />
              <Button kind="secondary">{words.issue.submit(label)}</Button>
            </form>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Documents with their numbers, the newest first. */
export function DocumentList({ list }: { list: readonly DocumentLine[] }) {
  const words = useCopy().documents;
  const locale = useLocale();
  return (
    <ul className="border-t border-line">
      {list.map((one) => (
        <li key={one.id} data-document={one.id} className="border-b border-line py-4">
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <strong>{words.kinds[one.kind]}</strong>
            <span lang="zh-CN" className="tabular-nums">
              {one.number}
            </span>
            <StateBadge tone={one.isWithdrawn ? "gone" : "done"}>
              {one.isWithdrawn ? words.states.withdrawn : words.states.inForce}
            </StateBadge>
          </p>
          <p className="text-fine text-soft">
            {words.issuedLine(one.office, moment(locale, one.issuedAt))}
            {one.issuedBy === null ? null : ` · ${words.issuedBy(one.issuedBy)}`}
          </p>
          <p className="mt-2 flex flex-wrap gap-3 print:hidden">
            <LinkButton to={`/documents/${one.id}`} reloadDocument label={words.openNamed(one.number)}>
              {words.open}
            </LinkButton>
            <LinkButton
              to={`/documents/${one.id}/pdf`}
              kind="quiet"
              reloadDocument
              label={words.downloadNamed(one.number)}
            >
              {words.download}
            </LinkButton>
          </p>
        </li>
      ))}
    </ul>
  );
}
