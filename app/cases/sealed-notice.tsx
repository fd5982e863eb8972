import { day } from "#app/copy/when.ts";
import { LinkButton, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";

/** Says that a case is sealed, since when, and which way in is left. Nothing for a case that is not. */
export function SealedNotice({ view }: { view: CaseView }) {
  const { sealed: words } = useCopy().cases;
  const locale = useLocale();
  if (view.sealedAt === null) return null;
  const isGone = view.destroyedAt !== null;
  return (
    <Notice
      kind="note"
      title={words.title(day(locale, view.sealedAt))}
      actions={
        isGone || view.reads === "contents" ? null : (
          <LinkButton to={`/emergency?case=${view.number}`} kind="secondary">
            {words.open}
          </LinkButton>
        )
      }
    >
      {isGone ? words.destroyed(day(locale, view.destroyedAt ?? view.sealedAt)) : words.text}
    </Notice>
  );
}
