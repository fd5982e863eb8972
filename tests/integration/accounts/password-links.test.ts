import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changePassword } from "#app/accounts/change-password.ts";
import { wordsOfPasswordLetter } from "#app/accounts/password-letter.ts";
import {
  askPasswordLink,
  letterOfLink,
  openPasswordLink,
  type PasswordLetter,
  removeExpiredLinks,
  setPasswordByLink,
} from "#app/accounts/password-links.ts";
import { hashPassword } from "#app/accounts/passwords.ts";
import { mostOpenLinks, passwordLinkLifetime } from "#app/accounts/rules.ts";
import { findSession } from "#app/accounts/sessions.ts";
import { signIn } from "#app/accounts/sign-in.ts";
import { handLink } from "#app/people/commands.ts";
import { type AccountActor, anyone, asActor, asSystem } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const [login, email, name] = ["zhang-example", "duty@police.example", "示例值守员"];
const password = "示例口令，很长";
const chosen = "另一个示例的口令，也够长的";
const now = new Date();
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let officer: AccountActor;
let lead: AccountActor;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  officer = await someOfficer(database, "police");
  lead = await someOfficer(database, "police", ["110105"], "lead");
});
beforeEach(async () => {
  for (const table of ["rate_limits", "sessions", "password_links", "outbox", "second_factors", "account_recoveries"]) {
    await owner`delete from ${owner(table)}`;
  }
  await owner`update accounts set active = true, email = null`;
  await owner`update accounts set login = ${login}, email = ${email}, display_name = ${name},
    password_hash = ${await hashPassword(password)} where id = ${officer.accountId}`;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

/** The last link that was asked for. */
async function ask(asked: string, at = now): Promise<string> {
  await askPasswordLink(portals.web, asked, at);
  const [row] = await owner`select id from password_links order by id desc limit 1`;
  return String(row?.id);
}
const letterOf = (linkId: string, at = now) =>
  asSystem(portals.worker.db, "send-password-letter", (tx) => letterOfLink(tx, portals.worker, linkId, at));
function codeIn(letter: PasswordLetter | null): string {
  if (letter?.about !== "link") throw new Error("no link");
  return letter.code;
}
const mailedCode = async (at = now) => codeIn(await letterOf(await ask(login, at), at));
const enter = (typed: string, at = now) =>
  signIn(portals.web, {
    credentials: { login, password: typed },
    clientAddress: "192.0.2.1",
    device: "chrome linux",
    formerToken: null,
    at,
  });
const hand = (by: AccountActor, to: string) =>
  asActor(portals.web.db, by, (tx) => handLink(tx, portals.web, by, { id: to, reason: "no_mail" }, now));
const deeds = async (work: () => Promise<unknown>) => {
  const [before] = await owner`select coalesce(max(seq), 0) as seq from audit_entries`;
  await work();
  return owner`select action, actor_kind, account_id, subject_id, reason from audit_entries where seq > ${before?.seq} order by seq`;
};

describe("asking", () => {
  test("does the same for an account that is there and for one that is not: a sealed word and a job", async () => {
    const shape = async (asked: string) => {
      await owner`delete from password_links`;
      await owner`delete from outbox`;
      expect(await deeds(() => askPasswordLink(portals.web, asked, now))).toEqual([]);
      const links =
        await owner`select account_id, token_hash, issued_by, used_at, length(sealed_asked) as long from password_links`;
      return { links, jobs: await owner`select kind from outbox` };
    };
    const known = await shape(login);
    expect(known.jobs).toEqual([{ kind: "send-password-letter" }]);
    expect(known.links).toMatchObject([{ account_id: null, token_hash: null }]);
    expect(await shape(login.replace("zhang", "nobod"))).toEqual(known);
  });

  test("brings a letter by login or by address, without a word on whose it is", async () => {
    for (const asked of [login, email]) {
      const id = await ask(asked);
      const letter = await letterOf(id);
      expect(letter).toMatchObject({ about: "link", to: email });
      const words =
        letter === null ? { subject: "", text: "" } : wordsOfPasswordLetter(letter, "https://baohu.example");
      expect(words.text).toContain("https://baohu.example/sign-in/new-password#");
      for (const secret of [login, email, name, "110105"]) expect(words.subject + words.text).not.toContain(secret);
      const [row] =
        await owner`select sealed_asked, account_id, encode(token_hash, 'escape') as hash from password_links where id = ${id}`;
      expect(row).toMatchObject({ sealed_asked: null, account_id: officer.accountId });
      expect(String(row?.hash)).not.toContain(codeIn(letter));
    }
  });

  test("brings none for who is not there, is switched off, has no address, or shares it with another", async () => {
    expect(await letterOf(await ask("nobody-example"))).toBeNull();
    await owner`update accounts set email = ${email} where id = ${lead.accountId}`;
    expect(await letterOf(await ask(email))).toBeNull();
    expect(await letterOf(await ask(login))).not.toBeNull();
    await owner`update accounts set email = null`;
    expect(await letterOf(await ask(login))).toBeNull();
    await owner`update accounts set email = ${email}, active = false where id = ${officer.accountId}`;
    expect(await letterOf(await ask(login))).toBeNull();
  });

  test("brings none for people of the demo in production, on whatever database", async () => {
    const demoId = "6f5d1b0e-8a34-5a7c-9d5e-2f7b6c1a9e10";
    await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name, email)
      values (${demoId}, 'demo-example', 'x', 'officer', 'police', ${["110105"]}, '示例值守员', 'demo@mail.example')`;
    const production = { ...portals.worker, config: { ...portals.worker.config, mode: "production" as const } };
    const letterIn = async (portal: typeof portals.worker) => {
      const linkId = await ask("demo-example");
      return asSystem(portals.worker.db, "send-password-letter", (tx) => letterOfLink(tx, portal, linkId, now));
    };
    expect(await letterIn(portals.worker)).toMatchObject({ about: "link" });
    expect(await letterIn(production)).toBeNull();
    await owner`delete from password_links`;
    await owner`delete from accounts where id = ${demoId}`;
  });

  test("fills nobody's mailbox, and a letter that is tried again opens with its last code only", async () => {
    const first = await ask(login);
    const lost = codeIn(await letterOf(first));
    const sent = codeIn(await letterOf(first));
    expect(await openPasswordLink(portals.web, lost, now)).toBeNull();
    expect(await openPasswordLink(portals.web, sent, now)).toMatchObject({ login });
    for (let more = 1; more < mostOpenLinks; more += 1) expect(await letterOf(await ask(login))).not.toBeNull();
    expect(await letterOf(await ask(login))).toBeNull();
    await owner`update password_links set expires_at = now() - interval '1 hour'`;
    expect(await letterOf(await ask(login))).not.toBeNull();
  });

  test("a letter that comes too late is not sent", async () => {
    const id = await ask(login);
    expect(await letterOf(id, later(passwordLinkLifetime))).toBeNull();
  });
});

describe("a link", () => {
  test("sets the password once, ends every session, and leaves the second factor", async () => {
    const before = await enter(password);
    if (before.outcome !== "signed_in") throw new Error(before.outcome);
    await owner`insert into second_factors (id, account_id, kind, label, created_at, confirmed_at)
      values (gen_random_uuid(), ${officer.accountId}, 'totp', 'x', now(), now())`;
    const [code, other] = [await mailedCode(), await mailedCode()];
    const hash = await hashPassword(chosen);
    const done = await deeds(async () => expect(await setPasswordByLink(portals.web, code, hash, now)).toBe(true));
    expect(done).toMatchObject([
      { action: "password_reset", actor_kind: "officer", account_id: officer.accountId, reason: "link_mailed" },
    ]);
    const found = await asActor(portals.web.db, anyone, (tx) => findSession(tx, portals.web, before.token, now));
    expect(found).toEqual({ state: "ended" });
    expect(await enter(password)).toEqual({ outcome: "wrong" });
    expect(await enter(chosen)).toMatchObject({ outcome: "halfway", needs: "confirm" });
    for (const spent of [code, other]) {
      expect(await openPasswordLink(portals.web, spent, now)).toBeNull();
      expect(await setPasswordByLink(portals.web, spent, hash, now)).toBe(false);
    }
  });

  test("of two who use it at the same moment, one does", async () => {
    const code = await mailedCode();
    const hashes = [await hashPassword(chosen), await hashPassword(`${chosen}二`)];
    const set = await Promise.all(hashes.map((hash) => setPasswordByLink(portals.web, code, hash, now)));
    expect(set.filter(Boolean)).toHaveLength(1);
  });

  test("opens nothing after an hour, for an account switched off, or with another code", async () => {
    const code = await mailedCode();
    expect(await openPasswordLink(portals.web, code, later(passwordLinkLifetime))).toBeNull();
    expect(await setPasswordByLink(portals.web, code, "x", later(passwordLinkLifetime))).toBe(false);
    expect(await openPasswordLink(portals.web, [...code].reverse().join(""), now)).toBeNull();
    await owner`update accounts set active = false where id = ${officer.accountId}`;
    expect(await openPasswordLink(portals.web, code, now)).toBeNull();
  });

  test("opens nothing once the password was changed by whoever knew it", async () => {
    const code = await mailedCode();
    const signedIn = await enter(password);
    if (signedIn.outcome !== "signed_in") throw new Error(signedIn.outcome);
    const found = await asActor(portals.web.db, anyone, (tx) => findSession(tx, portals.web, signedIn.token, now));
    if (found.state !== "alive") throw new Error(found.state);
    const change = { current: password, chosen, again: chosen };
    const changing = { signedIn: found.signedIn, change, clientAddress: "192.0.2.1", at: now };
    expect(await changePassword(portals.web, changing)).toBeNull();
    expect(await openPasswordLink(portals.web, code, now)).toBeNull();
  });

  test("once used, brings the account the word that its password is new", async () => {
    await setPasswordByLink(portals.web, await mailedCode(), await hashPassword(chosen), now);
    const jobs = await owner`select payload->>'linkId' as id from outbox order by id`;
    const [used] = await owner`select id from password_links where used_at is not null`;
    expect(jobs.map(({ id }) => id)).toEqual([used?.id, used?.id]);
    expect(await letterOf(String(used?.id))).toEqual({ about: "changed", to: email });
  });

  test("is forgotten a day after its hour", async () => {
    await mailedCode();
    const forget = (at: Date) => asSystem(portals.worker.db, "upkeep", (tx) => removeExpiredLinks(tx, at));
    await forget(later(passwordLinkLifetime + 86_400_000 - 1));
    expect(await owner`select 1 from password_links`).toHaveLength(1);
    await forget(later(passwordLinkLifetime + 86_400_001));
    expect(await owner`select 1 from password_links`).toHaveLength(0);
  });
});

describe("a link handed over", () => {
  test("is made by whoever manages the account, with a deed, and sets the password like any other", async () => {
    await owner`update accounts set email = null`;
    let code = "";
    const done = await deeds(async () => {
      const handed = await hand(lead, officer.accountId);
      if (handed.outcome !== "done") throw new Error(handed.outcome);
      code = handed.code;
    });
    expect(done).toMatchObject([
      { action: "password_link_issued", account_id: lead.accountId, subject_id: officer.accountId, reason: "no_mail" },
    ]);
    const set = await deeds(() => setPasswordByLink(portals.web, code, "hash", now));
    expect(set).toMatchObject([{ action: "password_reset", account_id: officer.accountId, reason: "link_handed" }]);
  });

  test("is worth as much as whoever handed it over", async () => {
    const handed = await hand(lead, officer.accountId);
    if (handed.outcome !== "done") throw new Error(handed.outcome);
    await owner`update accounts set active = false where id = ${lead.accountId}`;
    expect(await openPasswordLink(portals.web, handed.code, now)).toBeNull();
  });

  test("is made for nobody else: not for oneself, another desk's officer, or an account switched off", async () => {
    const elsewhere = await someOfficer(database, "police", ["110108"]);
    expect(await hand(lead, elsewhere.accountId)).toEqual({ outcome: "absent" });
    expect(await hand(lead, lead.accountId)).toEqual({ outcome: "self" });
    expect(await hand(officer, lead.accountId)).toEqual({ outcome: "absent" });
    await owner`update accounts set active = false where id = ${officer.accountId}`;
    expect(await hand(lead, officer.accountId)).toEqual({ outcome: "off" });
  });

  test("is refused by the database itself where the command would have let it through", async () => {
    const insert = (by: AccountActor, to: string, minutes = 60, recorded = true) =>
      asActor(portals.web.db, by, async (tx) => {
        const id = randomUUID();
        if (recorded) {
          await tx.execute(`insert into account_recoveries (id, account_id, subject_id, kind)
            values ('${id}', '${by.accountId}', '${to}', 'password_link')`);
        }
        await tx.execute(`insert into password_links (id, account_id, token_hash, issued_by, created_at, expires_at)
          values ('${id}', '${to}', '\\x${Math.random().toString().slice(2, 10)}', '${by.accountId}', now(), now() + interval '${minutes} minutes')`);
      }).then(
        () => "made",
        () => "refused",
      );
    const elsewhere = await someOfficer(database, "police", ["110108"]);
    expect(await insert(lead, officer.accountId)).toBe("made");
    expect(await insert(lead, officer.accountId, 60, false), "without leaving a word of it").toBe("refused");
    expect(await insert(lead, officer.accountId, 120)).toBe("refused");
    expect(await insert(lead, lead.accountId)).toBe("refused");
    expect(await insert(lead, elsewhere.accountId)).toBe("refused");
    expect(await insert(officer, lead.accountId)).toBe("refused");
  });
});
