import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { becomeAccount, listInvitations, openInvitation, withdrawInvitation } from "#app/people/invitations.ts";
import { listPeople, PeopleFilter, readPerson } from "#app/people/queries.ts";
import { manages, type Standing } from "#app/people/rules.ts";
import { asActor } from "#db/actor.ts";
import { type AccountRole, accountRoles, accounts, invitations } from "#db/schema/index.ts";
import {
  type Bench,
  databaseSays,
  hospital,
  nobody,
  now,
  openBench,
  refused,
  type Somebody,
  school,
  standing,
} from "./bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => bench.empty());
afterAll(() => bench.close());

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
      const answers = await bench.as(actor, async (tx) => {
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
    const lead = await bench.account("lead", chaoyang);
    const own = await bench.account("officer", chaoyang);
    const others = [
      await bench.account("officer", { department: "police", districts: ["110108"] }),
      await bench.account("officer", { department: "civil_affairs", districts: ["110105"] }),
      await bench.account("lead", chaoyang),
      await bench.account("admin"),
      await bench.account("unit_reporter", { unitId: school }),
    ];
    const filter = PeopleFilter.parse({ state: "all" });
    const listed = await bench.as(lead, (tx) => listPeople(tx, filter));
    expect(listed.people.map(({ id }) => id)).toEqual([own.accountId]);
    for (const other of [...others, lead]) {
      expect(await bench.as(lead, (tx) => readPerson(tx, other.accountId))).toBeNull();
    }
    const admin = others[3] ?? own;
    const managed = await bench.as(admin, (tx) => listPeople(tx, filter));
    expect(new Set(managed.people.map(({ role }) => role))).toEqual(new Set(["lead", "admin"]));
  });

  test("the list is searched by name or login, letter for letter, and filtered", async () => {
    const admin = await bench.account("admin");
    await bench.owner`update accounts set login = 'the-admin', display_name = '示例管理员' where id = ${admin.accountId}`;
    const search = (over: object) =>
      bench.as(admin, async (tx) => (await listPeople(tx, PeopleFilter.parse(over))).people.map(({ login }) => login));
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
    const lead = await bench.account("lead", { department: "police", districts: ["110105"] });
    const invited = await bench.inviteAs(lead, officerOfPolice);
    if (invited === null) throw new Error("not invited");
    expect(await openInvitation(bench.portals.web, invited.code, now)).toMatchObject({
      role: "officer",
      department: "police",
      districts: ["110105"],
      by: { role: "lead", department: "police" },
    });
    const become = await becomeAccount(bench.portals.web, invited.code, chosen, now);
    if (become.outcome !== "made") throw new Error(become.outcome);
    const [made] = await bench.owner`select * from accounts where id = ${become.accountId}`;
    expect(made).toMatchObject({
      login: "new-officer",
      role: "officer",
      department: "police",
      districts: ["110105"],
      active: true,
    });
    expect(await becomeAccount(bench.portals.web, invited.code, { ...chosen, login: "second" }, now)).toEqual({
      outcome: "gone",
    });
    expect(await openInvitation(bench.portals.web, invited.code, now)).toBeNull();
    expect(await bench.as(lead, (tx) => listInvitations(tx, now))).toMatchObject([{ state: "used" }]);
    expect(await bench.deeds("account_invited")).toMatchObject([
      { account_id: lead.accountId, subject_id: invited.id },
    ]);
    expect(await bench.deeds("account_created")).toMatchObject([
      { actor_kind: "invited", account_id: null, subject_id: become.accountId },
    ]);
    const [stored] = await bench.owner`select token_hash from invitations`;
    expect(Buffer.from(stored?.token_hash).toString("utf8")).not.toContain(invited.code);
  });

  test("two who use it at the same moment become one account", async () => {
    const lead = await bench.account("lead", { department: "police" });
    const invited = await bench.inviteAs(lead, officerOfPolice);
    const outcomes = await Promise.all(
      ["first", "second", "third"].map((login) =>
        becomeAccount(bench.portals.web, invited?.code ?? "", { ...chosen, login }, now),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["gone", "gone", "made"]);
  });

  test("with a login that is taken it waits for another login", async () => {
    const lead = await bench.account("lead", { department: "police" });
    const invited = await bench.inviteAs(lead, officerOfPolice);
    await bench.owner`update accounts set login = 'taken' where id = ${lead.accountId}`;
    const code = invited?.code ?? "";
    expect(await becomeAccount(bench.portals.web, code, { ...chosen, login: "taken" }, now)).toEqual({
      outcome: "login_taken",
    });
    expect((await becomeAccount(bench.portals.web, code, chosen, now)).outcome).toBe("made");
  });

  test("withdrawn, expired, unknown and given by somebody who has left: all the same", async () => {
    const lead = await bench.account("lead", { department: "police" });
    const codes = { withdrawn: "", expired: "", left: "", unknown: "ABCDE23456ABCDE23456" };
    const withdrawn = await bench.inviteAs(lead, officerOfPolice);
    codes.withdrawn = withdrawn?.code ?? "";
    expect(await bench.as(lead, (tx) => withdrawInvitation(tx, withdrawn?.id ?? "", now))).toBe(true);
    expect(await bench.as(lead, (tx) => withdrawInvitation(tx, withdrawn?.id ?? "", now))).toBe(false);
    const expired = await bench.inviteAs(lead, officerOfPolice);
    codes.expired = expired?.code ?? "";
    await bench.owner`update invitations set expires_at = now() - interval '1 second' where id = ${expired?.id ?? ""}`;
    const gone = await bench.account("lead", { department: "police" });
    codes.left = (await bench.inviteAs(gone, officerOfPolice))?.code ?? "";
    await bench.owner`update accounts set active = false where id = ${gone.accountId}`;
    for (const [why, code] of Object.entries(codes)) {
      expect(await openInvitation(bench.portals.web, code, now), why).toBeNull();
      expect(await becomeAccount(bench.portals.web, code, chosen, now), why).toEqual({ outcome: "gone" });
    }
    expect(await bench.owner`select 1 from accounts where login = 'new-officer'`).toHaveLength(0);
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
    const actor = await bench.account(kind, place);
    expect(await bench.inviteAs(actor, whom)).toBeNull();
    const { role, department, districts, unitId } = whom;
    const forged = bench.as(actor, (tx) =>
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
      await bench.account("lead", { department: "police" }),
      await bench.account("lead", { department: "police" }),
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
    const inAnothersName = bench.as(lead, (tx) =>
      tx.insert(invitations).values({ ...row, invitedBy: other.accountId, expiresAt: week }),
    );
    expect(await databaseSays(inAnothersName)).toMatch(refused);
    const year = new Date(now.getTime() + 365 * 86_400_000);
    const forLong = bench.as(lead, (tx) =>
      tx.insert(invitations).values({ ...row, invitedBy: lead.accountId, expiresAt: year }),
    );
    expect(await databaseSays(forLong)).toMatch(refused);
  });

  test("makes no account of another role or place, and none without it", async () => {
    const lead = await bench.account("lead", { department: "police" });
    const invited = await bench.inviteAs(lead, officerOfPolice);
    const tokenHash = bench.portals.web.vault.token("invitation", invited?.code ?? "");
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
        asActor(bench.portals.web.db, { kind: "invited", tokenHash: hash }, (tx) =>
          tx.insert(accounts).values({ ...row, ...over }),
        ),
      );
    expect(await forge({ role: "admin" })).toMatch(refused);
    expect(await forge({ department: "procuratorate" })).toMatch(refused);
    expect(await forge({ districts: ["*"] })).toMatch(refused);
    expect(await forge({ unitId: school })).toMatch(refused);
    expect(await forge({}, Buffer.from("another"))).toMatch(refused);
    expect(await databaseSays(bench.as(lead, (tx) => tx.insert(accounts).values(row)))).toMatch(refused);
  });

  test("is not seen, and not withdrawn, by whoever does not manage such people", async () => {
    const lead = await bench.account("lead", { department: "police", districts: ["110105"] });
    const stranger = await bench.account("lead", { department: "police", districts: ["110108"] });
    const invited = await bench.inviteAs(lead, officerOfPolice);
    expect(await bench.as(stranger, (tx) => listInvitations(tx, now))).toEqual([]);
    expect(await bench.as(stranger, (tx) => withdrawInvitation(tx, invited?.id ?? "", now))).toBe(false);
    expect(await bench.as(lead, (tx) => listInvitations(tx, now))).toMatchObject([{ state: "open" }]);
  });
});
