import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "#db/connection.ts";
import { type AccountRole, accountRoles, accounts, secondFactors, sessions, units } from "#db/schema/index.ts";

/** Somebody whom the reader manages. */
export interface Person {
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
  readonly role: AccountRole;
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unitName: string | null;
  readonly createdAt: Date;
  /** Null where they have no session now. */
  readonly lastSeenAt: Date | null;
  readonly secondFactor: boolean;
  readonly active: boolean;
  readonly deactivatedAt: Date | null;
}

const perPage = 50;

/** The filter of the list as it stands in the address; what cannot be read is as if it were not there. */
export const PeopleFilter = z.object({
  q: z
    .string()
    .max(60)
    .regex(/^\P{Cc}*$/u)
    .catch(""),
  role: z.enum(accountRoles).nullable().catch(null),
  state: z.enum(["active", "off", "all"]).catch("active"),
  /** The login after which the page begins. */
  after: z
    .string()
    .max(100)
    .regex(/^\P{Cc}+$/u)
    .nullable()
    .catch(null),
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;

/** The same question that the policies on changing an account ask. */
const managed = sql`portal.manages(${accounts.role}, ${accounts.department}, ${accounts.districts}, ${accounts.unitId})`;

const person = {
  id: accounts.id,
  login: accounts.login,
  displayName: accounts.displayName,
  role: accounts.role,
  department: accounts.department,
  districts: accounts.districts,
  unitName: units.name,
  createdAt: accounts.createdAt,
  lastSeenAt:
    sql<Date | null>`(select max(${sessions.lastSeenAt}) from ${sessions} where ${sessions.accountId} = ${accounts.id})`.mapWith(
      (value: unknown) => (value instanceof Date ? value : new Date(String(value))),
    ),
  secondFactor: sql<boolean>`exists (select 1 from ${secondFactors}
    where ${secondFactors.accountId} = ${accounts.id} and ${secondFactors.confirmedAt} is not null)`,
  active: accounts.active,
  deactivatedAt: accounts.deactivatedAt,
};

/** A page of the people whom the reader manages, by login. `next` is where the following page begins. */
export async function listPeople(
  tx: Tx,
  { q, role, state, after }: PeopleFilter,
): Promise<{ readonly people: readonly Person[]; readonly next: string | null }> {
  const holds = (column: typeof accounts.login | typeof accounts.displayName): SQL =>
    sql`position(lower(${q.trim()}) in lower(${column})) > 0`;
  const rows = await tx
    .select(person)
    .from(accounts)
    .leftJoin(units, eq(units.id, accounts.unitId))
    .where(
      and(
        managed,
        q.trim() === "" ? undefined : sql`(${holds(accounts.login)} or ${holds(accounts.displayName)})`,
        role === null ? undefined : eq(accounts.role, role),
        state === "all" ? undefined : eq(accounts.active, state === "active"),
        after === null ? undefined : gt(accounts.login, after),
      ),
    )
    .orderBy(asc(accounts.login))
    .limit(perPage + 1);
  const people = rows.slice(0, perPage);
  return { people, next: rows.length > perPage ? (people.at(-1)?.login ?? null) : null };
}

/** One of the people whom the reader manages; null for everybody else. */
export async function readPerson(tx: Tx, id: string): Promise<Person | null> {
  const [found] = await tx
    .select(person)
    .from(accounts)
    .leftJoin(units, eq(units.id, accounts.unitId))
    .where(and(managed, eq(accounts.id, id)));
  return found ?? null;
}

/** More than a browser can usefully offer while somebody types. */
const mostSuggestions = 400;

export interface RegisterUnit {
  readonly id: string;
  readonly name: string;
  readonly profession: string;
  readonly district: string;
}

/** The register of units, for whoever invites a unit's lead; the first ones by name. */
export const unitsToInviteFor = (tx: Tx): Promise<readonly RegisterUnit[]> =>
  tx
    .select({ id: units.id, name: units.name, profession: units.profession, district: units.district })
    .from(units)
    .orderBy(asc(units.name), asc(units.district))
    .limit(mostSuggestions);

/** Units of the register with this name. */
export const unitsNamed = (tx: Tx, name: string): Promise<readonly RegisterUnit[]> =>
  tx
    .select({ id: units.id, name: units.name, profession: units.profession, district: units.district })
    .from(units)
    .where(eq(units.name, name))
    .limit(20);

/** A unit of the register by its id. */
export async function readUnit(tx: Tx, id: string): Promise<RegisterUnit | null> {
  const [found] = await tx
    .select({ id: units.id, name: units.name, profession: units.profession, district: units.district })
    .from(units)
    .where(eq(units.id, id));
  return found ?? null;
}
