import { Form, Link } from "@remix-run/react";
import { moment } from "#app/copy/when.ts";
import { Button, type Column, Empty, FormToken, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { RecordedView } from "./for-auditor.ts";

interface ForAuditorPageProps {
  readonly recusals: readonly RecordedView[];
  /** The words that were just opened; null in it where they do not open. */
  readonly opened: { readonly id: string; readonly words: string | null } | null;
}

/** 回避的说明: who stepped out of what, and each one's words on demand. */
export function ForAuditorPage({ recusals, opened }: ForAuditorPageProps) {
  const { recusals: words } = useCopy();
  const { forAuditor } = words;
  return (
    <>
      <p className="print:hidden">
        <Link to="/audit" className="inline-flex min-h-11 items-center">
          ← {forAuditor.back}
        </Link>
      </p>
      <h1 className="text-h1">{forAuditor.title}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{forAuditor.lead}</p>
      {recusals.length === 0 ? (
        <Empty title={forAuditor.empty}>{forAuditor.emptyHint}</Empty>
      ) : (
        <RecusalTable recusals={recusals} opened={opened} />
      )}
    </>
  );
}

function RecusalTable({ recusals, opened }: ForAuditorPageProps) {
  const { recusals: words, cases } = useCopy();
  const { forAuditor } = words;
  const { columns } = forAuditor;
  const locale = useLocale();
  const parts: readonly Column<RecordedView>[] = [
    {
      id: "matter",
      heading: columns.matter,
      rowHeading: true,
      cell: ({ caseNumber }) => (
        <span className="font-semibold whitespace-nowrap tabular-nums">{caseNumber ?? forAuditor.unknownCase}</span>
      ),
    },
    { id: "officer", heading: columns.officer, cell: ({ department, officer }) => cases.eventBy(department, officer) },
    { id: "reason", heading: columns.reason, cell: ({ reason }) => words.reasons[reason] },
    {
      id: "at",
      heading: columns.at,
      cell: ({ by, at }) => {
        const when = moment(locale, at);
        return <span className="tabular-nums">{by === null ? words.stepped(when) : words.kept(by, when)}</span>;
      },
    },
    {
      id: "state",
      heading: columns.state,
      cell: ({ endedAt }) =>
        endedAt === null ? (
          <StateBadge tone="held">{forAuditor.inForce}</StateBadge>
        ) : (
          <span className="tabular-nums">{forAuditor.ended(moment(locale, endedAt))}</span>
        ),
    },
    {
      id: "words",
      heading: columns.words,
      cell: (row) =>
        opened?.id === row.id ? (
          <p role="status" className="max-w-md whitespace-pre-line [overflow-wrap:anywhere]">
            {opened.words ?? words.unreadable}
          </p>
        ) : (
          <Form method="post" className="print:hidden">
            <FormToken />
            <input type="hidden" name="recusal" value={row.id} />
            <Button kind="secondary" label={forAuditor.readOf(row.officer, row.caseNumber ?? forAuditor.unknownCase)}>
              {forAuditor.read}
            </Button>
          </Form>
        ),
    },
  ];
  return <Table caption={forAuditor.caption} columns={parts} rows={recusals} rowKey={({ id }) => id} cards />;
}
