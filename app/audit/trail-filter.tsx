import { Form, Link } from "@remix-run/react";
import {
  Button,
  Checkbox,
  DateField,
  Details,
  ErrorSummary,
  FormToken,
  Select,
  TextField,
  useCopy,
} from "#app/ui/index.ts";
import { actionGroupNames } from "./rules.ts";
import { type FilterField, type TrailFilter, type TypedFilter, trailPath, wholeTrail } from "./trail-address.ts";

interface TrailFilterFormProps {
  readonly filter: TrailFilter;
  /** What stands in the fields: what was typed, or what the address asks for. */
  readonly typed: TypedFilter;
  readonly problems: readonly FilterField[];
  /** Whose entries are shown, where one account's are. */
  readonly accountName: string | null;
}

/** Narrows the trail. Posted, so that no login stands in an address; what is chosen stands as chips that take it off. */
export function TrailFilterForm({ filter, typed, problems, accountName }: TrailFilterFormProps) {
  const { filters, groups } = useCopy().audit;
  const chips = chipsOf(useCopy(), filter, accountName);
  const fieldOf = (problem: FilterField) => (problem === "order" ? "to" : problem);
  const errors = problems.map((problem) => ({ name: fieldOf(problem), message: filters.problems[problem] }));
  const error = (name: string) => errors.find((one) => one.name === name)?.message;
  return (
    <div className="my-4 print:hidden">
      <ErrorSummary errors={errors} />
      {chips.length === 0 ? null : (
        <ul className="mb-2 flex flex-wrap items-center gap-2">
          {chips.map(({ word, without }) => (
            <li key={word}>
              <Link
                to={trailPath(without)}
                className="inline-flex min-h-11 items-center gap-2 rounded-full border border-accent bg-accent-wash px-4 text-fine text-accent no-underline"
              >
                {word} <span aria-hidden="true">✕</span>
                <span className="sr-only">{filters.clear}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Details summary={filters.label} open={errors.length > 0}>
        <Form
          method="post"
          // The fields begin anew with every other filter.
          key={trailPath(filter)}
          className="grid max-w-4xl gap-4 py-2 text-ink sm:grid-cols-2 lg:grid-cols-3"
        >
          <FormToken />
          <Select
            name="group"
            label={filters.group}
            value={typed.group}
            options={actionGroupNames.map((name) => ({ value: name, label: groups[name] }))}
            placeholder={filters.allGroups}
            error={error("group")}
          />
          <TextField
            name="login"
            label={filters.login}
            hint={filters.loginHint}
            value={typed.login}
            error={error("login")}
          />
          <TextField
            name="number"
            label={filters.number}
            hint={filters.numberHint}
            value={typed.number}
            error={error("number")}
          />
          <DateField name="from" label={filters.from} value={typed.from} error={error("from")} />
          <DateField name="to" label={filters.to} value={typed.to} error={error("to")} />
          <div className="self-end">
            <Checkbox name="refused" label={filters.refused} value="1" checked={typed.refused} />
          </div>
          <div className="flex flex-wrap gap-2 sm:col-span-full">
            <Button kind="secondary" name="do" value="filter">
              {filters.apply}
            </Button>
            {chips.length === 0 ? null : (
              <Link to="/audit" className="inline-flex min-h-11 items-center px-3">
                {filters.clear}
              </Link>
            )}
          </div>
        </Form>
      </Details>
    </div>
  );
}

function chipsOf({ audit }: ReturnType<typeof useCopy>, filter: TrailFilter, accountName: string | null) {
  const { filters, groups } = audit;
  const chip = (word: string | null, key: keyof TrailFilter) =>
    word === null ? [] : [{ word, without: { ...filter, [key]: wholeTrail[key] } }];
  return [
    ...chip(filter.group === null ? null : groups[filter.group], "group"),
    ...chip(filter.account === null ? null : (accountName ?? filter.account), "account"),
    ...chip(filter.number, "number"),
    ...chip(filter.from === null ? null : filters.since(filter.from), "from"),
    ...chip(filter.to === null ? null : filters.until(filter.to), "to"),
    ...chip(filter.refused ? filters.refused : null, "refused"),
  ];
}
