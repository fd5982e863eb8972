import { text } from "#app/copy/index.ts";
import { describedBy } from "#app/ui/field.tsx";
import { Details, FieldGroup, fieldId, type QuestionProps, useCopy, useLocale } from "#app/ui/index.ts";
import type { SituationCard } from "./page-model.ts";

interface SituationCardsProps extends QuestionProps {
  readonly cards: readonly SituationCard[];
  readonly chosen: readonly string[];
  /** The field of the refined signs, where they are asked. */
  readonly signs: { readonly name: string; readonly chosen: readonly string[] } | null;
  /** Without the rule's wording: for whoever has a minute. */
  readonly short: boolean;
}

/**
 * The nine as cards: plain words on top, the rule's wording folded below. The signs of a card unfold when it is ticked,
 * by style alone; a browser that cannot do that shows them all.
 */
export function SituationCards({ cards, chosen, signs, short, ...question }: SituationCardsProps) {
  return (
    <FieldGroup {...question}>
      <div className="grid gap-3">
        {cards.map((card, index) => (
          <SituationChoice
            key={card.id}
            card={card}
            id={index === 0 ? fieldId(question.name) : `${fieldId(question.name)}-${card.id}`}
            name={question.name}
            describedBy={index === 0 ? describedBy(question) : undefined}
            checked={chosen.includes(card.id)}
            signs={signs}
            short={short}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

interface SituationChoiceProps {
  readonly card: SituationCard;
  readonly id: string;
  readonly name: string;
  readonly describedBy: string | undefined;
  readonly checked: boolean;
  readonly signs: SituationCardsProps["signs"];
  readonly short: boolean;
}

function SituationChoice({ card, id, name, describedBy, checked, signs, short }: SituationChoiceProps) {
  const { report } = useCopy();
  const locale = useLocale();
  return (
    <div className="situation rounded-lg border border-edge bg-paper hover:border-accent has-[.situation-box:checked]:border-accent has-[.situation-box:checked]:bg-accent-wash has-[.situation-box:checked]:shadow-[inset_0_0_0_1px_var(--color-accent)]">
      <label htmlFor={id} className="flex min-h-11 cursor-pointer items-start gap-3.5 px-4 pt-4 pb-1 sm:px-5">
        <input
          type="checkbox"
          id={id}
          name={name}
          value={card.id}
          defaultChecked={checked}
          aria-describedby={describedBy}
          className="situation-box mt-1 size-5 shrink-0"
        />
        <span className="min-w-0 font-semibold">{text(locale, card.plain)}</span>
      </label>
      <div className="px-4 pb-2 pl-12.5 sm:px-5 sm:pl-13.5">
        {short ? null : (
          <Details summary={<span className="text-fine">{report.situation.statute}</span>}>
            <p className="text-fine">{text(locale, card.statutory)}</p>
            {card.note ? <p className="text-fine">{text(locale, card.note)}</p> : null}
          </Details>
        )}
        {signs !== null && card.indicators.length > 0 ? (
          <fieldset className="mt-2 mb-2 border-t border-line pt-3 [.situation:not(:has(.situation-box:checked))_&]:hidden">
            <legend className="sr-only">{`${text(locale, card.plain)} ${report.situation.signs}`}</legend>
            <p aria-hidden="true" className="text-fine text-soft">
              {report.situation.signs}
            </p>
            {card.indicators.map((indicator) => (
              <label key={indicator.id} className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
                <input
                  type="checkbox"
                  name={signs.name}
                  value={indicator.id}
                  defaultChecked={signs.chosen.includes(indicator.id)}
                  className="mt-1 size-5 shrink-0"
                />
                <span>{text(locale, indicator)}</span>
              </label>
            ))}
          </fieldset>
        ) : null}
      </div>
    </div>
  );
}
