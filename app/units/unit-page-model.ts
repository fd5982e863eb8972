import type { AppLoadContext } from "@remix-run/node";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import type { Locale } from "#app/copy/index.ts";
import { listPeople } from "#app/people/queries.ts";
import type { Portal } from "#app/platform/portal.ts";
import { draftOf } from "#app/reports/draft-cookie.ts";
import { isNumber } from "#app/reports/numbers.ts";
import { asActor } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";
import { listApiKeys, listUnitReports, readOwnUnit, readUnitFigures, type UnitReport } from "./queries.ts";

/** Who has a unit page. */
export const unitRoles = ["unit_lead", "unit_reporter"] as const satisfies readonly AccountRole[];

/** More of the unit's people stand on the page of people. */
const mostPeople = 8;

function reportView(portal: Portal, locale: Locale, report: UnitReport) {
  const { edition } = portal;
  const clockName = (id: string) => {
    const found = edition.clocks.find((clock) => clock.id === id);
    return found === undefined ? id : inLanguage(found.name, locale);
  };
  return {
    ...report,
    deliveries: report.deliveries.map((delivery) => ({
      ...delivery,
      department: departmentName(edition, delivery.department, locale, "short"),
    })),
    owed: report.owed.map(({ clock, ...rest }) => ({ ...rest, clock: clockName(clock) })),
  };
}

/** The page of a unit: its lead sees every report of the unit by number and moments, a reporter those they filed. */
export async function loadUnit(context: AppLoadContext, request: Request) {
  const signedIn = await requireAccount(request, context, unitRoles);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const { unitId } = actor;
  const now = new Date();
  const asked = new URL(request.url).searchParams.get("before");
  const before = asked !== null && isNumber(asked) ? asked : null;
  const isLead = actor.kind === "unit_lead";
  const draft = await draftOf(portal, request, now);
  const found = await asActor(portal.db, actor, async (tx) => ({
    unit: unitId === null ? null : await readOwnUnit(tx, unitId),
    listed: await listUnitReports(tx, portal.edition, before),
    figures: isLead ? await readUnitFigures(tx, portal.edition, now) : null,
    people: isLead ? (await listPeople(tx, { q: "", role: null, state: "all", after: null })).people : [],
    apiKeys: isLead && unitId !== null ? await listApiKeys(tx, unitId) : [],
  }));
  const { unit, listed } = found;
  return {
    staff: staffOf(signedIn, portal, locale),
    isLead,
    now,
    unit:
      unit === null
        ? null
        : {
            name: unit.name,
            profession: unit.profession,
            district: inLanguage(districtName(portal.city, unit.district), locale),
          },
    reports: listed.reports.map((report) => reportView(portal, locale, report)),
    next: listed.next,
    first: before === null,
    figures: found.figures,
    people: found.people
      .slice(0, mostPeople)
      .map(({ id, displayName, active, lastSeenAt }) => ({ id, displayName, active, lastSeenAt })),
    morePeople: found.people.length > mostPeople,
    apiKeys: found.apiKeys,
    unfinished: draft?.content == null ? null : draft.savedAt,
  };
}
export type UnitModel = Awaited<ReturnType<typeof loadUnit>>;
