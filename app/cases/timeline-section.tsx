import { Timeline, useCopy } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";

/** What happened on the case, the newest first. */
export function TimelineSection({ view }: { view: CaseView }) {
  const { system } = useCopy().cases;
  return (
    <Timeline entries={view.events.map(({ id, at, what, by }) => ({ id, at, title: what, text: by ?? system }))} />
  );
}
