import { and, eq } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { anyone, asActor } from "#db/actor.ts";
import { units } from "#db/schema/index.ts";
import type { Report } from "#guidelines/report.ts";

/** More than a browser can usefully offer while somebody types. */
const mostSuggestions = 400;

/** The names of the register's units of one profession, to be offered while typing; none when there are too many. */
export async function unitsToSuggest(portal: Portal, profession: string | null): Promise<readonly string[]> {
  if (profession === null) return [];
  const found = await asActor(portal.db, anyone, (tx) =>
    tx
      .select({ name: units.name })
      .from(units)
      .where(eq(units.profession, profession))
      .orderBy(units.name)
      .limit(mostSuggestions + 1),
  );
  return found.length > mostSuggestions ? [] : found.map(({ name }) => name);
}

/** The register's unit that a report names, when there is only one of that name and profession (and district). */
export async function unitOf(portal: Portal, { reporter }: Report): Promise<string | null> {
  const { unit, unitDistrict, profession } = reporter;
  if (unit === null) return null;
  const found = await asActor(portal.db, anyone, (tx) =>
    tx
      .select({ id: units.id, district: units.district })
      .from(units)
      .where(and(eq(units.name, unit.trim()), eq(units.profession, profession)))
      .limit(10),
  );
  const there = found.filter(({ district }) => found.length === 1 || district === unitDistrict);
  return there.length === 1 ? (there[0]?.id ?? null) : null;
}
