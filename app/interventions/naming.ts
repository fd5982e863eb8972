import type { Locale } from "#app/copy/index.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";

/** The name of a step or a result of a kind; what the edition does not know names itself. */
export function targetName(edition: Edition, locale: Locale, kind: string, target: string): string {
  const name = edition.interventions.find(({ id }) => id === kind)?.workflow;
  const workflow = edition.workflows.find(({ id }) => id === name);
  const found = [...(workflow?.steps ?? []), ...(workflow?.results ?? [])].find(({ id }) => id === target);
  return found === undefined ? target : inLanguage(found.name, locale);
}
