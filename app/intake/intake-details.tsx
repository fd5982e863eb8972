import { moment } from "#app/copy/when.ts";
import { SummaryList, type SummaryRow, useCopy, useLocale } from "#app/ui/index.ts";
import type { IntakeRecord } from "./record-view.ts";

/** Beside who reported: how the report was taken down, and, once the reporter is opened, by whom it was heard. */
export function IntakeDetails({ record }: { record: IntakeRecord | undefined }) {
  const { record: words, list, channels, reading } = useCopy().intake;
  const locale = useLocale();
  if (record === undefined) return null;
  const { channel, heardAt, department, readBack, words: told } = record;
  const rows: readonly SummaryRow[] = [
    { label: list.channel, value: channels[channel] },
    { label: list.heardAt, value: moment(locale, heardAt) },
    { label: words.department, value: department },
    { label: list.readBack, value: reading.choices[readBack] },
    ...(told === null ? [] : [{ label: words.heardBy, value: told.heardBy ?? words.self }]),
    ...(told?.ticket == null ? [] : [{ label: words.ticket, value: told.ticket }]),
    ...(told?.remarks == null ? [] : [{ label: words.remarks, value: told.remarks }]),
  ];
  return (
    <div className="mt-6">
      <h4 className="mb-2 font-semibold">{words.title}</h4>
      <SummaryList rows={rows} />
    </div>
  );
}
