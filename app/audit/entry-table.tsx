import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { momentToTheSecond } from "#app/copy/when.ts";
import { type Column, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { DeedView, EntryView } from "./entry-view.ts";
import { type TrailFilter, trailPath } from "./trail-address.ts";

/** The whole trail as the auditor reads it: who and which case lead to all that is theirs. */
export function EntryTable({ rows, filter }: { rows: readonly EntryView[]; filter: TrailFilter }) {
  const { audit } = useCopy();
  const columns: readonly Column<EntryView>[] = [
    { id: "at", heading: audit.columns.at, cell: ({ at }) => <Moment at={at} /> },
    {
      id: "who",
      heading: audit.columns.who,
      cell: (row) => (
        <Who {...row}>
          {row.accountId === null ? (
            row.who
          ) : (
            <Link to={trailPath({ ...filter, account: row.accountId })} title={audit.onlyAccount(row.who)}>
              {row.who}
            </Link>
          )}
        </Who>
      ),
    },
    { id: "what", heading: audit.columns.what, cell: (row) => <What {...row} /> },
    {
      id: "matter",
      heading: audit.columns.matter,
      cell: ({ caseNumber }) =>
        caseNumber === null ? (
          <NoCase />
        ) : (
          <Link
            to={trailPath({ ...filter, number: caseNumber })}
            title={audit.onlyCase(caseNumber)}
            className="whitespace-nowrap tabular-nums"
          >
            {caseNumber}
          </Link>
        ),
    },
    { id: "seq", heading: audit.columns.seq, cell: ({ seq }) => seq, numeric: true },
  ];
  return (
    <Table
      caption={audit.caption}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ seq }) => String(seq)}
      dense
      cards
    />
  );
}

interface DeedTableProps {
  readonly rows: readonly DeedView[];
  /** Leaves out what is the same in every line. */
  readonly without: "who" | "matter";
}

/** Deeds on one case, or of one account. */
export function DeedTable({ rows, without }: DeedTableProps) {
  const { audit } = useCopy();
  const numbered = rows.map((row, index) => ({ ...row, index }));
  const columns: readonly Column<(typeof numbered)[number]>[] = [
    { id: "at", heading: audit.columns.at, cell: ({ at }) => <Moment at={at} /> },
    ...(without === "who"
      ? []
      : [{ id: "who", heading: audit.columns.who, cell: (row: DeedView) => <Who {...row}>{row.who}</Who> }]),
    { id: "what", heading: audit.columns.what, cell: (row) => <What {...row} /> },
    ...(without === "matter"
      ? []
      : [
          {
            id: "matter",
            heading: audit.columns.matter,
            cell: ({ caseNumber }: DeedView) =>
              caseNumber === null ? <NoCase /> : <span className="whitespace-nowrap tabular-nums">{caseNumber}</span>,
          },
        ]),
  ];
  return (
    <Table
      caption={audit.caption}
      captionHidden
      columns={columns}
      rows={numbered}
      rowKey={({ index }) => String(index)}
      dense
      cards
    />
  );
}

function NoCase() {
  const { audit } = useCopy();
  return <span className="text-soft">{audit.noCase}</span>;
}

function Moment({ at }: { at: Date }) {
  const locale = useLocale();
  return (
    <time dateTime={at.toISOString()} className="tabular-nums md:whitespace-nowrap">
      {momentToTheSecond(locale, at)}
    </time>
  );
}

function Who({ place, children }: Pick<DeedView, "place"> & { children: ReactNode }) {
  return (
    <>
      {children}
      {place === null ? null : <span className="block text-fine text-soft">{place}</span>}
    </>
  );
}

function What({ what, reason, compartment, details, isRefused }: DeedView) {
  const { audit } = useCopy();
  const more = [reason, compartment, ...details].filter((part) => part !== null);
  return (
    <>
      <span className="font-semibold">{what}</span>{" "}
      {isRefused ? <StateBadge tone="held">{audit.refused}</StateBadge> : null}
      {more.length === 0 ? null : (
        <span className="flex flex-wrap gap-x-3 text-fine text-soft">
          {more.map((part) => (
            <span key={part} className="break-all">
              {part}
            </span>
          ))}
        </span>
      )}
    </>
  );
}
