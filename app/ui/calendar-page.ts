import type { Copy, Locale } from "#app/copy/index.ts";

const DAY = 86_400_000;
const inBeijing = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });

/** A month on a page of its own, without a word of the portal: what is on the screen after quick exit. */
export function calendarPage(locale: Locale, words: Copy["shell"]["leave"], now: Date, nonce: string): string {
  const today = inBeijing.format(now);
  const first = new Date(`${today.slice(0, 8)}01T00:00:00Z`);
  const month = new Intl.DateTimeFormat(locale, { timeZone: "UTC", year: "numeric", month: "long" }).format(first);
  const lead = (first.getUTCDay() + 6) % 7;
  const weeks: string[] = [];
  for (let week = 0; week < 6; week++) {
    const cells = words.weekdays.map((_, weekday) => {
      const day = new Date(first.getTime() + (week * 7 + weekday - lead) * DAY);
      if (day.getUTCMonth() !== first.getUTCMonth()) return "<td></td>";
      const isToday = day.toISOString().startsWith(today);
      return isToday ? `<td aria-current="date"><b>${day.getUTCDate()}</b></td>` : `<td>${day.getUTCDate()}</td>`;
    });
    if (cells.some((cell) => cell !== "<td></td>")) weeks.push(`<tr>${cells.join("")}</tr>`);
  }
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title}</title><link rel="icon" href="data:,"><style nonce="${nonce}">
:root{color-scheme:light dark}body{font:17px/1.6 system-ui,sans-serif;max-width:26rem;margin:12vh auto 0;padding:0 1rem}
h1{font-size:1.25rem;font-weight:600}table{width:100%;table-layout:fixed;border-collapse:collapse;text-align:center;font-variant-numeric:tabular-nums}
th{font-weight:400;opacity:.7}td,th{padding:.5rem 0}b{display:inline-block;min-width:2.2em;border-radius:9px;background:#ddd;color:#111}
</style></head><body><h1>${month}</h1><table><thead><tr>${words.weekdays.map((name) => `<th scope="col">${name}</th>`).join("")}</tr></thead>
<tbody>${weeks.join("")}</tbody></table></body></html>`;
}
