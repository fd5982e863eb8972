import { type AppLoadContext, data } from "@remix-run/node";
import { z } from "zod";
import { requireAccount } from "#app/accounts/guard.ts";
import { formatHandedCode } from "#app/accounts/handed-code.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { copyFor, type Locale } from "#app/copy/index.ts";
import { formOf } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type AccountRole, accountRoles } from "#db/schema/index.ts";
import { districtName, inLanguage } from "#guidelines/city.ts";
import { departmentName } from "#guidelines/tell.ts";
import { invite } from "./invitations.ts";
import { type RegisterUnit, readUnit, unitsNamed, unitsToInviteFor } from "./queries.ts";
import {
  departmentsToChoose,
  line,
  managers,
  needsOf,
  type PlaceProblem,
  rolesGivenBy,
  type Standing,
  standingFor,
} from "./rules.ts";

export type InviteProblem = "name_missing" | "too_long" | "malformed" | "not_given" | PlaceProblem;

/** What is chosen from. */
interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The form as it is drawn: what this role needs, and what the inviter may choose. */
export interface InviteModel {
  readonly role: AccountRole;
  readonly departments: readonly Choice[];
  /** Districts to choose from, the whole city first where it may be given; empty where there is nothing to choose. */
  readonly districts: readonly Choice[];
  readonly units: readonly string[];
  /** What follows from the inviter, by name. */
  readonly fixed: { readonly department: string | null; readonly unit: string | null };
}

const wholeCity = "*";

function districtsToGive(portal: Portal, locale: Locale, actor: AccountActor): readonly Choice[] {
  const { city } = portal;
  const all = actor.districts.join() === wholeCity;
  const codes = all ? [...city.districts.map(({ code }) => code), city.cityDesk.code] : actor.districts;
  const named = codes.map((code) => ({ value: code, label: inLanguage(districtName(city, code), locale) }));
  return all ? [{ value: wholeCity, label: copyFor(locale).people.inviting.wholeCity }, ...named] : named;
}

const labelOf = (portal: Portal, locale: Locale, { name, district }: RegisterUnit): string =>
  copyFor(locale).people.inviting.unitOf(name, inLanguage(districtName(portal.city, district), locale));

async function modelFor(
  tx: Tx,
  portal: Portal,
  locale: Locale,
  actor: AccountActor,
  role: AccountRole,
): Promise<InviteModel> {
  const needs = needsOf(role);
  const units = needs.unit ? await unitsToInviteFor(tx) : [];
  const ownUnit = role === "unit_reporter" && actor.unitId !== null ? await readUnit(tx, actor.unitId) : null;
  const names = units.map(({ name }) => name);
  const isAlone = ({ name }: RegisterUnit) => names.indexOf(name) === names.lastIndexOf(name);
  return {
    role,
    departments: needs.department
      ? departmentsToChoose(portal.edition).map(({ id }) => ({
          value: id,
          label: departmentName(portal.edition, id, locale, "short"),
        }))
      : [],
    districts: needs.districts ? districtsToGive(portal, locale, actor) : [],
    units: units.map((unit) => (isAlone(unit) ? unit.name : labelOf(portal, locale, unit))),
    fixed: {
      department:
        role === "officer" && actor.department !== null
          ? departmentName(portal.edition, actor.department, locale, "short")
          : null,
      unit: ownUnit?.name ?? null,
    },
  };
}

/** The only role that somebody gives, or the one that is asked for; null while it has to be chosen. */
function roleAsked(actor: AccountActor, asked: unknown): AccountRole | null {
  const roles = rolesGivenBy(actor.kind);
  const [only] = roles;
  if (roles.length === 1 && only !== undefined) return only;
  const parsed = z.enum(accountRoles).safeParse(asked);
  return parsed.success && roles.includes(parsed.data) ? parsed.data : null;
}

/** The form of an invitation, or the roles to choose from. */
export async function loadInviting(context: AppLoadContext, request: Request) {
  const signedIn = await requireAccount(request, context, managers);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const role = roleAsked(actor, new URL(request.url).searchParams.get("role"));
  return {
    staff: staffOf(signedIn, portal, locale),
    roles: rolesGivenBy(actor.kind),
    model: role === null ? null : await asActor(portal.db, actor, (tx) => modelFor(tx, portal, locale, actor, role)),
  };
}

const choice = z.string().max(100).catch("");

const InviteForm = z.object({
  displayName: line("name_missing", 60),
  department: choice.transform((value) => (value === "" ? null : value)),
  districts: z.array(choice).max(40).catch([]),
  unit: z.string().max(200).catch(""),
});

/** What was typed, to be shown again. */
export interface InviteTyped {
  readonly displayName: string;
  readonly department: string;
  readonly districts: readonly string[];
  readonly unit: string;
}

const textOf = (form: FormData, name: string, most: number): string => {
  const value = form.get(name);
  return typeof value === "string" ? value.slice(0, most) : "";
};

/** The unit that the words name: by its name where there is one, by name and district where there are several. */
async function unitMeant(tx: Tx, portal: Portal, locale: Locale, words: string): Promise<RegisterUnit | null> {
  const text = words.normalize("NFC").trim();
  if (text === "" || /\p{Cc}/u.test(text)) return null;
  const alike = await unitsNamed(tx, text);
  if (alike.length > 0) return alike.length === 1 ? (alike[0] ?? null) : null;
  const all = await unitsToInviteFor(tx);
  return all.find((unit) => labelOf(portal, locale, unit) === text) ?? null;
}

async function standingOf(
  tx: Tx,
  context: AppLoadContext,
  actor: AccountActor,
  role: AccountRole,
  typed: z.infer<typeof InviteForm>,
): Promise<Standing | PlaceProblem> {
  const { portal, locale } = context;
  const unit =
    role === "unit_lead"
      ? await unitMeant(tx, portal, locale, typed.unit)
      : role === "unit_reporter" && actor.unitId !== null
        ? await readUnit(tx, actor.unitId)
        : null;
  return standingFor(actor, role, typed, unit, portal);
}

/** Makes an invitation, or says what is to be changed. Link and code are in this one answer only. */
export async function submitInviting(context: AppLoadContext, request: Request) {
  const signedIn = await requireAccount(request, context, managers);
  const { portal } = context;
  const { actor } = signedIn;
  const form = await formOf(request, context);
  const typed: InviteTyped = {
    displayName: textOf(form, "displayName", 200),
    department: textOf(form, "department", 100),
    districts: form.getAll("districts").flatMap((value) => (typeof value === "string" ? [value.slice(0, 100)] : [])),
    unit: textOf(form, "unit", 200),
  };
  const refuse = (problems: readonly InviteProblem[], status = 422) =>
    data({ typed, problems, invited: null } as const, { status });

  const role = roleAsked(actor, form.get("role"));
  if (role === null) return refuse(["not_given"], form.has("role") ? 403 : 422);
  const parsed = InviteForm.safeParse(typed);
  const outcome = await asActor(portal.db, actor, async (tx) => {
    const rest = InviteForm.parse({ ...typed, displayName: parsed.success ? parsed.data.displayName : "-" });
    const standing = await standingOf(tx, context, actor, role, rest);
    const problems: InviteProblem[] = parsed.success
      ? []
      : parsed.error.issues.map(({ message }) => nameProblem(message));
    if (typeof standing === "string") problems.push(standing);
    if (!parsed.success || typeof standing === "string") return { problems };
    const made = await invite(tx, portal, actor, { displayName: parsed.data.displayName, standing }, new Date());
    return made ?? { problems: ["not_given" as const] };
  });
  if ("problems" in outcome) return refuse(outcome.problems, outcome.problems.includes("not_given") ? 403 : 422);
  const code = formatHandedCode(outcome.code);
  return data({
    typed: null,
    problems: [],
    invited: {
      displayName: outcome.displayName,
      role: outcome.role,
      expiresAt: outcome.expiresAt,
      code,
      link: `${portal.config.portalUrl}/invitation#${code}`,
    },
  } as const);
}

const nameProblem = (message: string): InviteProblem =>
  message === "too_long" || message === "malformed" ? message : "name_missing";
