import { Form, Link } from "@remix-run/react";
import { Button, Checkbox, Details, FormToken, TextField, useCopy } from "#app/ui/index.ts";
import type { DeskSettings } from "./desk-settings.ts";
import { chosenPath, type QueueFilter, queueQuery } from "./queue-address.ts";
import { bulkForm } from "./queue-list.tsx";

export interface ViewLine {
  readonly id: string;
  readonly name: string;
  readonly filter: QueueFilter;
  readonly isDefault: boolean;
  readonly count: number;
}

interface SavedViewsProps {
  readonly views: readonly ViewLine[];
  readonly filter: QueueFilter;
  readonly here: string;
}

/** The officer's own views, each one step away with what it shows now; and keeping the filters that are set. */
export function SavedViews({ views, filter, here }: SavedViewsProps) {
  const words = useCopy().desk.views;
  const shown = queueQuery(filter);
  return (
    <div className="my-3 flex flex-wrap items-start gap-x-6 gap-y-2 print:hidden">
      {views.length === 0 ? null : (
        <nav aria-label={words.label}>
          <ul className="flex flex-wrap gap-2">
            {views.map(({ id, name, filter: kept, count }) => (
              <li key={id}>
                <Link
                  to={chosenPath(kept)}
                  aria-current={queueQuery(kept) === shown ? "page" : undefined}
                  className="inline-flex min-h-11 items-center gap-2 rounded-full border border-edge bg-paper px-4 text-fine text-ink no-underline hover:border-accent aria-[current=page]:border-accent aria-[current=page]:bg-accent-wash aria-[current=page]:text-accent"
                >
                  {name} <span className="text-soft tabular-nums">{words.count(count)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Details summary={words.keep}>
        {views.length === 0 ? <p className="mb-3">{words.none}</p> : <ManageViews views={views} here={here} />}
        <Form method="post" action="/triage/views" className="grid max-w-xl gap-3">
          <FormToken />
          <input type="hidden" name="act" value="save" />
          <input type="hidden" name="query" value={shown} />
          <input type="hidden" name="back" value={here} />
          <TextField name="name" label={words.name} hint={words.nameHint} />
          <Checkbox name="asDefault" value="yes" label={words.asDefault} />
          <div>
            <Button kind="secondary">{words.save}</Button>
          </div>
        </Form>
      </Details>
    </div>
  );
}

function ManageViews({ views, here }: { views: readonly ViewLine[]; here: string }) {
  const words = useCopy().desk.views;
  return (
    <ul className="mb-4 grid max-w-xl gap-1">
      {views.map(({ id, name, isDefault }) => (
        <li key={id}>
          <Form method="post" action="/triage/views" className="flex flex-wrap items-center gap-x-2">
            <FormToken />
            <input type="hidden" name="view" value={id} />
            <input type="hidden" name="back" value={here} />
            <span className="min-w-32 text-ink">
              {name}
              {isDefault ? <span className="ml-2 text-fine text-soft">{words.isDefault}</span> : null}
            </span>
            <Button
              kind="quiet"
              name="act"
              value={isDefault ? "clear_default" : "make_default"}
              label={isDefault ? words.clearDefaultWhat(name) : words.makeDefaultWhat(name)}
            >
              {isDefault ? words.clearDefault : words.makeDefault}
            </Button>
            <Button kind="quiet" name="act" value="remove" label={words.removeWhat(name)}>
              {words.remove}
            </Button>
          </Form>
        </li>
      ))}
    </ul>
  );
}

interface DeskSettingsBarProps {
  readonly settings: DeskSettings;
  readonly here: string;
  /** The sound is on, and the browser does not let it sound yet. */
  readonly silent: boolean;
}

/** How the desk looks and sounds at this browser. */
export function DeskSettingsBar({ settings, here, silent }: DeskSettingsBarProps) {
  const { density, sound } = useCopy().desk;
  const other = settings.density === "roomy" ? "compact" : "roomy";
  const look =
    "inline-flex min-h-11 cursor-pointer items-center gap-2 text-fine text-accent underline underline-offset-4";
  return (
    <Form method="post" action="/triage/settings" preventScrollReset className="flex flex-wrap gap-x-6 print:hidden">
      <FormToken />
      <input type="hidden" name="back" value={here} />
      <button type="submit" name="density" value={other} className={look} aria-pressed={settings.density === "compact"}>
        {density.label(density[settings.density])}
      </button>
      <button
        type="submit"
        name="sound"
        value={settings.sound === "on" ? "off" : "on"}
        className={look}
        aria-pressed={settings.sound === "on"}
      >
        {sound.label(sound[settings.sound])}
      </button>
      <span role="status" className="inline-flex flex-wrap items-center gap-x-3 text-fine">
        {silent ? (
          <>
            {sound.silent}
            {/* Any touch of the page lets it sound; this is the one to press when there is nothing else to do. */}
            <button type="button" className={look}>
              {sound.allow}
            </button>
          </>
        ) : null}
      </span>
    </Form>
  );
}

/** Accepts everything that is selected in the rows, each for itself. */
export function AcceptSeveral({ selected, here }: { selected: number | null; here: string }) {
  const words = useCopy().desk.bulk;
  return (
    <Form
      id={bulkForm}
      method="post"
      action="/triage/accept"
      data-bulk
      className="mt-3 flex items-center gap-3 print:hidden"
    >
      <FormToken />
      <input type="hidden" name="back" value={here} />
      <Button kind="secondary">{selected === null ? words.submit : words.submitCount(selected)}</Button>
    </Form>
  );
}
