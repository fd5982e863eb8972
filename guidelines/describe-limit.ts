import { type BothLanguages, inLanguage, type Locale } from "./city.ts";
import type { Edition, Limit } from "./edition.ts";

/** A limit in words: "3 days", "1 working day", "at once". */
export function describeLimit(limit: Limit, edition: Edition, locale: Locale): string {
  const { tellings, events } = edition;
  const say = (text: BothLanguages) => inLanguage(text, locale);
  if (limit.unit === "immediate") return say(tellings.immediate);
  if (limit.unit === "before_event") {
    const event = events.find(({ id }) => id === limit.event);
    return say(tellings.beforeEvent).replace("{event}", event === undefined ? limit.event : say(event.name));
  }
  const [one, many] = {
    hours: [tellings.hour, tellings.hours],
    calendar_days: [tellings.calendarDay, tellings.calendarDays],
    working_days: [tellings.workingDay, tellings.workingDays],
    months: [tellings.month, tellings.months],
  }[limit.unit] as [BothLanguages, BothLanguages];
  return limit.amount === 1 ? say(one) : say(many).replace("{amount}", String(limit.amount));
}
