import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resetSecondFactors, switchOff, switchOn } from "#app/people/commands.ts";
import { becomeAccount, invite, listInvitations, openInvitation, withdrawInvitation } from "#app/people/invitations.ts";
import { listPeople, PeopleFilter, readPerson } from "#app/people/queries.ts";
import { manages, type Standing } from "#app/people/rules.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import { type AccountRole, accountRoles, accounts, invitations } from "#db/schema/index.ts";
import { someAccount } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const now = new Date();
const school = "00000000-0000-4000-8000-00000000000a";
const hospital = "00000000-0000-4000-8000-00000000000b";
const nobody = "00000000-0000-4000-8000-0000000000ff";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await owner`insert into units (id, name, profession, district) values
    (${school}, '示例小学', 'teacher', '110105'), (${hospital}, '示例医院', 'medical', '110105')`;
});
beforeEach(async () => {
  await owner`delete from invitations`;
  await owner`delete from accounts`;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

type Somebody = Partial<Pick<AccountActor, "department" | "districts" | "unitId">>;
async function account(kind: AccountRole, over: Somebody = {}): Promise<AccountActor> {
  const { unitId = null, department = null, districts = ["*"] } = over;
  const made = await someAccount(database, { kind, department, districts });
  if (unitId !== null) await owner`update accounts set unit_id = ${unitId} where id = ${made.accountId}`;
  return { ...made, unitId };
}
const as = <T>(actor: AccountActor, work: Parameters<typeof asActor<T>>[2]) => asActor(portals.web.db, actor, work);
const standing = (role: AccountRole, over: Partial<Standing> = {}): Standing => ({
  role,
  department: null,
  districts: ["*"],
  unitId: null,
  ...over,
});
const inviteAs = (actor: AccountActor, whom: Standing) =>
  as(actor, (tx) => invite(tx, portals.web, actor, { displayName: "示例人员", standing: whom }, now));
const deeds = (action: string) =>
  owner`select actor_kind, account_id, subject_id, reason, details from audit_entries where action = ${action} order by seq`;
/** What the database says when a row is written past the commands. */
const refused = /row-level security|violates|permission denied|nobody|last administrator/;
const databaseSays = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => new Error("nothing was refused"),
    (thrown: unknown) => thrown,
  );
  return String(error instanceof Error ? (error.cause ?? error) : error);
};

describe("who manages whom", () => {
  const places: readonly Omit<Standing, "role">[] = [
    { department: null, districts: ["*"], unitId: null },
    { department: "police", districts: ["110105"], unitId: null },
    { department: "police", districts: ["110105", "110108"], unitId: null },
    { department: "police", districts: ["*"], unitId: null },
    { department: "civil_affairs", districts: ["110105"], unitId: null },
    { department: null, districts: ["110105"], unitId: school },
    { department: null, districts: ["110105"], unitId: hospital },
  ];
  const everybody = accountRoles.flatMap((role) => places.map((place) => ({ role, ...place })));

  test("the rule and the policy say the same of everybody about everybody", async () => {
    let allowed = 0;
    for (const { role: kind, ...place } of everybody) {
      const actor = { kind, accountId: nobody, ...place };
      const answers = await as(actor, async (tx) => {
        const found: boolean[] = [];
        for (const { role, department, districts, unitId } of everybody) {
          const [row] = await tx.execute<{ yes: boolean | null }>(
            sql`select portal.manages(${role}::text, ${department}::text, ${sql.param([...districts])}::text[], ${unitId}::uuid) as yes`,
          );
          found.push(row?.yes ?? false);
        }
        return found;
      });
      const rule = everybody.map((whom) => manages(actor, whom));
      expect(answers, JSON.stringify(actor)).toEqual(rule);
      allowed += rule.filter(Boolean).length;
    }
    expect(allowed).toBeGreaterThan(50);
  });

  test("the list and a person's page hold those whom one manages, and nobody else", async () => {
    const chaoyang = { department: "police", districts: ["110105"] };
    const lead = await account("lead", chaoyang);
    const own = await account("officer", chaoyang);
    const others = [
      await account("officer", { department: "police", districts: ["110108"] }),
      await account("officer", { department: "civil_affairs", districts: ["110105"] }),
      await account("lead", chaoyang),
      await account("admin"),
      await account("unit_reporter", { unitId: school }),
    ];
    const filter = PeopleFilter.parse({ state: "all" });
    const listed = await as(lead, (tx) => listPeople(tx, filter));
    expect(listed.people.map(({ id }) => id)).toEqual([own.accountId]);
    for (const other of [...others, lead]) {
      expect(await as(lead, (tx) => readPerson(tx, other.accountId))).toBeNull();
    }
    const admin = others[3] ?? own;
    const managed = await as(admin, (tx) => listPeople(tx, filter));
    expect(new Set(managed.people.map(({ role }) => role))).toEqual(new Set(["lead", "admin"]));
  });

  test("the list is searched by name or login, letter for letter, and filtered", async () => {
    const admin = await account("admin");
    await owner`update accounts set login = 'the-admin', display_name = '示例管理员' where id = ${admin.accountId}`;
    const search = (over: object) =>
      as(admin, async (tx) => (await listPeople(tx, PeopleFilter.parse(over))).people.map(({ login }) => login));
    expect(await search({ q: "管理" })).toEqual(["the-admin"]);
    expect(await search({ q: "THE-AD" })).toEqual(["the-admin"]);
    expect(await search({ q: "%" })).toEqual([]);
    expect(await search({ role: "lead" })).toEqual([]);
    expect(await search({ state: "off" })).toEqual([]);
    expect(await search({ q: "\u0000", role: "emperor", state: "weird", after: 7 })).toEqual(["the-admin"]);
  });
});

describe("an invitation", () => {
  const officerOfPolice = standing("officer", { department: "police", districts: ["110105"] });
  const chosen = { login: "new-officer", passwordHash: "hash", email: null };

  test("makes the account that it keeps a place for, once, and says so on the audit trail", async () => {
    const lead = await account("lead", { department: "police", districts: ["110105"] });
    const invited = await inviteAs(lead, officerOfPolice);
    if (invited === null) throw new Error("not invited");
    expect(await openInvitation(portals.web, invited.code, now)).toMatchObject({
      role: "officer",
      department: "police",
      districts: ["110105"],
      by: { role: "lead", department: "police" },
    });
    const become = await becomeAccount(portals.web, invited.code, chosen, now);
    if (become.outcome !== "made") throw new Error(become.outcome);
    const [made] = await owner`select * from accounts where id = ${become.accountId}`;
    expect(made).toMatchObject({
      login: "new-officer",
      role: "officer",
      department: "police",
      districts: ["110105"],
      active: true,
    });
    expect(await becomeAccount(portals.web, invited.code, { ...chosen, login: "second" }, now)).toEqual({
      outcome: "gone",
    });
    expect(await openInvitation(portals.web, invited.code, now)).toBeNull();
    expect(await as(lead, (tx) => listInvitations(tx, now))).toMatchObject([{ state: "used" }]);
    expect(await deeds("account_invited")).toMatchObject([{ account_id: lead.accountId, subject_id: invited.id }]);
    expect(await deeds("account_created")).toMatchObject([
      { actor_kind: "invited", account_id: null, subject_id: become.accountId },
    ]);
    const [stored] = await owner`select token_hash from invitations`;
    expect(Buffer.from(stored?.token_hash).toString("utf8")).not.toContain(invited.code);
  });

  test("two who use it at the same moment become one account", async () => {
    const lead = await account("lead", { department: "police" });
    const invited = await inviteAs(lead, officerOfPolice);
    const outcomes = await Promise.all(
      ["first", "second", "third"].map((login) =>
        becomeAccount(portals.web, invited?.code ?? "", { ...chosen, login }, now),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["gone", "gone", "made"]);
  });

  test("with a login that is taken it waits for another login", async () => {
    const lead = await account("lead", { department: "police" });
    const invited = await inviteAs(lead, officerOfPolice);
    await owner`update accounts set login = 'taken' where id = ${lead.accountId}`;
    const code = invited?.code ?? "";
    expect(await becomeAccount(portals.web, code, { ...chosen, login: "taken" }, now)).toEqual({
      outcome: "login_taken",
    });
    expect((await becomeAccount(portals.web, code, chosen, now)).outcome).toBe("made");
  });

  test("withdrawn, expired, unknown and given by somebody who has left: all the same", async () => {
    const lead = await account("lead", { department: "police" });
    const codes = { withdrawn: "", expired: "", left: "", unknown: "ABCDE23456ABCDE23456" };
    const withdrawn = await inviteAs(lead, officerOfPolice);
    codes.withdrawn = withdrawn?.code ?? "";
    expect(await as(lead, (tx) => withdrawInvitation(tx, withdrawn?.id ?? "", now))).toBe(true);
    expect(await as(lead, (tx) => withdrawInvitation(tx, withdrawn?.id ?? "", now))).toBe(false);
    const expired = await inviteAs(lead, officerOfPolice);
    codes.expired = expired?.code ?? "";
    await owner`update invitations set expires_at = now() - interval '1 second' where id = ${expired?.id ?? ""}`;
    const gone = await account("lead", { department: "police" });
    codes.left = (await inviteAs(gone, officerOfPolice))?.code ?? "";
    await owner`update accounts set active = false where id = ${gone.accountId}`;
    for (const [why, code] of Object.entries(codes)) {
      expect(await openInvitation(portals.web, code, now), why).toBeNull();
      expect(await becomeAccount(portals.web, code, chosen, now), why).toEqual({ outcome: "gone" });
    }
    expect(await owner`select 1 from accounts where login = 'new-officer'`).toHaveLength(0);
  });

  test.each<[string, AccountRole, Somebody, Standing]>([
    [
      "a lead for another department",
      "lead",
      { department: "police" },
      standing("officer", { department: "civil_affairs", districts: ["110105"] }),
    ],
    [
      "a lead beyond their districts",
      "lead",
      { department: "police", districts: ["110105"] },
      standing("officer", { department: "police", districts: ["110105", "110108"] }),
    ],
    [
      "a lead for the whole city",
      "lead",
      { department: "police", districts: ["110105"] },
      standing("officer", { department: "police" }),
    ],
    [
      "a lead of a lead",
      "lead",
      { department: "police" },
      standing("lead", { department: "police", districts: ["110105"] }),
    ],
    ["a lead of an administrator", "lead", { department: "police" }, standing("admin")],
    ["a unit's lead of an officer", "unit_lead", { unitId: school }, officerOfPolice],
    [
      "a unit's lead for another unit",
      "unit_lead",
      { unitId: school },
      standing("unit_reporter", { unitId: hospital }),
    ],
    ["a unit's lead of a unit's lead", "unit_lead", { unitId: school }, standing("unit_lead", { unitId: school })],
    ["an administrator of an officer", "admin", {}, officerOfPolice],
    ["an officer of an officer", "officer", { department: "police" }, officerOfPolice],
    ["an auditor of an auditor", "auditor", {}, standing("auditor")],
    [
      "a coordinator of a coordinator",
      "coordinator",
      { department: "women_children_office" },
      standing("coordinator", { department: "women_children_office" }),
    ],
  ])("is not given by %s, neither by the command nor by the database", async (_what, kind, place, whom) => {
    const actor = await account(kind, place);
    expect(await inviteAs(actor, whom)).toBeNull();
    const { role, department, districts, unitId } = whom;
    const forged = as(actor, (tx) =>
      tx.insert(invitations).values({
        id: randomUUID(),
        tokenHash: Buffer.from(randomUUID()),
        role,
        department,
        districts: [...districts],
        unitId,
        displayName: "示例",
        invitedBy: actor.accountId,
        createdAt: now,
        expiresAt: new Date(now.getTime() + 86_400_000),
      }),
    );
    expect(await databaseSays(forged)).toMatch(refused);
  });

  test("is neither given in another's name nor for longer than seven days", async () => {
    const [lead, other] = [
      await account("lead", { department: "police" }),
      await account("lead", { department: "police" }),
    ];
    const row = {
      id: randomUUID(),
      tokenHash: Buffer.from("x"),
      ...officerOfPolice,
      districts: ["110105"],
      displayName: "示例",
      createdAt: now,
    };
    const week = new Date(now.getTime() + 7 * 86_400_000);
    const inAnothersName = as(lead, (tx) =>
      tx.insert(invitations).values({ ...row, invitedBy: other.accountId, expiresAt: week }),
    );
    expect(await databaseSays(inAnothersName)).toMatch(refused);
    const year = new Date(now.getTime() + 365 * 86_400_000);
    const forLong = as(lead, (tx) =>
      tx.insert(invitations).values({ ...row, invitedBy: lead.accountId, expiresAt: year }),
    );
    expect(await databaseSays(forLong)).toMatch(refused);
  });

  test("makes no account of another role or place, and none without it", async () => {
    const lead = await account("lead", { department: "police" });
    const invited = await inviteAs(lead, officerOfPolice);
    const tokenHash = portals.web.vault.token("invitation", invited?.code ?? "");
    const row = {
      id: randomUUID(),
      login: "forged",
      passwordHash: "hash",
      role: "officer" as AccountRole,
      department: "police",
      districts: ["110105"],
      displayName: "示例",
    };
    const forge = (over: object, hash = tokenHash) =>
      databaseSays(
        asActor(portals.web.db, { kind: "invited", tokenHash: hash }, (tx) =>
          tx.insert(accounts).values({ ...row, ...over }),
        ),
      );
    expect(await forge({ role: "admin" })).toMatch(refused);
    expect(await forge({ department: "procuratorate" })).toMatch(refused);
    expect(await forge({ districts: ["*"] })).toMatch(refused);
    expect(await forge({ unitId: school })).toMatch(refused);
    expect(await forge({}, Buffer.from("another"))).toMatch(refused);
    expect(await databaseSays(as(lead, (tx) => tx.insert(accounts).values(row)))).toMatch(refused);
  });

  test("is not seen, and not withdrawn, by whoever does not manage such people", async () => {
    const lead = await account("lead", { department: "police", districts: ["110105"] });
    const stranger = await account("lead", { department: "police", districts: ["110108"] });
    const invited = await inviteAs(lead, officerOfPolice);
    expect(await as(stranger, (tx) => listInvitations(tx, now))).toEqual([]);
    expect(await as(stranger, (tx) => withdrawInvitation(tx, invited?.id ?? "", now))).toBe(false);
    expect(await as(lead, (tx) => listInvitations(tx, now))).toMatchObject([{ state: "open" }]);
  });
});

describe("switching an account off and on", () => {
  const chaoyang = { department: "police", districts: ["110105"] };

  test("ends every session at once, keeps the account, and stands on the audit trail with its reason", async () => {
    const [lead, officer] = [await account("lead", chaoyang), await account("officer", chaoyang)];
    for (const { accountId } of [lead, officer, officer]) {
      await owner`insert into sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at)
        values (${randomUUID()}, ${Buffer.from(randomUUID())}, ${accountId}, now(), now(), now() + interval '1 hour')`;
    }
    expect(await as(lead, (tx) => switchOff(tx, lead, officer.accountId, "left_office", now))).toEqual({
      outcome: "done",
    });
    expect(await owner`select account_id from sessions`).toMatchObject([{ account_id: lead.accountId }]);
    expect(await as(lead, (tx) => readPerson(tx, officer.accountId))).toMatchObject({ active: false });
    expect(await as(lead, (tx) => switchOff(tx, lead, officer.accountId, "left_office", now))).toEqual({
      outcome: "already",
    });
    expect(await as(lead, (tx) => switchOn(tx, lead, officer.accountId, "came_back"))).toEqual({ outcome: "done" });
    expect(await as(lead, (tx) => readPerson(tx, officer.accountId))).toMatchObject({
      active: true,
      deactivatedAt: null,
    });
    const [off] = await deeds("account_deactivated");
    expect(off).toMatchObject({ account_id: lead.accountId, subject_id: officer.accountId, reason: "left_office" });
    expect(await deeds("account_reactivated")).toMatchObject([{ subject_id: officer.accountId, reason: "came_back" }]);
    expect(await owner`select payload from outbox where kind = 'hand-back-work'`).toMatchObject([
      { payload: { v: 1, accountId: officer.accountId } },
    ]);
  });

  test("nobody does it to themself, nor to somebody whom they do not manage, nor in the database itself", async () => {
    const [admin, second] = [await account("admin"), await account("admin")];
    const lead = await account("lead", chaoyang);
    const stranger = await account("officer", { department: "civil_affairs", districts: ["110105"] });
    expect(await as(admin, (tx) => switchOff(tx, admin, admin.accountId, "other", now))).toEqual({ outcome: "self" });
    expect(await as(admin, (tx) => resetSecondFactors(tx, admin, admin.accountId, "security"))).toEqual({
      outcome: "self",
    });
    expect(await as(lead, (tx) => switchOff(tx, lead, stranger.accountId, "other", now))).toEqual({
      outcome: "absent",
    });
    expect(await as(lead, (tx) => switchOff(tx, lead, admin.accountId, "other", now))).toEqual({ outcome: "absent" });
    expect(await as(admin, (tx) => switchOff(tx, admin, stranger.accountId, "other", now))).toEqual({
      outcome: "absent",
    });
    const off = (actor: AccountActor, id: string) =>
      as(actor, (tx) =>
        tx.update(accounts).set({ active: false }).where(eq(accounts.id, id)).returning({ id: accounts.id }),
      );
    expect(await databaseSays(off(admin, admin.accountId))).toMatch(refused);
    expect(await off(lead, stranger.accountId)).toEqual([]);
    expect(await off(admin, second.accountId)).toHaveLength(1);
  });

  test("the last administrator stays, also when two switch each other off at the same moment", async () => {
    const [first, second] = [await account("admin"), await account("admin")];
    const outcomes = await Promise.all([
      as(first, (tx) => switchOff(tx, first, second.accountId, "other", now)),
      as(second, (tx) => switchOff(tx, second, first.accountId, "other", now)),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["done", "last_admin"]);
    expect(await owner`select 1 from accounts where role = 'admin' and active`).toHaveLength(1);
  });

  test("nobody sets another's password, or makes themself or another something else", async () => {
    const [admin, lead] = [await account("admin"), await account("lead", chaoyang)];
    const change = (actor: AccountActor, id: string, set: Partial<typeof accounts.$inferInsert>) =>
      databaseSays(as(actor, (tx) => tx.update(accounts).set(set).where(eq(accounts.id, id))));
    expect(await change(admin, lead.accountId, { passwordHash: "mine" })).toMatch(refused);
    expect(await change(lead, lead.accountId, { role: "admin" })).toMatch(refused);
    expect(await change(lead, lead.accountId, { districts: ["*"] })).toMatch(refused);
    expect(await change(admin, lead.accountId, { department: "procuratorate" })).toMatch(refused);
    expect(await change(lead, lead.accountId, { passwordHash: "own" })).toMatch(/nothing was refused/);
  });

  test("second factors and recovery codes go, with the sessions of whoever holds the lost device", async () => {
    const [lead, officer] = [await account("lead", chaoyang), await account("officer", chaoyang)];
    const reset = () => as(lead, (tx) => resetSecondFactors(tx, lead, officer.accountId, "device_lost"));
    expect(await reset()).toEqual({ outcome: "already" });
    await owner`insert into second_factors (id, account_id, kind, label, created_at, confirmed_at)
      values (${randomUUID()}, ${officer.accountId}, 'totp', '示例手机', now(), now())`;
    await owner`insert into recovery_codes (id, account_id, code_hash, created_at)
      values (${randomUUID()}, ${officer.accountId}, ${Buffer.from("x")}, now())`;
    await owner`insert into sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at)
      values (${randomUUID()}, ${Buffer.from("y")}, ${officer.accountId}, now(), now(), now() + interval '1 hour')`;
    expect(await as(lead, (tx) => readPerson(tx, officer.accountId))).toMatchObject({ secondFactor: true });
    expect(await reset()).toEqual({ outcome: "done" });
    for (const table of ["second_factors", "recovery_codes", "sessions"]) {
      expect(await owner`select 1 from ${owner(table)} where account_id = ${officer.accountId}`, table).toHaveLength(0);
    }
    expect(await deeds("second_factors_reset")).toMatchObject([
      { subject_id: officer.accountId, reason: "device_lost" },
    ]);
  });
});
