import { Form, Link } from "@remix-run/react";
import { Button, Details, LinkButton, Select, useCopy } from "#app/ui/index.ts";
import { chosenPath, type QueueFilter, type Tab, tabs } from "./queue-address.ts";
import { wordOf } from "./queue-list.tsx";
import type { Choice } from "./queue-view.ts";

/** The states of the queue, each an address with what stands under it. Filters stay when the tab changes. */
export function QueueTabs({ filter, counts }: { filter: QueueFilter; counts: Readonly<Record<Tab, number>> }) {
  const { triage } = useCopy();
  return (
    <nav aria-label={triage.tabsLabel} className="print:hidden">
      <ul className="flex flex-wrap gap-x-1 border-b border-line max-md:-mx-2">
        {tabs.map((tab) => (
          <li key={tab}>
            <Link
              to={chosenPath({ ...filter, tab })}
              aria-current={tab === filter.tab ? "page" : undefined}
              className="inline-flex min-h-11 items-center gap-2 border-b-3 border-transparent px-2 whitespace-nowrap md:px-3 text-ink no-underline hover:border-edge aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-accent"
            >
              {triage.tabs[tab]}
              <span className="text-fine font-normal text-soft tabular-nums">{triage.count(counts[tab])}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface QueueFiltersProps {
  readonly filter: QueueFilter;
  readonly districts: readonly Choice[];
  readonly situations: readonly Choice[];
}

/** Narrows the queue; what is chosen stands as chips that take it off again. */
export function QueueFilters({ filter, districts, situations }: QueueFiltersProps) {
  const { triage, shell } = useCopy();
  const { filters } = triage;
  const chips = [
    { key: "district", word: districts.find(({ value }) => value === filter.district)?.label ?? filter.district },
    { key: "situation", word: situations.find(({ value }) => value === filter.situation)?.label ?? filter.situation },
    { key: "urgency", word: filter.urgency === null ? null : wordOf(shell.urgency, filter.urgency) },
  ].flatMap(({ key, word }) => (word === null ? [] : [{ key, word }]));
  const choices = (words: Readonly<Record<string, string>>): readonly Choice[] =>
    Object.entries(words).map(([value, label]) => ({ value, label }));
  return (
    <div className="my-3 print:hidden">
      {chips.length > 0 ? (
        <ul className="mb-2 flex flex-wrap items-center gap-2">
          {chips.map(({ key, word }) => (
            <li key={key}>
              <Link
                to={chosenPath({ ...filter, [key]: null })}
                className="inline-flex min-h-11 items-center gap-2 rounded-full border border-accent bg-accent-wash px-4 text-fine text-accent no-underline"
              >
                {word} <span aria-hidden="true">✕</span>
                <span className="sr-only">{filters.clear}</span>
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      <Details summary={filters.label}>
        <Form method="get" action="/triage" className="flex flex-wrap items-end gap-4 py-2">
          {filter.tab === "new" ? null : <input type="hidden" name="tab" value={filter.tab} />}
          {districts.length > 1 ? (
            <Select
              name="district"
              label={filters.district}
              value={filter.district}
              options={districts}
              placeholder={filters.all}
            />
          ) : null}
          <Select
            name="situation"
            label={filters.situation}
            value={filter.situation}
            options={situations}
            placeholder={filters.all}
          />
          <Select
            name="urgency"
            label={filters.urgency}
            value={filter.urgency}
            options={choices(shell.urgency)}
            placeholder={filters.all}
          />
          <div className="flex gap-2">
            <Button kind="secondary">{filters.apply}</Button>
            {chips.length > 0 ? (
              <LinkButton
                kind="quiet"
                to={chosenPath({ tab: filter.tab, district: null, situation: null, urgency: null })}
              >
                {filters.clear}
              </LinkButton>
            ) : null}
          </div>
        </Form>
      </Details>
    </div>
  );
}
