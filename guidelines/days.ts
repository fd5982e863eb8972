/** Beijing has had no summer time since 1991, so the offset is exact for every report. */
const beijingOffset = 8 * 3_600_000;
export const dayLength = 86_400_000;

/** The Beijing day (YYYY-MM-DD) on which a moment falls. */
export function beijingDay(moment: Date): string {
  return new Date(moment.getTime() + beijingOffset).toISOString().slice(0, 10);
}

/** The first moment of a Beijing day. */
export function startOfBeijingDay(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) - beijingOffset);
}

/** The last moment of a Beijing day: a period of days ends at 24:00 (Civil Code 203). */
export function endOfBeijingDay(day: string): Date {
  return new Date(startOfBeijingDay(day).getTime() + dayLength - 1);
}

/** The day that lies `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayLength).toISOString().slice(0, 10);
}

/** The same-numbered day of a later month; where there is none, the month's last day (Civil Code 202). */
export function addMonths(day: string, count: number): string {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7)) - 1 + count;
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(Number(day.slice(8)), length))).toISOString().slice(0, 10);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

const isDayOnly = (value: string) => value.length === 10;

/** The earliest moment that an answer (a moment, or only a day) can mean. */
export function earliestMomentOf(value: string): Date {
  return isDayOnly(value) ? startOfBeijingDay(value) : new Date(value);
}

/** The latest moment that an answer (a moment, or only a day) can mean. */
export function latestMomentOf(value: string): Date {
  return isDayOnly(value) ? endOfBeijingDay(value) : new Date(value);
}

/** Full years of age on a day. */
export function ageOn(bornOn: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

/** A moment as Beijing writes it: 2026-11-23T18:00:00.000+08:00. */
export function beijingTime(moment: Date): string {
  return `${new Date(moment.getTime() + beijingOffset).toISOString().slice(0, -1)}+08:00`;
}

/** The moment that a day (YYYY-MM-DD) and a time (HH:MM) name in Beijing; null when there is no such day or time. */
export function momentInBeijing(day: string, time: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
  const moment = new Date(`${day}T${time}:00+08:00`);
  return Number.isNaN(moment.getTime()) || beijingDay(moment) !== day ? null : moment;
}

/** A moment as its Beijing day (YYYY-MM-DD) and time (HH:MM), the way forms hold it. */
export function beijingClock(moment: Date): { readonly day: string; readonly time: string } {
  const text = beijingTime(moment);
  return { day: text.slice(0, 10), time: text.slice(11, 16) };
}
