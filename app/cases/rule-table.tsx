import { moment } from "#app/copy/when.ts";
import { type Column, Details, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { Override, ToldFact } from "#guidelines/tell.ts";
import type { TracedRuleView } from "./routing-view.ts";

/** The whole trace, for prosecutors: every rule considered, its outcome, and what would have turned it. */
export function RuleTable({ rules, open }: { rules: readonly TracedRuleView[]; open: boolean }) {
  const { routing: words } = useCopy().cases;
  const columns: readonly Column<TracedRuleView>[] = [
    { id: "rule", heading: words.rule, rowHeading: true, cell: ({ rule, why }) => <RuleName rule={rule} why={why} /> },
    { id: "outcome", heading: words.outcome, cell: ({ outcomeText }) => outcomeText },
    { id: "used", heading: words.facts, cell: ({ used }) => <Facts facts={used} /> },
    {
      id: "missing",
      heading: words.missing,
      cell: ({ missing }) => <Facts facts={missing.map((fact) => ({ ...fact, value: null }))} />,
    },
    { id: "change", heading: words.wouldChange, cell: ({ wouldChange }) => <Facts facts={wouldChange} /> },
  ];
  return (
    <Details summary={words.considered(rules.length)} look="row" open={open}>
      <p className="mb-3">{words.consideredLead}</p>
      <Table
        caption={words.considered(rules.length)}
        captionHidden
        columns={columns}
        rows={rules}
        rowKey={({ rule }) => rule}
        dense
        cards
      />
    </Details>
  );
}

function RuleName({ rule, why }: { rule: string; why: string }) {
  return (
    <>
      <span className="font-normal">{why}</span>
      <span className="block font-code text-fine font-normal text-soft">{rule}</span>
    </>
  );
}

function Facts({ facts }: { facts: readonly (Omit<ToldFact, "value"> & { readonly value: string | null })[] }) {
  const { labelled } = useCopy().cases;
  return (
    <ul className="text-fine">
      {facts.map(({ fact, name, value }) => (
        <li key={`${fact} ${value}`}>{value === null ? name : labelled(name, value)}</li>
      ))}
    </ul>
  );
}

/** What people changed after the rules had decided. */
export function OverrideList({ overrides }: { overrides: readonly Override[] }) {
  const { routing: words } = useCopy().cases;
  const locale = useLocale();
  return (
    <div>
      <h3 className="text-fine text-soft">{words.overrides}</h3>
      {overrides.length === 0 ? (
        <p>{words.noOverrides}</p>
      ) : (
        <ul>
          {overrides.map(({ at, by, what, from, to }) => (
            <li key={`${at} ${what}`}>
              {moment(locale, new Date(at))} · {by} · {words.overrideLine(what, from, to)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
