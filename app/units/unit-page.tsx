import { Link } from "@remix-run/react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { day, moment, momentWithWeekday } from "#app/copy/when.ts";
import {
  Button,
  Card,
  type Column,
  Details,
  Empty,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  StateBadge,
  SummaryList,
  Table,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { UnitModel } from "./unit-page-model.ts";

type ReportLine = UnitModel["reports"][number];
type Delivery = ReportLine["deliveries"][number];

/** A unit's own page: its reports by number and moments, figures, people, keys; and the way to report for it. */
export function UnitPage(model: UnitModel) {
  const { units } = useCopy();
  const { staff, unit, isLead } = model;
  return (
    <StaffFrame staff={staff}>
      <h1 className="text-h1">{unit?.name ?? units.title}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{isLead ? units.leadLead : units.reporterLead}</p>
      {unit === null ? (
        <Notice kind="care">{units.noUnit}</Notice>
      ) : (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
          <div className={`grid gap-6 ${isLead ? "" : "order-last lg:order-none"}`}>
            <Reports {...model} />
          </div>
          <div className="grid gap-6">
            {isLead ? <Figures figures={model.figures} /> : null}
            <File unfinished={model.unfinished} />
            {isLead ? <People people={model.people} more={model.morePeople} /> : null}
            {model.apiKeys.length > 0 ? <Keys keys={model.apiKeys} /> : null}
          </div>
        </div>
      )}
    </StaffFrame>
  );
}

function File({ unfinished }: Pick<UnitModel, "unfinished">) {
  const { file } = useCopy().units;
  const locale = useLocale();
  const { unit, self } = file.choices;
  return (
    <Card title={file.title}>
      <p className="mb-4 text-soft">{file.text}</p>
      {unfinished === null ? null : (
        <div className="mb-4">
          <Notice
            actions={
              <LinkButton to="/report" reloadDocument>
                {file.goOn}
              </LinkButton>
            }
          >
            {file.unfinished(moment(locale, unfinished))}
          </Notice>
        </div>
      )}
      {/* A plain form: the pages of a report load afresh, without this page's scripts. */}
      <form method="post" action="/unit" className="grid gap-4">
        <FormToken />
        <RadioGroup
          name="as"
          label={file.as}
          value="unit"
          options={[
            { value: "unit", ...unit },
            { value: "self", ...self },
          ]}
        />
        <div>
          <Button>{file.go}</Button>
        </div>
      </form>
    </Card>
  );
}

function Figures({ figures }: Pick<UnitModel, "figures">) {
  const { figures: words } = useCopy().units;
  if (figures === null) return null;
  return (
    <Card title={words.title}>
      <SummaryList
        rows={[
          { label: words.filed, value: words.filedValue(figures.filed) },
          { label: words.inTime, value: words.departments(figures.inTime) },
          { label: words.late, value: words.departments(figures.late) },
          { label: words.waiting, value: words.departments(figures.waiting) },
        ]}
      />
    </Card>
  );
}

function Reports({ reports, isLead, next, first }: UnitModel) {
  const { reports: words, toReceipt } = useCopy().units;
  const locale = useLocale();
  const columns: readonly Column<ReportLine>[] = [
    {
      id: "number",
      heading: words.columns.number,
      rowHeading: true,
      cell: ({ number }) => <span className="font-code whitespace-nowrap">{number}</span>,
    },
    {
      id: "filedAt",
      heading: words.columns.filedAt,
      cell: ({ filedAt }) => <span className="tabular-nums">{moment(locale, filedAt)}</span>,
    },
    { id: "progress", heading: words.columns.progress, cell: (report) => <Progress {...report} /> },
  ];
  return (
    <Card
      title={isLead ? words.title : words.own}
      aside={
        isLead ? null : (
          <Link to="/receipt" reloadDocument className="inline-flex min-h-11 items-center">
            {toReceipt}
          </Link>
        )
      }
    >
      {reports.length === 0 ? (
        <Empty title={words.none.title}>{isLead ? words.none.lead : words.none.reporter}</Empty>
      ) : (
        <Table
          caption={words.title}
          captionHidden
          columns={columns}
          rows={reports}
          rowKey={({ number }) => number}
          dense
          cards
        />
      )}
      {next === null && first ? null : (
        <p className="mt-4 flex flex-wrap gap-3">
          {first ? null : <LinkButton to="/unit">{words.newest}</LinkButton>}
          {next === null ? null : <LinkButton to={`/unit?before=${next}`}>{words.older}</LinkButton>}
        </p>
      )}
    </Card>
  );
}

/** How far the departments have come, in a line; what is overdue or owed stands open, the rest unfolds. */
function Progress({ deliveries, owed }: Pick<ReportLine, "deliveries" | "owed">) {
  const { reports: words } = useCopy().units;
  const locale = useLocale();
  if (deliveries.length === 0) return <span className="text-soft">{words.routing}</span>;
  const overdue = deliveries.filter(({ acceptance }) => acceptance?.state === "breached");
  const limits = deliveries.flatMap(({ acceptance }) =>
    acceptance?.state === "running" && acceptance.dueAt !== null ? [acceptance.dueAt.getTime()] : [],
  );
  return (
    <div className="grid gap-1">
      <p>{words.summary(deliveries.length, deliveries.filter(({ signedAt }) => signedAt !== null).length)}</p>
      {overdue.map((delivery) => (
        <p key={delivery.department} className="font-semibold text-urgent">
          <span aria-hidden="true">▲ </span>
          <Step {...delivery} />
        </p>
      ))}
      {limits.length > 0 ? <p>{words.nextLimit(momentWithWeekday(locale, new Date(Math.min(...limits))))}</p> : null}
      {owed.map(({ clock, dueAt, state }) => (
        <p key={clock}>
          {state === "running" && dueAt !== null
            ? words.owedBy(clock, momentWithWeekday(locale, dueAt))
            : state === "breached"
              ? words.owedLate(clock)
              : words.owedDone(clock)}
        </p>
      ))}
      <Details summary={words.each}>
        <ul className="grid gap-1">
          {deliveries.map((delivery) => (
            <li key={delivery.department}>
              <Step {...delivery} />
            </li>
          ))}
        </ul>
      </Details>
    </div>
  );
}

/** One department's step with a report, in words. */
function Step({ department, signedAt, acceptance }: Delivery) {
  const { reports: words } = useCopy().units;
  const locale = useLocale();
  if (signedAt !== null) {
    const at = moment(locale, signedAt);
    return acceptance?.state === "met_late" ? words.signedLate(department, at) : words.signed(department, at);
  }
  if (acceptance === null || acceptance.dueAt === null) return words.waiting(department);
  const due = momentWithWeekday(locale, acceptance.dueAt);
  return acceptance.state === "breached" ? words.overdue(department, due) : words.waitingUntil(department, due);
}

function People({ people, more }: { people: UnitModel["people"]; more: boolean }) {
  const { people: words } = useCopy().units;
  const locale = useLocale();
  return (
    <Card title={words.title}>
      {people.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <ul>
          {people.map(({ id, displayName, active, lastSeenAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line">
              <Link to={`/people/${id}`} className="inline-flex min-h-11 items-center">
                {displayName}
              </Link>
              {active ? (
                <span className="text-fine text-soft">
                  {lastSeenAt === null ? words.notSignedIn : words.seen(moment(locale, lastSeenAt))}
                </span>
              ) : (
                <StateBadge tone="gone">{words.off}</StateBadge>
              )}
            </li>
          ))}
        </ul>
      )}
      {more ? <p aria-hidden="true">…</p> : null}
      <p className="mt-3">
        <LinkButton to="/people">{words.all}</LinkButton>
      </p>
    </Card>
  );
}

function Keys({ keys }: { keys: UnitModel["apiKeys"] }) {
  const { keys: words } = useCopy().units;
  const locale = useLocale();
  return (
    <Card title={words.title}>
      <p className="mb-3 text-fine text-soft">{words.text}</p>
      <ul>
        {keys.map(({ id, label, createdAt, active }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 border-b border-line py-2">
            <span>
              {label} <span className="text-fine text-soft">{words.since(day(locale, createdAt))}</span>
            </span>
            <StateBadge tone={active ? "done" : "gone"}>{active ? words.active : words.off}</StateBadge>
          </li>
        ))}
      </ul>
    </Card>
  );
}
