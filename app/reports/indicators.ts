import type { Edition, Indicator } from "#guidelines/edition.ts";
import type { Profession } from "#guidelines/report.ts";

/** Whoever has not named a profession is shown what anybody can see. */
const seenBy = (indicator: Indicator, profession: Profession | null): boolean =>
  indicator.professions.includes(profession ?? "public");

/** The refined signs of one situation that a profession is asked about. */
export function indicatorsFor(
  edition: Edition,
  situation: string,
  profession: Profession | null,
): readonly Indicator[] {
  const found = edition.situations.find(({ id }) => id === situation);
  return found?.indicators.filter((indicator) => seenBy(indicator, profession)) ?? [];
}

/** Whether a sign is asked about: its situation was chosen, and this profession can see it. */
export function isOffered(
  edition: Edition,
  indicatorId: string,
  situations: readonly string[],
  profession: Profession | null,
): boolean {
  return situations.some((situation) =>
    indicatorsFor(edition, situation, profession).some(({ id }) => id === indicatorId),
  );
}
