import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";
import { foreseesRetention, homeOf, isOfficer, overseesEmergencies, reviewsObjections } from "./rules.ts";
import type { SignedIn } from "./sessions.ts";

/** What the frame of a staff page shows of whoever is signed in. */
export interface Staff {
  /** The account's id: names what its open pages share in one browser. */
  readonly account: string;
  readonly displayName: string;
  readonly role: SignedIn["actor"]["kind"];
  readonly home: string;
  /** In the reader's language; null where the role belongs to none. */
  readonly department: string | null;
  /** Names of the districts; empty for the whole city. */
  readonly districts: readonly string[];
  readonly desks: readonly Desk[];
  /** Whether the reader may look for cases. */
  readonly finds: boolean;
}

export type Desk =
  | "unit"
  | "people"
  | "triage"
  | "due"
  | "unheld"
  | "objections"
  | "identity-requests"
  | "retaliation"
  | "astray"
  | "oversight"
  | "emergency"
  | "intake"
  | "retention"
  | "inquiries"
  | "matches"
  | "overview"
  | "audit"
  | "mail";

/** Names the person, their desk and the pages that are theirs. */
export function staffOf({ actor, displayName }: SignedIn, portal: Portal, locale: Locale): Staff {
  const desks: Desk[] = [isOfficer(actor) ? "triage" : deskAt[homeOf(actor.kind)]];
  if (isOfficer(actor)) desks.push("due", "inquiries", "matches");
  if (reviewsObjections(actor)) desks.push("objections");
  if (reviewsObjections(actor)) desks.push("identity-requests");
  if (actor.department === "procuratorate" && isOfficer(actor)) desks.push("retaliation");
  if (actor.kind === "coordinator") desks.push("unheld", "astray");
  if (overseesEmergencies(actor)) desks.push("oversight");
  if (foreseesRetention(actor)) desks.push("retention");
  if (actor.kind === "admin" && portal.config.mode === "demo") desks.push("mail");
  if (actor.kind === "lead" || actor.kind === "admin" || actor.kind === "unit_lead") desks.push("people");
  if (isOfficer(actor)) desks.push("intake", "emergency");
  return {
    account: actor.accountId,
    displayName,
    role: actor.kind,
    home: homeOf(actor.kind),
    department: actor.department === null ? null : departmentName(portal.edition, actor.department, locale, "short"),
    districts: actor.districts
      .filter((code) => code !== "*")
      .map((code) => inLanguage(districtName(portal.city, code), locale)),
    desks,
    finds: isOfficer(actor),
  };
}

/** The desk at the address where a role's work begins. */
const deskAt = { "/triage": "triage", "/unit": "unit", "/audit": "audit", "/overview": "overview" } as const;
