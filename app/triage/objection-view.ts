import { copyFor, type Locale } from "#app/copy/index.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName, type Law, tellSource } from "#guidelines/tell.ts";
import type { FoundObjection, WaitingObjection } from "./objection-queries.ts";
import { objectionPlace } from "./objections.ts";
import { type Choice, departmentChoices, districtChoices, situationName } from "./queue-view.ts";

/** A line of the reviewer's list in the reader's language. */
export interface WaitingView {
  readonly id: string;
  readonly caseNumber: string;
  readonly urgency: "critical" | "urgent" | "serious";
  readonly level: "reviewer" | "coordinator";
  readonly from: string;
  /** Null where nothing was suggested. */
  readonly proposed: string | null;
  readonly raisedAt: Date;
}

interface Proposal {
  readonly department: string;
  readonly district: string;
  readonly proposedDepartment: string | null;
  readonly proposedDistrict: string | null;
}

/** A desk in words: 民政（朝阳区）. */
export function deskName(portal: Portal, locale: Locale, department: string, district: string): string {
  const name = departmentName(portal.edition, department, locale, "short");
  return copyFor(locale).cases.desk(name, inLanguage(districtName(portal.city, district), locale));
}

/** The desk that was suggested; what was left open stays as it is. Null where nothing was suggested. */
export function proposedDesk(portal: Portal, locale: Locale, proposal: Proposal): string | null {
  const { department, district, proposedDepartment, proposedDistrict } = proposal;
  if (proposedDepartment === null && proposedDistrict === null) return null;
  return deskName(portal, locale, proposedDepartment ?? department, proposedDistrict ?? district);
}

export function waitingView(portal: Portal, locale: Locale, objection: WaitingObjection): WaitingView {
  const { id, caseNumber, urgency, level, raisedAt } = objection;
  return {
    id,
    caseNumber,
    urgency,
    level,
    raisedAt,
    from: deskName(portal, locale, objection.department, objection.district),
    proposed: proposedDesk(portal, locale, objection),
  };
}

/** One objection with everything its reviewer decides by. No identities: a coordinator may review too. */
export interface ReviewView extends WaitingView {
  readonly situations: readonly string[];
  readonly raisedBy: string;
  /** Null where it could not be opened. */
  readonly reason: string | null;
  readonly routedFor: string;
  readonly law: readonly Law[];
  readonly isDecided: boolean;
  readonly departments: readonly Choice[];
  readonly districts: readonly Choice[];
  readonly proposedDepartment: string | null;
  readonly proposedDistrict: string | null;
}

export function reviewView(
  portal: Portal,
  locale: Locale,
  found: FoundObjection,
  keys: readonly DataKey[],
): ReviewView {
  const { objection, caseNumber, urgency } = found;
  const districts = [...portal.city.districts.map(({ code }) => code), portal.city.cityDesk.code];
  return {
    ...waitingView(portal, locale, { ...objection, caseNumber, urgency }),
    situations: found.situations.map((id) => situationName(portal, locale, id)),
    raisedBy: found.raisedByName,
    reason: readable(portal, keys, objectionPlace(objection.id, "sealed_reason"), objection.sealedReason),
    routedFor: inLanguage(found.reason.why, locale),
    law: found.reason.sources.flatMap((id) => {
      const source = portal.edition.sources.find((candidate) => candidate.id === id);
      return source === undefined ? [] : [tellSource(source, locale)];
    }),
    isDecided: objection.decidedAt !== null,
    departments: departmentChoices(portal, locale),
    districts: districtChoices(portal, locale, districts),
    proposedDepartment: objection.proposedDepartment,
    proposedDistrict: objection.proposedDistrict,
  };
}
