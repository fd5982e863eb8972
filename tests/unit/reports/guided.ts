import { type Reading, readAnswers } from "#app/reports/reading.ts";
import { stepsOf } from "#app/reports/steps.ts";
import type { Typed } from "#app/reports/typed.ts";
import { city, edition } from "#tests/unit/guidelines/examples.ts";

export { city, edition };

/** A moment at which all tests of the guided report read their answers. */
export const rulebook = { edition, city, at: new Date("2026-11-23T12:00:00Z") };

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Fields as a browser sends them, written shorter. */
export const typedAs = (fields: Fields): Typed =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === "string" ? [value] : value]),
  );

/** The least that a teacher has to answer; invented. */
export const leastAnswers: Fields = {
  "safety.immediateDanger": "false",
  "safety.medicalCareNeeded": "false",
  "reporter.profession": "teacher",
  "reporter.phone": "13800000000",
  "children[0].sex": "female",
  "incident.situations": ["multiple_injuries"],
  "incident.district": "110105",
};

export const read = (fields: Fields): Reading => readAnswers(typedAs(fields), rulebook);
export const pagesOf = (fields: Fields): readonly string[] => stepsOf(edition, read(fields)).map(({ page }) => page.id);
export const asks = (fields: Fields): readonly string[] => read(fields).questions.map(({ id }) => id);
