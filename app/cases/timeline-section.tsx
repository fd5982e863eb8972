import { Form, Link } from "@remix-run/react";
import { Button, Empty, Pager, Select, Timeline, useCopy } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { eventGroups, isNarrowed, placePath, wholeTimeline } from "./timeline-place.ts";

/** What happened on the case, the newest first, narrowed by kind, department or person. */
export function TimelineSection({ view }: { view: CaseView }) {
  const { system, timeline: words } = useCopy().cases;
  const { timeline, number } = view;
  return (
    <>
      {view.part === "timeline" ? <TimelineFilter view={view} /> : null}
      {timeline.events.length === 0 ? (
        <Empty title={words.none}>
          <Link to={placePath(number, wholeTimeline)} className="inline-flex min-h-11 items-center">
            {words.clear}
          </Link>
        </Empty>
      ) : (
        <Timeline
          entries={timeline.events.map(({ id, at, what, by }) => ({ id, at, title: what, text: by ?? system }))}
        />
      )}
      <Pager previous={timeline.newer} next={timeline.older} />
    </>
  );
}

/** A form whose answer is an address: it can be kept, sent and gone back to. */
function TimelineFilter({ view }: { view: CaseView }) {
  const { timeline: words } = useCopy().cases;
  const { place, departments, people } = view.timeline;
  return (
    <Form
      method="get"
      action={placePath(view.number, wholeTimeline)}
      key={placePath(view.number, { ...place, from: null })}
      className="mb-6 grid items-end gap-4 border-b border-line pb-5 sm:grid-cols-2 xl:grid-cols-4 print:hidden"
    >
      <Select
        name="group"
        label={words.group}
        placeholder={words.any}
        value={place.group}
        options={eventGroups.map((value) => ({ value, label: words.groups[value] }))}
      />
      <Select
        name="department"
        label={words.department}
        placeholder={words.any}
        value={place.department}
        options={departments}
      />
      <Select name="who" label={words.who} placeholder={words.any} value={place.who} options={people} />
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="secondary">{words.narrow}</Button>
        {isNarrowed(place) ? (
          <Link to={placePath(view.number, wholeTimeline)} className="inline-flex min-h-11 items-center">
            {words.clear}
          </Link>
        ) : null}
      </div>
    </Form>
  );
}
