import { Button, FormToken, LinkButton, useCopy } from "#app/ui/index.ts";
import type { DocumentLine } from "./document-view.ts";
import { DocumentList } from "./documents-section.tsx";

/** The reporter's own notices of receipt; null when no receipt is open in this browser. */
export function OwnNoticesPage({ notices }: { notices: readonly DocumentLine[] | null }) {
  const { own, page } = useCopy().documents;
  if (notices === null) {
    return (
      <>
        <h1 className="text-h1">{own.title}</h1>
        <p className="mt-3 mb-6 text-lead text-soft">{own.closed}</p>
        <LinkButton to="/receipt" kind="primary" reloadDocument>
          {own.enter}
        </LinkButton>
      </>
    );
  }
  return (
    <>
      <h1 className="text-h1">{own.title}</h1>
      <p className="mt-3 mb-6 text-lead text-soft">{own.lead}</p>
      <form method="post" action="/documents/receipt" className="mb-8 grid gap-2">
        <FormToken />
        <div className="flex flex-wrap gap-3">
          <Button>{own.make}</Button>
          <LinkButton to="/receipt" reloadDocument>
            {page.backToReceipt}
          </LinkButton>
        </div>
        <p className="text-fine text-soft">{own.makeHint}</p>
      </form>
      {notices.length === 0 ? null : (
        <section>
          <h2 className="mb-3 text-h2">{own.list}</h2>
          <DocumentList list={notices} />
        </section>
      )}
    </>
  );
}
