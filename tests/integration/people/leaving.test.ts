import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { resetSecondFactors, switchOff, switchOn } from "#app/people/commands.ts";
import { readPerson } from "#app/people/queries.ts";
import type { AccountActor } from "#db/actor.ts";
import { accounts } from "#db/schema/index.ts";
import { type Bench, databaseSays, now, openBench, refused } from "./bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(() => bench.empty());
afterAll(() => bench.close());

describe("switching an account off and on", () => {
  const chaoyang = { department: "police", districts: ["110105"] };

  test("ends every session at once, keeps the account, and stands on the audit trail with its reason", async () => {
    const [lead, officer] = [await bench.account("lead", chaoyang), await bench.account("officer", chaoyang)];
    for (const { accountId } of [lead, officer, officer]) {
      await bench.owner`insert into sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at)
        values (${randomUUID()}, ${Buffer.from(randomUUID())}, ${accountId}, now(), now(), now() + interval '1 hour')`;
    }
    expect(await bench.as(lead, (tx) => switchOff(tx, lead, officer.accountId, "left_office", now))).toEqual({
      outcome: "done",
    });
    expect(await bench.owner`select account_id from sessions`).toMatchObject([{ account_id: lead.accountId }]);
    expect(await bench.as(lead, (tx) => readPerson(tx, officer.accountId))).toMatchObject({ active: false });
    expect(await bench.as(lead, (tx) => switchOff(tx, lead, officer.accountId, "left_office", now))).toEqual({
      outcome: "already",
    });
    expect(await bench.as(lead, (tx) => switchOn(tx, lead, officer.accountId, "came_back"))).toEqual({
      outcome: "done",
    });
    expect(await bench.as(lead, (tx) => readPerson(tx, officer.accountId))).toMatchObject({
      active: true,
      deactivatedAt: null,
    });
    const [off] = await bench.deeds("account_deactivated");
    expect(off).toMatchObject({ account_id: lead.accountId, subject_id: officer.accountId, reason: "left_office" });
    expect(await bench.deeds("account_reactivated")).toMatchObject([
      { subject_id: officer.accountId, reason: "came_back" },
    ]);
    expect(await bench.owner`select payload from outbox where kind = 'hand-back-work'`).toMatchObject([
      { payload: { v: 1, accountId: officer.accountId } },
    ]);
  });

  test("nobody does it to themself, nor to somebody whom they do not manage, nor in the database itself", async () => {
    const [admin, second] = [await bench.account("admin"), await bench.account("admin")];
    const lead = await bench.account("lead", chaoyang);
    const stranger = await bench.account("officer", { department: "civil_affairs", districts: ["110105"] });
    expect(await bench.as(admin, (tx) => switchOff(tx, admin, admin.accountId, "other", now))).toEqual({
      outcome: "self",
    });
    expect(await bench.as(admin, (tx) => resetSecondFactors(tx, admin, admin.accountId, "security"))).toEqual({
      outcome: "self",
    });
    expect(await bench.as(lead, (tx) => switchOff(tx, lead, stranger.accountId, "other", now))).toEqual({
      outcome: "absent",
    });
    expect(await bench.as(lead, (tx) => switchOff(tx, lead, admin.accountId, "other", now))).toEqual({
      outcome: "absent",
    });
    expect(await bench.as(admin, (tx) => switchOff(tx, admin, stranger.accountId, "other", now))).toEqual({
      outcome: "absent",
    });
    const off = (actor: AccountActor, id: string) =>
      bench.as(actor, (tx) =>
        tx.update(accounts).set({ active: false }).where(eq(accounts.id, id)).returning({ id: accounts.id }),
      );
    expect(await databaseSays(off(admin, admin.accountId))).toMatch(refused);
    expect(await off(lead, stranger.accountId)).toEqual([]);
    expect(await off(admin, second.accountId)).toHaveLength(1);
  });

  test("the last administrator stays, also when two switch each other off at the same moment", async () => {
    const [first, second] = [await bench.account("admin"), await bench.account("admin")];
    const pending: Promise<unknown>[] = [];
    const outcomes: string[] = [];
    await bench.as(first, async (tx) => {
      const { outcome } = await switchOff(tx, first, second.accountId, "other", now);
      outcomes.push(outcome);
      // The other begins before this one has ended, and must wait for it.
      pending.push(
        bench
          .as(second, (other) => switchOff(other, second, first.accountId, "other", now))
          .then((late) => outcomes.push(late.outcome)),
      );
      for (let tries = 0; tries < 40 && outcomes.length === 1; tries++) {
        const [waiting] = await bench.owner`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`;
        if (waiting !== undefined) break;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    });
    await Promise.all(pending);
    expect(outcomes).toEqual(["done", "last_admin"]);
    expect(await bench.owner`select 1 from accounts where role = 'admin' and active`).toHaveLength(1);
  });

  test("nobody sets another's password, or makes themself or another something else", async () => {
    const [admin, lead] = [await bench.account("admin"), await bench.account("lead", chaoyang)];
    const change = (actor: AccountActor, id: string, set: Partial<typeof accounts.$inferInsert>) =>
      databaseSays(bench.as(actor, (tx) => tx.update(accounts).set(set).where(eq(accounts.id, id))));
    expect(await change(admin, lead.accountId, { passwordHash: "mine" })).toMatch(refused);
    expect(await change(lead, lead.accountId, { role: "admin" })).toMatch(refused);
    expect(await change(lead, lead.accountId, { districts: ["*"] })).toMatch(refused);
    expect(await change(admin, lead.accountId, { department: "procuratorate" })).toMatch(refused);
    expect(await change(lead, lead.accountId, { passwordHash: "own" })).toMatch(/nothing was refused/);
  });

  test("second factors and recovery codes go, with the sessions of whoever holds the lost device", async () => {
    const [lead, officer] = [await bench.account("lead", chaoyang), await bench.account("officer", chaoyang)];
    const reset = () => bench.as(lead, (tx) => resetSecondFactors(tx, lead, officer.accountId, "device_lost"));
    expect(await reset()).toEqual({ outcome: "already" });
    await bench.owner`insert into second_factors (id, account_id, kind, label, created_at, confirmed_at)
      values (${randomUUID()}, ${officer.accountId}, 'totp', '示例手机', now(), now())`;
    await bench.owner`insert into recovery_codes (id, account_id, code_hash, created_at)
      values (${randomUUID()}, ${officer.accountId}, ${Buffer.from("x")}, now())`;
    await bench.owner`insert into sessions (id, token_hash, account_id, created_at, last_seen_at, expires_at)
      values (${randomUUID()}, ${Buffer.from("y")}, ${officer.accountId}, now(), now(), now() + interval '1 hour')`;
    expect(await bench.as(lead, (tx) => readPerson(tx, officer.accountId))).toMatchObject({ secondFactor: true });
    expect(await reset()).toEqual({ outcome: "done" });
    for (const table of ["second_factors", "recovery_codes", "sessions"]) {
      expect(
        await bench.owner`select 1 from ${bench.owner(table)} where account_id = ${officer.accountId}`,
        table,
      ).toHaveLength(0);
    }
    expect(await bench.deeds("second_factors_reset")).toMatchObject([
      { subject_id: officer.accountId, reason: "device_lost" },
    ]);
  });
});
