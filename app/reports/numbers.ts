import { beijingDay } from "#guidelines/days.ts";

/** The check digit of ISO 7064, MOD 11,10: finds every single wrong digit and nearly every swap of two. */
export function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** Whether the last of these digits is the check digit of the others. */
export function hasValidCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === Number(digits.at(-1));
}

const number = (prefix: string, year: string, serial: number) => {
  const digits = String(serial).padStart(6, "0");
  return `${prefix}-${year}-${digits}-${checkDigit(`${year}${digits}`)}`;
};

/** A report's number as people read it: `BJ-2026-000123-4`. The year is Beijing's. */
export function reportNumber(cityPrefix: string, filedAt: Date, serial: number): string {
  return number(cityPrefix, beijingYear(filedAt), serial);
}

/** A case's number: `BJG-2026-000123-4` (个案). Apart from the report's, so that neither tells the other. */
export function caseNumber(cityPrefix: string, openedAt: Date, serial: number): string {
  return number(`${cityPrefix}G`, beijingYear(openedAt), serial);
}

/** The number of a matter of retaliation: `BJR-2026-000123-4`. It tells neither the report nor the case. */
export function retaliationNumber(cityPrefix: string, openedAt: Date, serial: number): string {
  return number(`${cityPrefix}R`, beijingYear(openedAt), serial);
}

/** Whether a text has the form of a number of this kind and its check digit is right. */
export function isNumber(text: string): boolean {
  const [, year, serial, check] = /^[A-Z]{2}G?-(\d{4})-(\d{6,})-(\d)$/.exec(text) ?? [];
  return year !== undefined && hasValidCheckDigit(`${year}${serial}${check}`);
}

const beijingYear = (at: Date): string => beijingDay(at).slice(0, 4);
