import { Details, useCopy } from "#app/ui/index.ts";
import type { Law } from "#guidelines/tell.ts";

/** The sources of a decision, folded: title and article, what they say, and how sure the office is of the text. */
export function LawList({ law }: { law: readonly Law[] }) {
  const { routing } = useCopy().cases;
  if (law.length === 0) return null;
  return (
    <Details summary={routing.basis(law.length)}>
      <ul className="grid gap-3 py-2">
        {law.map(({ id, title, article, says, verification }) => (
          <li key={id}>
            <p className="font-semibold text-ink">
              {title} {article}
            </p>
            <p>{says}</p>
            <p className={`text-fine ${verification === "recalled" ? "font-semibold text-urgent" : ""}`}>
              {routing.verification[verification]}
            </p>
          </li>
        ))}
      </ul>
    </Details>
  );
}
