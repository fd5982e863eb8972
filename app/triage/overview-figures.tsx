import { Card, type Column, Empty, LinkButton, Notice, Table, UrgencyBadge, useCopy } from "#app/ui/index.ts";
import type { DepartmentLine, Figures } from "./overview-view.ts";

const states = ["new", "accepted", "working", "objected"] as const;
const urgencies = ["critical", "urgent", "serious"] as const;

/** The city in numbers: what each department holds, what waits to be decided, which limits have passed. */
export function OverviewFigures({ figures }: { figures: Figures }) {
  const { desk, triage } = useCopy();
  const { overview } = triage;
  const held: readonly Column<DepartmentLine>[] = [
    { id: "department", heading: overview.department, rowHeading: true, cell: ({ name }) => name },
    ...states.map((state) => ({
      id: state,
      heading: triage.states[state],
      numeric: true,
      cell: (line: DepartmentLine) => line.states[state],
    })),
    ...urgencies.map((urgency) => ({
      id: urgency,
      heading: <UrgencyBadge level={urgency} />,
      numeric: true,
      cell: (line: DepartmentLine) => line.urgencies[urgency],
    })),
    { id: "total", heading: overview.total, numeric: true, cell: ({ total }) => <strong>{total}</strong> },
  ];
  const breached: readonly Column<Figures["breaches"][number]>[] = [
    { id: "owner", heading: overview.department, rowHeading: true, cell: ({ owner }) => owner },
    { id: "clock", heading: overview.clock, cell: ({ clock }) => clock },
    { id: "count", heading: overview.count, numeric: true, cell: ({ count }) => count },
  ];
  return (
    <div className="grid gap-6">
      {figures.objections > 0 ? (
        <Notice
          kind="care"
          title={overview.objections(figures.objections)}
          actions={<LinkButton to="/objections">{overview.toObjections}</LinkButton>}
        />
      ) : null}
      {figures.unheld > 0 ? (
        <Notice
          kind="care"
          title={desk.unheld.link(figures.unheld)}
          actions={<LinkButton to="/unheld">{desk.unheld.open}</LinkButton>}
        />
      ) : null}
      <Card title={overview.held}>
        {figures.departments.length === 0 ? (
          <Empty title={overview.noWork.title}>{overview.noWork.text}</Empty>
        ) : (
          <Table
            caption={overview.heldCaption}
            captionHidden
            columns={held}
            rows={figures.departments}
            rowKey={({ id }) => id}
            cards
          />
        )}
      </Card>
      <Card title={overview.breaches}>
        {figures.breaches.length === 0 ? (
          <Empty title={overview.noBreaches.title}>{overview.noBreaches.text}</Empty>
        ) : (
          <Table
            caption={overview.breachesCaption}
            captionHidden
            columns={breached}
            rows={figures.breaches}
            rowKey={({ id }) => id}
          />
        )}
      </Card>
    </div>
  );
}
