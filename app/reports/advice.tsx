import { text } from "#app/copy/index.ts";
import { Details, useCopy, useLocale } from "#app/ui/index.ts";
import type { Guidance } from "#guidelines/edition.ts";

type Piece = Pick<Guidance, "id" | "stage" | "text">;

/** Advice for this page and profession, folded by what it is about so that the questions stay in sight. */
export function Advice({ guidance, open = false }: { guidance: readonly Piece[]; open?: boolean }) {
  const { advice } = useCopy().report;
  const locale = useLocale();
  const stages = [...new Set(guidance.map(({ stage }) => stage))];
  if (stages.length === 0) return null;
  return (
    <div className="grid max-w-2xl gap-1">
      {stages.map((stage) => (
        <Details key={stage} summary={advice[stage]} open={open}>
          <ul className="grid list-disc gap-1.5 pl-5">
            {guidance
              .filter((piece) => piece.stage === stage)
              .map((piece) => (
                <li key={piece.id}>{text(locale, piece.text)}</li>
              ))}
          </ul>
        </Details>
      ))}
    </div>
  );
}
