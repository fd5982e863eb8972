import postgres from "postgres";
import { invite } from "#app/people/invitations.ts";
import type { Standing } from "#app/people/rules.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";
import { someAccount } from "#tests/support/builders.ts";
import { openTestPortals } from "#tests/support/portal.ts";
import { freshDatabase } from "#tests/support/postgres.ts";

export const now = new Date();
export const school = "00000000-0000-4000-8000-00000000000a";
export const hospital = "00000000-0000-4000-8000-00000000000b";
export const nobody = "00000000-0000-4000-8000-0000000000ff";

/** Where somebody stands, besides their role. */
export type Somebody = Partial<Pick<AccountActor, "department" | "districts" | "unitId">>;

export const standing = (role: AccountRole, over: Partial<Standing> = {}): Standing => ({
  role,
  department: null,
  districts: ["*"],
  unitId: null,
  ...over,
});

/** What the database says when a row is written past the commands. */
export const refused = /row-level security|violates|permission denied|nobody|last administrator/;
export async function databaseSays(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  return String(error instanceof Error ? (error.cause ?? error) : error);
}

/** A database with two units and nobody in it yet, and what tests about people do with it. */
export async function openBench() {
  const database = await freshDatabase();
  const portals = openTestPortals(database);
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await owner`insert into units (id, name, profession, district) values
    (${school}, '示例小学', 'teacher', '110105'), (${hospital}, '示例医院', 'medical', '110105')`;
  const as = <T>(actor: AccountActor, work: Parameters<typeof asActor<T>>[2]) => asActor(portals.web.db, actor, work);
  return {
    portals,
    owner,
    as,
    async account(kind: AccountRole, over: Somebody = {}): Promise<AccountActor> {
      const { unitId = null, department = null, districts = ["*"] } = over;
      const made = await someAccount(database, { kind, department, districts });
      if (unitId !== null) await owner`update accounts set unit_id = ${unitId} where id = ${made.accountId}`;
      return { ...made, unitId };
    },
    inviteAs: (actor: AccountActor, whom: Standing) =>
      as(actor, (tx) => invite(tx, portals.web, actor, { displayName: "示例人员", standing: whom }, now)),
    deeds: (action: string) =>
      owner`select actor_kind, account_id, subject_id, reason, details from audit_entries where action = ${action} order by seq`,
    async empty(): Promise<void> {
      await owner`delete from invitations`;
      await owner`delete from accounts`;
    },
    async close(): Promise<void> {
      await owner.end();
      await portals.close();
      await database.drop();
    },
  };
}
export type Bench = Awaited<ReturnType<typeof openBench>>;
