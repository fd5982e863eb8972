import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { deskName } from "./objection-view.ts";
import { findUnheld, mostUnheld, type UnheldCause } from "./unheld.ts";

/** A line of the list of 无人承接 in the reader's language. */
export interface UnheldLine {
  readonly id: string;
  readonly caseNumber: string;
  readonly otherNumber: string | null;
  readonly cause: UnheldCause;
  readonly desk: string;
  readonly since: Date;
}

/** The coordinator's list, as far as one page shows it, and whether there is more. */
export async function readUnheld(
  tx: Tx,
  portal: Portal,
  locale: Locale,
  actor: AccountActor,
  now: Date,
): Promise<{ readonly lines: readonly UnheldLine[]; readonly hasMore: boolean }> {
  const { city, edition } = portal;
  const districts = actor.districts.includes("*")
    ? [...city.districts.map(({ code }) => code), city.cityDesk.code]
    : actor.districts;
  const found = await findUnheld(tx, { districts, edition }, now);
  const lines = found
    .slice(0, mostUnheld)
    .map(({ caseNumber, otherNumber, assignmentId, cause, department, district, since }, at) => ({
      id: `${cause} ${assignmentId ?? caseNumber} ${otherNumber ?? at}`,
      caseNumber,
      otherNumber,
      cause,
      desk:
        department === null
          ? inLanguage(districtName(city, district), locale)
          : deskName(portal, locale, department, district),
      since,
    }));
  return { lines, hasMore: found.length > mostUnheld };
}
