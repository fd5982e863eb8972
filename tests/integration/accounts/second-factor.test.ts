import { hash } from "@node-rs/argon2";
import { Secret, TOTP } from "otpauth";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { changePassword } from "#app/accounts/change-password.ts";
import { confirmSignIn, type Shown } from "#app/accounts/confirm.ts";
import { endOneSession, endOtherSessions } from "#app/accounts/own-sessions.ts";
import { hashPassword } from "#app/accounts/passwords.ts";
import { makeRecoveryCodes, recoveryCodesLeft } from "#app/accounts/recovery-codes.ts";
import { codeLimits, confirmWithin, freshFor } from "#app/accounts/rules.ts";
import { factorsOf, removeFactor } from "#app/accounts/second-factors.ts";
import { findSession, isSessionAlive, type SignedIn } from "#app/accounts/sessions.ts";
import { mustConfirmAgain, setUpFactor } from "#app/accounts/set-up.ts";
import { signIn } from "#app/accounts/sign-in.ts";
import { beginTotp, pendingTotp } from "#app/accounts/totp.ts";
import { letterOf } from "#app/notices/letter.ts";
import { tellPeople } from "#app/notices/telling.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type AccountActor, anyone, asActor, asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { recoveryCodes } from "#db/schema/index.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const login = "police-example";
const password = "示例口令，很长的一句话";
const actor: AccountActor = {
  kind: "officer",
  accountId: "00000000-0000-4000-8000-00000000000a",
  department: "police",
  districts: ["110105"],
  unitId: null,
};
const { accountId } = actor;
const other = { ...actor, accountId: "00000000-0000-4000-8000-00000000000b" };
const start = new Date("2026-11-23T02:00:10Z");
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const step = 30_000;

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
/** The portal in production, where officers have to have a second factor. */
let strict: Portal;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  strict = { ...portals.web, config: { ...portals.web.config, mode: "production" } };
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  const passwordHash = await hashPassword(password);
  for (const [id, name] of [
    [accountId, login],
    [other.accountId, "police-other"],
  ] as const) {
    await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name)
      values (${id}, ${name}, ${passwordHash}, 'officer', 'police', ${["110105"]}, '示例值守员')`;
  }
});
beforeEach(async () => {
  await owner`delete from rate_limits`;
  await owner`delete from sessions`;
  await owner`delete from second_factors`;
  await owner`delete from recovery_codes`;
  await owner`update accounts set password_hash = ${await hashPassword(password)}`;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

const as = <T>(work: (tx: Tx) => Promise<T>, who: AccountActor = actor) => asActor(portals.web.db, who, work);
const deeds = async (): Promise<readonly string[]> =>
  (await owner`select action, reason, account_id, subject_id from audit_entries order by seq`).map(
    ({ action, reason }) => (reason === null ? action : `${action} ${reason}`),
  );
const newDeeds = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const before = (await deeds()).length;
  await work();
  return (await deeds()).slice(before);
};

interface Trying {
  readonly portal?: Portal;
  readonly login?: string;
  readonly at?: Date;
}
async function enter({ portal = portals.web, login: name = login, at = start }: Trying = {}) {
  const entered = await signIn(portal, {
    credentials: { login: name, password },
    clientAddress: "192.0.2.1",
    device: "chrome linux",
    formerToken: null,
    at,
  });
  if (entered.outcome !== "signed_in" && entered.outcome !== "halfway") throw new Error(entered.outcome);
  const found = await find(entered.token, at, portal);
  if (found.state === "ended") throw new Error("the session is not there");
  return { entered, token: entered.token, found, signedIn: found.signedIn };
}
const find = (token: string, at: Date, portal: Portal = portals.web) =>
  asActor(portal.db, anyone, (tx) => findSession(tx, portal, token, at));

/** Sets up an authenticator app and says which codes it shows. */
async function withApp(session: { signedIn: SignedIn; token: string }, at = start, portal: Portal = portals.web) {
  const id = session.signedIn.actor.accountId;
  const who = session.signedIn.actor;
  await as((tx) => beginTotp(tx, portals.web, id, at), who);
  const app = await as((tx) => pendingTotp(tx, portals.web, id, { issuer: "示例", login }), who);
  const totp = new TOTP({ secret: Secret.fromBase32(app?.key.replace(/ /g, "") ?? "") });
  const code = (when: Date): string => totp.generate({ timestamp: when.getTime() });
  const set = await setUpFactor(portal, {
    ...session,
    factor: { by: "totp", label: "手机", code: code(at) },
    clientAddress: "192.0.2.1",
    at,
  });
  if (set.outcome !== "added") throw new Error(set.outcome);
  return { code, token: set.token, codes: set.codes ?? [] };
}
const confirm = (session: { signedIn: SignedIn; token: string }, shown: Shown, at: Date, from = "192.0.2.1") =>
  confirmSignIn(portals.web, { ...session, shown, clientAddress: from, at });

test("without a second factor the demo lets an officer in; production asks for one to be set up first", async () => {
  expect((await enter()).entered.outcome).toBe("signed_in");
  const { entered, found, token } = await enter({ portal: strict });
  expect(entered).toMatchObject({ outcome: "halfway", needs: "set_up" });
  expect(found).toMatchObject({ state: "halfway", needs: "set_up" });
  expect((await find(token, start, strict)).state).toBe("halfway");
});

test("setting one up lets in, under a new token, and brings ten recovery codes; each is a deed", async () => {
  const session = await enter({ portal: strict });
  const recorded = await newDeeds(async () => {
    const { token, codes } = await withApp(session, start, strict);
    expect(codes).toHaveLength(10);
    expect((await find(session.token, start, strict)).state).toBe("ended");
    expect((await find(token, start, strict)).state).toBe("alive");
  });
  expect(recorded).toEqual(["second_factor_added totp", "recovery_codes_made", "signed_in second_factor_set_up"]);
});

test("a password alone is halfway from then on, in the demo too, and an open page of it ends", async () => {
  const early = await enter();
  const session = await enter();
  expect(await as((tx) => isSessionAlive(tx, early.signedIn.sessionId, start))).toBe(true);
  await withApp(session);
  // The session from before the second factor was added is no longer in either.
  expect(await find(early.token, start)).toMatchObject({ state: "halfway", needs: "confirm" });
  expect(await as((tx) => isSessionAlive(tx, early.signedIn.sessionId, start))).toBe(false);
  const late = await enter({ at: after(step) });
  expect(late.entered).toMatchObject({ outcome: "halfway", needs: "confirm" });
  expect((await find(late.token, after(step + confirmWithin))).state).toBe("ended");
});

test("the right code lets in under a new token, once; the same code does not count again", async () => {
  const { code } = await withApp(await enter());
  expect((await confirm(await enter(), { by: "totp", code: code(start) }, start)).outcome).toBe("wrong");
  const at = after(2 * step);
  const session = await enter({ at });
  const recorded = await newDeeds(async () => {
    const confirmed = await confirm(session, { by: "totp", code: code(at) }, at);
    if (confirmed.outcome !== "confirmed") throw new Error(confirmed.outcome);
    expect((await find(confirmed.token, at)).state).toBe("alive");
    expect((await find(session.token, at)).state).toBe("ended");
  });
  expect(recorded).toEqual(["signed_in second_factor"]);
  const later = after(4 * step);
  expect((await confirm(session, { by: "totp", code: code(later) }, later)).outcome).toBe("ended");
  const again = await enter({ at });
  expect((await confirm(again, { by: "totp", code: code(at) }, at)).outcome).toBe("wrong");
});

test("a code counts one step early and one step late, no further", async () => {
  const { code } = await withApp(await enter());
  const at = after(10 * step);
  const tryAt = async (steps: number) =>
    (await confirm(await enter({ at }), { by: "totp", code: code(after((10 + steps) * step)) }, at)).outcome;
  expect(await tryAt(-2)).toBe("wrong");
  expect(await tryAt(2)).toBe("wrong");
  expect(await tryAt(-1)).toBe("confirmed");
  expect(await tryAt(1)).toBe("confirmed");
  // An older code than the last one used is worth nothing, though its own time is not over.
  expect(await tryAt(0)).toBe("wrong");
});

test("one code shown at the same moment in two browsers lets in one", async () => {
  const { code } = await withApp(await enter());
  const at = after(2 * step);
  const sessions = [await enter({ at }), await enter({ at })];
  const outcomes = await Promise.all(sessions.map((one) => confirm(one, { by: "totp", code: code(at) }, at)));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["confirmed", "wrong"]);
});

test("wrong codes slow down and are deeds; a colleague is not kept waiting, and a recovery code still counts", async () => {
  const { codes, code } = await withApp(await enter());
  const session = await enter({ at: after(step) });
  const { limit, windowSeconds } = codeLimits.accountFromAddress;
  const at = after(2 * step);
  const recorded = await newDeeds(async () => {
    for (let guess = 0; guess < limit; guess += 1) {
      expect((await confirm(session, { by: "totp", code: "000000" }, at)).outcome).toBe("wrong");
    }
    for (const _ of [1, 2, 3]) {
      expect((await confirm(session, { by: "totp", code: code(at) }, at)).outcome).toBe("slow_down");
    }
  });
  expect(recorded).toEqual([
    ...Array.from({ length: limit }, () => "second_factor_refused totp"),
    "second_factor_refused slow_down",
  ]);
  const colleague = await withApp(await enter({ login: "police-other" }));
  const theirs = await enter({ login: "police-other", at });
  expect((await confirm(theirs, { by: "totp", code: colleague.code(at) }, at)).outcome).toBe("confirmed");
  const elsewhere = await enter({ at });
  expect((await confirm(elsewhere, { by: "totp", code: code(at) }, at, "198.51.100.9")).outcome).toBe("confirmed");
  const recovered = await enter({ at });
  expect((await confirm(recovered, { by: "recovery_code", code: codes[0] ?? "" }, at)).outcome).toBe("confirmed");
  const later = after(windowSeconds * 1_000);
  expect((await confirm(await enter({ at: later }), { by: "totp", code: code(later) }, later)).outcome).toBe(
    "confirmed",
  );
});

test("a recovery code counts once, is a deed, and is worth nothing at another account or after new ones", async () => {
  const { codes } = await withApp(await enter());
  const at = after(step);
  const use = async (code: string | undefined, name = login) =>
    (await confirm(await enter({ login: name, at }), { by: "recovery_code", code: code ?? "" }, at)).outcome;
  const recorded = await newDeeds(async () => {
    expect(await use(codes[0]?.toLowerCase().replace("-", ""))).toBe("confirmed");
  });
  expect(recorded).toEqual(["recovery_code_used", "signed_in second_factor"]);
  expect(await use(codes[0])).toBe("wrong");
  await withApp(await enter({ login: "police-other" }));
  expect(await use(codes[1], "police-other")).toBe("wrong");
  expect(await as((tx) => recoveryCodesLeft(tx, accountId))).toBe(9);
  await as((tx) => makeRecoveryCodes(tx, portals.web, actor, at));
  expect(await use(codes[1])).toBe("wrong");
  expect(await as((tx) => recoveryCodesLeft(tx, accountId))).toBe(10);
});

test("whose recovery code was used is told by a letter that says nothing else, whatever they are; unused codes are out of sight", async () => {
  await owner`delete from outbox`;
  await owner`update accounts set email = 'owner@example.invalid', role = 'unit_reporter', department = null where id = ${accountId}`;
  const { codes } = await withApp(await enter());
  const entered = await enter({ at: after(step) });
  expect((await confirm(entered, { by: "recovery_code", code: codes[3] ?? "" }, after(step))).outcome).toBe(
    "confirmed",
  );
  const [promised, ...more] = await owner`select payload from outbox where kind = 'tell-people'`;
  expect([promised?.payload.about, more]).toEqual(["recovery_code_used", []]);
  const inWorker = <T>(work: (tx: Tx) => Promise<T>) => asSystem(portals.worker.db, "test", work);
  const tell = () => inWorker((tx) => tellPeople(tx, "recovery_code_used", promised?.payload.subjectId));
  expect([await tell(), await tell()]).toEqual([1, 0]);
  const [notice] = await owner`select account_id, kind, case_number from notices`;
  expect(notice).toEqual({ account_id: accountId, kind: "recovery_code_used", case_number: "" });
  const letter = letterOf({ kind: "recovery_code_used", caseNumber: "" }, "https://portal.example");
  expect(letter?.text).toContain("https://portal.example/account");
  expect(`${letter?.subject}${letter?.text}`).not.toContain(login);
  expect(await inWorker((tx) => tx.select({ id: recoveryCodes.id }).from(recoveryCodes))).toHaveLength(1);
  await owner`delete from notices`;
  await owner`update accounts set email = null, role = 'officer', department = 'police' where id = ${accountId}`;
});

test("neither the app's secret nor a recovery code stands in the database", async () => {
  const session = await enter();
  await as((tx) => beginTotp(tx, portals.web, accountId, start));
  const app = await as((tx) => pendingTotp(tx, portals.web, accountId, { issuer: "示例", login }));
  const codes = await as((tx) => makeRecoveryCodes(tx, portals.web, session.signedIn.actor, start));
  const rows = JSON.stringify([
    await owner`select encode(sealed_secret, 'escape') as sealed, * from second_factors`,
    await owner`select encode(code_hash, 'escape') as code, * from recovery_codes`,
    await owner`select * from audit_entries`,
  ]);
  for (const secret of [app?.key.replace(/ /g, "") ?? "", ...codes, ...codes.map((code) => code.replace("-", ""))]) {
    expect(secret.length).toBeGreaterThan(9);
    expect(rows).not.toContain(secret);
  }
});

test("a secret that is copied to another account does not open there", async () => {
  const { code } = await withApp(await enter());
  await owner`insert into second_factors (id, account_id, kind, label, sealed_secret, created_at, confirmed_at)
    select gen_random_uuid(), ${other.accountId}, kind, label, sealed_secret, created_at, confirmed_at from second_factors`;
  const at = after(step);
  await expect(
    confirm(await enter({ login: "police-other", at }), { by: "totp", code: code(at) }, at),
  ).rejects.toThrow();
});

test("the last second factor stays where there must be one; with another, or in the demo, it can go", async () => {
  const { signedIn } = await enter();
  const first = await withApp({ ...(await enter()) });
  const [only] = await as((tx) => factorsOf(tx, accountId));
  const remove = (id: string | undefined, mustHave: boolean) =>
    as((tx) => removeFactor(tx, signedIn.actor, id ?? "", mustHave));
  expect(await remove(only?.id, true)).toBe("needed");
  expect(await as((tx) => removeFactor(tx, other, only?.id ?? "", false), other)).toBe("absent");
  const found = await find(first.token, start);
  if (found.state !== "alive") throw new Error(found.state);
  await withApp({ signedIn: found.signedIn, token: first.token }, after(step));
  const both = await as((tx) => factorsOf(tx, accountId));
  const outcomes = await Promise.all(both.map(({ id }) => remove(id, true)));
  expect([...outcomes].sort()).toEqual(["needed", "removed"]);
  const [left] = await as((tx) => factorsOf(tx, accountId));
  expect(await newDeeds(() => remove(left?.id, false))).toEqual(["second_factor_removed totp"]);
  expect(await as((tx) => recoveryCodesLeft(tx, accountId))).toBe(0);
});

test("changing factors asks for the second factor again after a while", async () => {
  const session = await enter();
  expect(await mustConfirmAgain(portals.web, session.signedIn, after(freshFor * 4))).toBe(false);
  const { token } = await withApp(session);
  const found = await find(token, start);
  if (found.state !== "alive") throw new Error(found.state);
  expect(await mustConfirmAgain(portals.web, found.signedIn, after(freshFor - 1))).toBe(false);
  expect(await mustConfirmAgain(portals.web, found.signedIn, after(freshFor))).toBe(true);
});

test("a password that was hashed more cheaply is hashed anew at the next sign-in, a strong one is left alone", async () => {
  const weak = await hash(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
  await owner`update accounts set password_hash = ${weak} where id = ${accountId}`;
  await enter();
  const stored = async () => {
    const [row] = await owner`select password_hash from accounts where id = ${accountId}`;
    return String(row?.password_hash);
  };
  const anew = await stored();
  expect(anew).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await enter()).entered.outcome).toBe("signed_in");
  expect(await stored()).toBe(anew);
});

test("a new password ends all other sessions, and none of one's colleagues'", async () => {
  const here = await enter();
  const there = await enter();
  const colleague = await enter({ login: "police-other" });
  const change = (current: string, chosen: string, again = chosen) =>
    changePassword(portals.web, {
      signedIn: here.signedIn,
      change: { current, chosen, again },
      clientAddress: "192.0.2.1",
      at: start,
    });
  const chosen = "全新的示例口令，也足够长";
  expect(await change("不对", chosen)).toBe("current_wrong");
  expect(await change(password, password)).toBe("same");
  expect(await change(password, "太短")).toBe("too_short");
  expect(await change(password, "police-example 后面再加几个字")).toBe("contains_login");
  expect(await change(password, chosen, "别的")).toBe("again_other");
  expect((await find(there.token, start)).state).toBe("alive");
  expect(await newDeeds(() => change(password, chosen))).toEqual(["password_changed"]);
  expect((await find(here.token, start)).state).toBe("alive");
  expect((await find(there.token, start)).state).toBe("ended");
  expect((await find(colleague.token, start)).state).toBe("alive");
});

test("one ends one's own sessions only: another's id is as absent as none", async () => {
  const here = await enter();
  const there = await enter();
  const third = await enter();
  const colleague = await enter({ login: "police-other" });
  const end = (id: unknown) => as((tx) => endOneSession(tx, here.signedIn, id));
  expect(await end(colleague.signedIn.sessionId)).toBe(false);
  expect(await end("no id")).toBe(false);
  expect(await end(null)).toBe(false);
  expect(await newDeeds(() => end(there.signedIn.sessionId))).toEqual(["signed_out_elsewhere"]);
  expect((await find(there.token, start)).state).toBe("ended");
  await as((tx) => endOtherSessions(tx, here.signedIn));
  expect((await find(third.token, start)).state).toBe("ended");
  expect((await find(here.token, start)).state).toBe("alive");
  expect((await find(colleague.token, start)).state).toBe("alive");
});

test("a refused sign-in is a deed, of the account where there is one; waiting is noted once", async () => {
  const attempt = (name: string, typed: string) =>
    signIn(portals.web, {
      credentials: { login: name, password: typed },
      clientAddress: "192.0.2.77",
      device: "other other",
      formerToken: null,
      at: start,
    });
  const recorded = await newDeeds(async () => {
    await attempt(login, "不对");
    await attempt("nobody", "不对");
    for (let guess = 0; guess < 10; guess += 1) await attempt("nobody-else", "不对");
  });
  expect(recorded).toEqual([...Array.from({ length: 10 }, () => "sign_in_refused wrong"), "sign_in_refused slow_down"]);
  const subjects = await owner`select subject_id from audit_entries where action = 'sign_in_refused'
    and reason = 'wrong' order by seq desc limit 10`;
  expect(
    subjects
      .map(({ subject_id }) => subject_id)
      .reverse()
      .slice(0, 2),
  ).toEqual([accountId, null]);
});
