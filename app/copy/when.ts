import { copyFor, type Locale } from "./index.ts";

const beijing = "Asia/Shanghai";
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formats = (locale: Locale) => ({
  clock: new Intl.DateTimeFormat(locale, { timeZone: beijing, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  second: new Intl.DateTimeFormat(locale, {
    timeZone: beijing,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }),
  day: new Intl.DateTimeFormat(locale, { timeZone: beijing, year: "numeric", month: "long", day: "numeric" }),
  weekday: new Intl.DateTimeFormat(locale, {
    timeZone: beijing,
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
  }),
});
const byLocale = { "zh-CN": formats("zh-CN"), en: formats("en") };

/** The hour and minute in Beijing, as on a saved mark: 14:32. */
export const clockTime = (locale: Locale, at: Date): string => byLocale[locale].clock.format(at);

/** A day in Beijing without its weekday. */
export const day = (locale: Locale, at: Date): string => byLocale[locale].day.format(at);

/** A day in Beijing with its weekday, as wherever a deadline is meant. */
export const dayWithWeekday = (locale: Locale, at: Date): string => byLocale[locale].weekday.format(at);

/** A moment in Beijing: day, hour and minute. */
export const moment = (locale: Locale, at: Date): string => `${day(locale, at)} ${clockTime(locale, at)}`;

/** A moment in Beijing with its seconds, as where the order of deeds matters. */
export const momentToTheSecond = (locale: Locale, at: Date): string =>
  `${day(locale, at)} ${byLocale[locale].second.format(at)}`;

/** A moment in Beijing with its weekday, as for the end of a clock. */
export const momentWithWeekday = (locale: Locale, at: Date): string =>
  `${dayWithWeekday(locale, at)} ${clockTime(locale, at)}`;

/** A length of time in the two largest units that say something: 38 分钟, 2 小时 5 分钟, 3 天. */
export function span(locale: Locale, milliseconds: number): string {
  const words = copyFor(locale).shell.clock;
  const length = Math.abs(milliseconds);
  if (length < MINUTE) return words.lessThanAMinute;
  if (length < HOUR) return words.minutes(Math.floor(length / MINUTE));
  if (length < DAY) {
    const minutes = Math.floor((length % HOUR) / MINUTE);
    const hours = Math.floor(length / HOUR);
    return minutes === 0 ? words.hours(hours) : words.hoursAndMinutes(hours, minutes);
  }
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  return hours === 0 || days >= 3 ? words.days(days) : words.daysAndHours(days, hours);
}
