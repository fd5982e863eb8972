import { momentWithWeekday } from "#app/copy/when.ts";
import { Card, useCopy, useLocale } from "#app/ui/index.ts";
import type { BothLanguages } from "#guidelines/city.ts";
import type { IdentityReason } from "./rules.ts";

/** One office that opened who reported, as the reporter is told: never which person it was. */
export interface OpeningModel {
  readonly id: string;
  readonly department: BothLanguages;
  readonly reason: IdentityReason;
  readonly at: Date;
}

/** For the reporter: which offices opened their identity, when, and why. */
export function ReceiptOpenings({ openings }: { openings: readonly OpeningModel[] }) {
  const { receipt: words, reasons } = useCopy().identityRequests;
  const locale = useLocale();
  return (
    <Card title={words.title}>
      <p className="max-w-2xl text-soft">{words.text}</p>
      {openings.length === 0 ? (
        <p className="mt-3 font-semibold">{words.none}</p>
      ) : (
        <ul className="mt-3 divide-y divide-line border-t border-line">
          {openings.map(({ id, department, reason, at }) => (
            <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-3">
              <span>
                <span className="font-semibold">{locale === "en" ? department.en : department.zh}</span>{" "}
                <span className="text-soft">{words.because(reasons[reason])}</span>
              </span>
              <span className="text-fine text-soft tabular-nums">{momentWithWeekday(locale, at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
