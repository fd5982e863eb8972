import { Form, Link, useLocation } from "@remix-run/react";
import { type ReactNode, useEffect, useRef } from "react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { day } from "#app/copy/when.ts";
import type { Choice } from "#app/triage/queue-view.ts";
import {
  Button,
  buttonClass,
  type Column,
  Empty,
  ErrorSummary,
  errorOf,
  FormToken,
  Select,
  StateBadge,
  Table,
  TextField,
  UrgencyBadge,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { FoundProblem, TypedSearch } from "./criteria.ts";
import type { FoundLine, FoundView } from "./search-view.ts";

/** What a search answered: what it found, or what could not be searched by; and what was typed. */
export interface SearchAnswer {
  readonly typed: TypedSearch;
  readonly problems: readonly FoundProblem[];
  readonly found: FoundView | null;
}

interface SearchPageProps {
  readonly staff: Staff;
  readonly districts: readonly Choice[];
  readonly situations: readonly Choice[];
  /** Whether the reader may search by what tells who reported. */
  readonly byReporter: boolean;
  readonly answer: SearchAnswer | null;
}

/** Finding a case. The form is posted, so that nothing of it stands in an address; the answer keeps what was typed. */
export function SearchPage({ staff, districts, situations, byReporter, answer }: SearchPageProps) {
  const { search } = useCopy();
  const { state } = useLocation();
  const number = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (state?.find === true) number.current?.querySelector("input")?.focus();
  }, [state]);
  const errors = (answer?.problems ?? []).map(({ field, problem }) => ({
    name: field,
    message: search.problems[problem],
  }));
  const text = (name: keyof TypedSearch, label: string, hint?: string) => (
    <TextField
      name={name}
      label={label}
      hint={hint}
      value={answer?.typed[name] ?? ""}
      error={errorOf(errors, name)}
      autoComplete="off"
    />
  );
  return (
    <StaffFrame staff={staff}>
      <h1 className="mb-2 text-h1">{search.heading}</h1>
      <p className="mb-6 max-w-3xl text-soft">{search.lead}</p>
      <ErrorSummary errors={errors} />
      <Form method="post" className="mb-8 grid gap-6 rounded-lg border border-line bg-paper p-6 print:hidden">
        <FormToken />
        <div ref={number} data-search className="max-w-md">
          {text("number", search.number, search.numberHint)}
        </div>
        <Group title={search.byChild} hint={search.byChildHint}>
          {text("name", search.name)}
          {text("bornOn", search.bornOn, search.bornOnHint)}
          {text("nationalId", search.nationalId)}
        </Group>
        {byReporter ? (
          <Group title={search.byReporter}>
            {text("phone", search.phone)}
            {text("unit", search.unit, search.unitHint)}
          </Group>
        ) : null}
        <Group title={search.byMatter}>
          <Select
            name="district"
            label={search.district}
            options={districts}
            value={answer?.typed.district ?? ""}
            placeholder={search.any}
            error={errorOf(errors, "district")}
          />
          <Select
            name="situation"
            label={search.situation}
            options={situations}
            value={answer?.typed.situation ?? ""}
            placeholder={search.any}
            error={errorOf(errors, "situation")}
          />
          {text("from", search.from, search.dayHint)}
          {text("to", search.to, search.dayHint)}
        </Group>
        <div className="flex flex-wrap gap-3">
          <Button>{search.submit}</Button>
          {/* Loaded afresh, so that nothing that was typed is left. */}
          <a href="/search" className={buttonClass("quiet")}>
            {search.clear}
          </a>
        </div>
      </Form>
      {answer === null || answer.found === null ? null : <Found found={answer.found} />}
    </StaffFrame>
  );
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-x-6 gap-y-4 border-t border-line pt-4 sm:grid-cols-2 lg:grid-cols-3">
      <legend className="font-semibold">{title}</legend>
      {hint === undefined ? null : <p className="text-fine text-soft sm:col-span-full">{hint}</p>}
      {children}
    </fieldset>
  );
}

function Found({ found }: { found: FoundView }) {
  const { search } = useCopy();
  const locale = useLocale();
  const columns: readonly Column<FoundLine>[] = [
    {
      id: "number",
      heading: search.columns.number,
      rowHeading: true,
      cell: ({ number }) => (
        <Link to={`/cases/${number}`} className="inline-flex min-h-11 items-center whitespace-nowrap tabular-nums">
          {number}
        </Link>
      ),
    },
    { id: "urgency", heading: search.columns.urgency, cell: ({ urgency }) => <UrgencyBadge level={urgency} /> },
    {
      id: "situation",
      heading: search.columns.situation,
      cell: ({ situations }) => situations.join(locale === "en" ? "; " : "；"),
    },
    { id: "child", heading: search.columns.child, cell: ({ child }) => child },
    { id: "district", heading: search.columns.district, cell: ({ district }) => district },
    { id: "opened", heading: search.columns.opened, cell: ({ openedAt }) => day(locale, openedAt) },
    {
      id: "state",
      heading: search.columns.state,
      cell: ({ state }) => (
        <StateBadge tone={state === "open" ? "moving" : state === "closed" ? "done" : "held"}>
          {search.states[state]}
        </StateBadge>
      ),
    },
  ];
  return (
    <section aria-label={search.results} role="status">
      {found.lines.length === 0 ? (
        <Empty title={search.nothing.title}>{search.nothing.text}</Empty>
      ) : (
        <>
          <h2 className="mb-3 text-h2">{search.found(found.lines.length)}</h2>
          <Table
            caption={search.caption}
            captionHidden
            columns={columns}
            rows={found.lines}
            rowKey={({ number }) => number}
            cards
          />
          {found.hasMore ? <p className="mt-4 text-soft">{search.foundMore(found.lines.length)}</p> : null}
        </>
      )}
    </section>
  );
}
