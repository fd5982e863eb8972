import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { chineseCalendar, workingDaysUntil } from "#guidelines/deadlines.ts";
import type { Edition } from "#guidelines/edition.ts";
import { situations } from "#guidelines/report.ts";
import { departmentName, tellSource } from "#guidelines/tell.ts";
import type { QueueRow } from "./queries.ts";
import { mayAssign, mayTakeOver } from "./rules.ts";

/** A line of the queue in the reader's language. Names nobody: age, sex and codes only. */
export interface RowView extends Omit<QueueRow, "assignment"> {
  readonly situationNames: readonly string[];
  readonly districtName: string;
  readonly clockName: string | null;
  /** Left of a clock that counts working days; null for one that runs in hours or calendar days. */
  readonly workingDaysLeft: number | null;
  readonly assignment:
    | (Omit<NonNullable<QueueRow["assignment"]>, "reason" | "officerId"> & {
        readonly why: string;
        readonly law: readonly string[];
        readonly mayTakeOver: boolean;
        readonly mayAssign: boolean;
      })
    | null;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function rowView({ portal, locale, actor }: RowReader, row: QueueRow, now: Date): RowView {
  const { assignment, clock } = row;
  return {
    ...row,
    situationNames: row.situations.map((id) => situationName(portal, locale, id)),
    districtName: inLanguage(districtName(portal.city, row.district), locale),
    clockName: clock === null ? null : clockName(portal, locale, clock.clock),
    workingDaysLeft: clock === null ? null : workingDaysOf(portal.edition, row.urgency, clock, now),
    assignment: assignment === null ? null : workView({ portal, locale, actor }, assignment),
  };
}

interface RowReader {
  readonly portal: Portal;
  readonly locale: Locale;
  readonly actor: Officer;
}

function workView({ portal, locale, actor }: RowReader, work: NonNullable<QueueRow["assignment"]>) {
  const { reason, officerId, ...rest } = work;
  return {
    ...rest,
    why: inLanguage(reason.why, locale),
    law: reason.sources.flatMap((id) => {
      const source = portal.edition.sources.find((candidate) => candidate.id === id);
      if (source === undefined) return [];
      const { title, article } = tellSource(source, locale);
      return [article === null ? title : `${title} ${article}`];
    }),
    mayTakeOver: mayTakeOver(actor, { state: work.state, officerId }),
    mayAssign: mayAssign(actor, work.state),
  };
}

/** Working days until a clock ends that the edition counts in working days; null where the calendar is not out. */
export function workingDaysOf(
  edition: Edition,
  urgency: QueueRow["urgency"],
  { clock, dueAt }: Pick<NonNullable<QueueRow["clock"]>, "clock" | "dueAt">,
  now: Date,
): number | null {
  const limit = edition.clocks.find(({ id }) => id === clock)?.limits[urgency];
  return limit?.unit === "working_days" ? workingDaysUntil(dueAt, now, chineseCalendar) : null;
}

/** A situation's short name; an id that the edition in force does not know names itself. */
export function situationName(portal: Portal, locale: Locale, id: string): string {
  const found = portal.edition.situations.find((situation) => situation.id === id);
  return found === undefined ? id : inLanguage(found.name, locale);
}

/** The nine situations to choose from. */
export const situationChoices = (portal: Portal, locale: Locale): readonly Choice[] =>
  situations.map((id) => ({ value: id, label: situationName(portal, locale, id) }));

/** A clock's name; an id that the edition in force does not know names itself. */
export function clockName(portal: Portal, locale: Locale, id: string): string {
  const found = portal.edition.clocks.find((clock) => clock.id === id);
  return found === undefined ? id : inLanguage(found.name, locale);
}

/** Districts to choose from, by their names. */
export const districtChoices = (portal: Portal, locale: Locale, codes: readonly string[]): readonly Choice[] =>
  codes.map((code) => ({ value: code, label: inLanguage(districtName(portal.city, code), locale) }));

/** Departments that can receive work, by their short names. */
export const departmentChoices = (portal: Portal, locale: Locale): readonly Choice[] =>
  portal.edition.departments
    .filter(({ queue }) => queue)
    .map(({ id }) => ({ value: id, label: departmentName(portal.edition, id, locale, "short") }));
