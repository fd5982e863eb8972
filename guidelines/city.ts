import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { BothLanguages } from "./both-languages.ts";

export { BothLanguages, inLanguage, type Locale } from "./both-languages.ts";

const divisionCode = z.string().regex(/^[1-9]\d{5}$/);
const City = z
  .strictObject({
    id: z.string().regex(/^[a-z]+$/),
    name: BothLanguages,
    numberPrefix: z.string().regex(/^[A-Z]{2}$/),
    cityDesk: z.strictObject({ code: divisionCode, name: BothLanguages }),
    districts: z
      .array(
        z.strictObject({
          code: divisionCode,
          name: BothLanguages,
          verification: z.enum(["standard", "policy"]),
          within: divisionCode.optional(),
        }),
      )
      .min(1),
    hotlines: z.array(
      z.strictObject({ number: z.string().regex(/^\d{3,5}$/), name: BothLanguages, emergency: z.boolean() }),
    ),
  })
  .refine(({ districts }) => new Set(districts.map(({ code }) => code)).size === districts.length, {
    error: "a district code stands twice",
    path: ["districts"],
  });
export type City = z.infer<typeof City>;
export type District = City["districts"][number];

/** Reads the one file that makes the portal this city's. */
export function loadCity(path: string): City {
  return City.parse(parse(readFileSync(path, "utf8")));
}

/** A district's name, the city desk's included; an unknown code names itself. */
export function districtName(city: City, code: string): BothLanguages {
  const found = [...city.districts, city.cityDesk].find((district) => district.code === code);
  return found?.name ?? { zh: code, en: code };
}

/** Whether the code is one of the city's own districts. */
export function isDistrictOf(city: City, code: string | null): code is string {
  return city.districts.some((district) => district.code === code);
}
