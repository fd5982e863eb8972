import { z } from "zod";
import type { AccountActor } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";
import { type City, isDistrictOf } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";

/** What decides who manages an account: its role, and where it stands. */
export interface Standing {
  readonly role: AccountRole;
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unitId: string | null;
}

/** Roles that somebody of a role may give and manages. Source: "People" of the domain; `portal.manages` holds the same. */
const given: Readonly<Partial<Record<AccountRole, readonly AccountRole[]>>> = {
  admin: ["lead", "unit_lead", "coordinator", "admin", "auditor"],
  lead: ["officer"],
  unit_lead: ["unit_reporter"],
};

export const rolesGivenBy = (role: AccountRole): readonly AccountRole[] => given[role] ?? [];

/** Roles that manage somebody. */
export const managers = ["admin", "lead", "unit_lead"] as const satisfies readonly AccountRole[];

/**
 * Whether an actor manages accounts of this standing: administrators all but officers and units' reporters, leads the
 * officers of their own department within their own districts, a unit's lead its reporters. The policies on `accounts`
 * and `invitations` ask `portal.manages`, which a test compares with this. That nobody manages themself comes on top.
 */
export function manages(actor: AccountActor, account: Standing): boolean {
  if (!rolesGivenBy(actor.kind).includes(account.role)) return false;
  if (actor.kind === "lead") {
    return (
      account.department !== null &&
      account.department === actor.department &&
      (actor.districts.join() === "*" || account.districts.every((district) => actor.districts.includes(district)))
    );
  }
  if (actor.kind === "unit_lead") return account.unitId !== null && account.unitId === actor.unitId;
  return true;
}

/** How long an invitation can be used. Policy value of the city. */
export const invitationDays = 7;

export const invitationStates = ["open", "used", "expired", "withdrawn"] as const;
export type InvitationState = (typeof invitationStates)[number];

interface InvitationMoments {
  readonly usedAt: Date | null;
  readonly withdrawnAt: Date | null;
  readonly expiresAt: Date;
}

export function invitationState({ usedAt, withdrawnAt, expiresAt }: InvitationMoments, now: Date): InvitationState {
  if (usedAt !== null) return "used";
  if (withdrawnAt !== null) return "withdrawn";
  return expiresAt <= now ? "expired" : "open";
}

/** Why an account is switched off, and why on again; codes for the audit trail, sentences in `app/copy`, people. */
export const leavingReasons = ["left_office", "other_post", "long_absence", "security", "other"] as const;
export const returningReasons = ["came_back", "by_mistake", "cleared"] as const;
export const resetReasons = ["device_lost", "device_replaced", "security"] as const;
export const linkReasons = ["no_mail", "mail_unreachable"] as const;
export type LeavingReason = (typeof leavingReasons)[number];
export type ReturningReason = (typeof returningReasons)[number];
export type ResetReason = (typeof resetReasons)[number];
export type LinkReason = (typeof linkReasons)[number];

/** Why somebody may not be switched off. Nobody does it to themself, and the last administrator stays. */
export type StayingReason = "self" | "last_admin";

export function staysFor(
  actor: Pick<AccountActor, "accountId">,
  account: { readonly id: string; readonly role: AccountRole },
  activeAdmins: number,
): StayingReason | null {
  if (account.id === actor.accountId) return "self";
  return account.role === "admin" && activeAdmins <= 1 ? "last_admin" : null;
}

/** Whether somebody of this role can be the 承办人 of work that goes back to the desk when they leave. */
export const holdsWork = (role: AccountRole): boolean => role === "officer" || role === "lead";

const oneLine = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]*$/u;

/** A line that somebody typed: trimmed, and free of what no keyboard makes. */
export const line = (missing: string, most: number) =>
  z
    .string({ error: missing })
    .transform((text) => text.normalize("NFC").trim())
    .pipe(z.string().min(1, missing).max(most, "too_long").regex(oneLine, "malformed"));

/** The organ whose people are coordinators: for women and children's work. Source: Minors Protection Law (2024) art. 9. */
const coordinatingOrgan = "women_children_office";

export const departmentsToChoose = (edition: Edition) => edition.departments.filter(({ queue }) => queue);

/** Which parts of the form a role needs. */
export const needsOf = (role: AccountRole) => ({
  department: role === "lead",
  districts: role === "lead" || role === "officer" || role === "coordinator",
  unit: role === "unit_lead",
});

/** What stands in the form besides name and role, as typed. */
export interface PlaceTyped {
  readonly department: string | null;
  readonly districts: readonly string[];
}

export type PlaceProblem = "department_missing" | "districts_missing" | "districts_beyond" | "unit_missing";

interface Rulebook {
  readonly edition: Edition;
  readonly city: City;
}

/**
 * Where an invited person will stand. What follows from the inviter (their department, their unit) is taken from them
 * and never from the form; districts beyond the inviter's own are refused.
 */
export function standingFor(
  actor: AccountActor,
  role: AccountRole,
  typed: PlaceTyped,
  unit: { readonly id: string; readonly district: string } | null,
  { edition, city }: Rulebook,
): Standing | PlaceProblem {
  const nowhere = { role, department: null, districts: ["*"], unitId: null };
  if (role === "admin" || role === "auditor") return nowhere;
  if (role === "unit_lead" || role === "unit_reporter") {
    return unit === null ? "unit_missing" : { ...nowhere, districts: [unit.district], unitId: unit.id };
  }
  const department =
    role === "officer" ? actor.department : role === "coordinator" ? coordinatingOrgan : typed.department;
  const known = role === "coordinator" || departmentsToChoose(edition).some(({ id }) => id === department);
  if (department === null || !known) return "department_missing";
  const districts = typed.districts.includes("*") ? ["*"] : [...new Set(typed.districts)].sort();
  if (districts.length === 0) return "districts_missing";
  const exist = districts.every((code) => code === "*" || code === city.cityDesk.code || isDistrictOf(city, code));
  const within = actor.districts.join() === "*" || districts.every((code) => actor.districts.includes(code));
  return exist && within ? { ...nowhere, department, districts } : "districts_beyond";
}

/**
 * Days for which one person does not both take the second factors off an account and hand over a link to its password:
 * together they would give them the account. Policy value of the city; the database holds it to the same.
 */
export const secondPersonDays = 7;

/** What stands in the way of the other act while `secondPersonDays` last. */
export const otherRecovery = { second_factors: "password_link", password_link: "second_factors" } as const;
