import { and, eq } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { anyone, asActor } from "#db/actor.ts";
import { accounts, units } from "#db/schema/index.ts";
import type { Report } from "#guidelines/report.ts";
import type { Draft } from "./drafts.ts";

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
async function unitOf(portal: Portal, { reporter }: Report): Promise<string | null> {
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

/** Under which unit a report will be listed, and who signed in filed it there; nobody's where `unitId` is null. */
export interface UnitListing {
  readonly unitId: string | null;
  readonly accountId: string | null;
  /** The reporter asked when they began that the unit is not told. */
  readonly withheld: boolean;
}

const unlisted = { unitId: null, accountId: null, withheld: false } as const;

/**
 * Under which unit a draft's report will be listed: the one that its writer was signed in for, else the one that the
 * report names. A reporter may keep it from their unit (protection of reporters: no retaliation, no need to be known).
 */
export async function unitListingOf(portal: Portal, draft: Draft, report: Report): Promise<UnitListing> {
  const forUnit = draft.content?.forUnit ?? null;
  if (forUnit === "withheld") return { ...unlisted, withheld: true };
  if (forUnit !== null) {
    const [writer] = await asActor(portal.db, anyone, (tx) =>
      tx
        .select({ id: accounts.id })
        .from(accounts)
        .where(and(eq(accounts.id, forUnit.accountId), eq(accounts.unitId, forUnit.unitId), eq(accounts.active, true))),
    );
    if (writer !== undefined) return { ...unlisted, ...forUnit };
  }
  return { ...unlisted, unitId: await unitOf(portal, report) };
}

/** The name of a unit of the register. */
export async function unitName(portal: Portal, id: string): Promise<string | null> {
  const [unit] = await asActor(portal.db, anyone, (tx) =>
    tx.select({ name: units.name }).from(units).where(eq(units.id, id)),
  );
  return unit?.name ?? null;
}
