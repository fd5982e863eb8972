import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly heading: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers stand right. */
  readonly numeric?: boolean;
  /** Names the row for whoever hears the table. */
  readonly rowHeading?: boolean;
}

interface TableProps<Row> {
  /** Says what the table holds; shown unless `captionHidden`. */
  readonly caption: string;
  readonly captionHidden?: boolean;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Closer rows for long lists. */
  readonly dense?: boolean;
  /** Turns each row into a card below 832 px, the heading before each value; on paper it stays a row. */
  readonly cards?: boolean;
}

/** Rows and columns; scrolls sideways by itself, or becomes cards, where the page is narrow. */
export function Table<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  dense = false,
  cards = false,
}: TableProps<Row>) {
  const padding = dense ? "px-3 py-1.5" : "px-3 py-3";
  const folds = cards ? "folded:block" : "";
  return (
    // Who has only a keyboard scrolls a region by focusing it.
    <section aria-label={caption} tabIndex={cards ? undefined : 0} className="overflow-x-auto print:overflow-visible">
      <table className={`w-full border-collapse text-left leading-[1.4] ${folds}`}>
        <caption className={captionHidden ? "sr-only" : `pb-2 text-left text-h3 font-semibold ${folds}`}>
          {caption}
        </caption>
        <thead className={cards ? "folded:sr-only" : ""}>
          <tr className="border-b-2 border-edge">
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={`${padding} text-fine font-semibold text-soft ${column.numeric ? "text-right" : ""}`}
              >
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={folds}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              className={`border-b border-line align-top hover:bg-accent-wash ${
                cards ? "folded:mb-3 folded:block folded:rounded-md folded:border folded:bg-paper folded:py-2" : ""
              }`}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row} padding={padding} cards={cards} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell<Row>({
  column,
  row,
  padding,
  cards,
}: {
  column: Column<Row>;
  row: Row;
  padding: string;
  cards: boolean;
}) {
  const look = `${padding} ${column.numeric ? "text-right tabular-nums" : ""} ${
    cards ? "folded:flex folded:justify-between folded:gap-4 folded:px-4 folded:py-1.5 folded:text-left" : ""
  }`;
  const content = (
    <>
      {cards ? (
        <span aria-hidden="true" className="max-w-2/5 shrink-0 text-fine text-soft md:hidden print:hidden">
          {column.heading}
        </span>
      ) : null}
      <span className="min-w-0">{column.cell(row)}</span>
    </>
  );
  return column.rowHeading ? (
    <th scope="row" className={`${look} font-semibold`}>
      {content}
    </th>
  ) : (
    <td className={look}>{content}</td>
  );
}
