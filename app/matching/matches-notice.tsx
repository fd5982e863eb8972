import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { MatchesView } from "./match-view.ts";

/** Stands on top of a case that went into another, or that may be the same child's as another. */
export function MatchesNotice({ caseNumber, view }: { caseNumber: string; view: MatchesView }) {
  const { matching: words } = useCopy();
  const { joinedInto, open } = view;
  if (joinedInto !== null) {
    return (
      <Notice
        kind="care"
        title={words.joinedInto(joinedInto)}
        actions={
          <LinkButton kind="secondary" to={`/cases/${joinedInto}`}>
            {words.openInto(joinedInto)}
          </LinkButton>
        }
      >
        {words.joinedIntoText}
      </Notice>
    );
  }
  return (
    <Notice
      title={words.waiting(open.length)}
      actions={
        <LinkButton kind="secondary" to={`/cases/${caseNumber}/matches`}>
          {words.look}
        </LinkButton>
      }
    />
  );
}
