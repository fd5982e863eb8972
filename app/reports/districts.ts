import { copyFor } from "#app/copy/index.ts";
import type { BothLanguages, City } from "#guidelines/city.ts";

/** A place to pick: one of the city's districts, or a province outside it. */
export interface District {
  readonly code: string;
  readonly name: BothLanguages;
  readonly outside: boolean;
}

/** The city's districts, then the provinces: a child may live, or harm may happen, elsewhere. */
export function districtsToPick(city: City): readonly District[] {
  const own = city.districts.map(({ code, name }) => ({ code, name, outside: false }));
  const zh = copyFor("zh-CN").report.provinces;
  const en: Readonly<Record<string, string>> = copyFor("en").report.provinces;
  const prefix = city.cityDesk.code.slice(0, 2);
  const provinces = Object.entries(zh)
    .filter(([code]) => !code.startsWith(prefix))
    .map(([code, name]) => ({ code, name: { zh: name, en: en[code] ?? name }, outside: true }));
  return [...own, ...provinces];
}
