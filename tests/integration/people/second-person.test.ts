import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { letterOf } from "#app/notices/letter.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { handLink, resetSecondFactors } from "#app/people/commands.ts";
import { type AccountActor, asSystem } from "#db/actor.ts";
import { accountRecoveries, secondFactors } from "#db/schema/index.ts";
import { type Bench, databaseSays, now, openBench, refused } from "./bench.ts";

let bench: Bench;
let lead: AccountActor;
let another: AccountActor;
let officer: AccountActor;
beforeAll(async () => {
  bench = await openBench();
});
beforeEach(async () => {
  await bench.empty();
  await bench.owner`delete from outbox`;
  const chaoyang = { department: "police", districts: ["110105"] };
  lead = await bench.account("lead", chaoyang);
  another = await bench.account("lead", { department: "police", districts: ["*"] });
  officer = await bench.account("officer", chaoyang);
  await withFactor();
});
afterAll(() => bench.close());

const withFactor = () =>
  bench.owner`insert into second_factors (id, account_id, kind, label, created_at, confirmed_at)
    values (${randomUUID()}, ${officer.accountId}, 'totp', '示例手机', now(), now())`;
const reset = async (by: AccountActor) =>
  (await bench.as(by, (tx) => resetSecondFactors(tx, by, officer.accountId, "device_lost"))).outcome;
const hand = async (by: AccountActor) =>
  (await bench.as(by, (tx) => handLink(tx, bench.portals.web, by, { id: officer.accountId, reason: "no_mail" }, now)))
    .outcome;
const daysLater = (days: number) =>
  bench.owner`update account_recoveries set at = at - ${days} * interval '1 day' + interval '1 minute'`;

test.each([
  ["whoever reset the second factor hands over no link", reset, hand],
  ["whoever handed over a link resets no second factor", hand, reset],
])("%s for seven days; another manager does", async (_what, first, second) => {
  expect(await first(lead)).toBe("done");
  await withFactor();
  expect(await second(lead)).toBe("second_person");
  expect(await second(another)).toBe("done");
  await withFactor();
  await daysLater(7);
  expect(await second(lead)).toBe("second_person");
  await daysLater(1);
  expect(await second(lead)).toBe("done");
});

test("the same twice is no way in, and stays allowed", async () => {
  expect([await reset(lead), await hand(another), await hand(another)]).toEqual(["done", "done", "done"]);
});

test("the database refuses it as well, and whatever leaves no word of who did it", async () => {
  const remove = () =>
    bench.as(lead, (tx) =>
      tx
        .delete(secondFactors)
        .where(eq(secondFactors.accountId, officer.accountId))
        .returning({ id: secondFactors.id }),
    );
  expect(await remove()).toEqual([]);
  expect(await hand(lead)).toBe("done");
  const both = bench.as(lead, async (tx) => {
    await tx
      .insert(accountRecoveries)
      .values({ id: randomUUID(), accountId: lead.accountId, subjectId: officer.accountId, kind: "second_factors" });
    return tx.delete(secondFactors).where(eq(secondFactors.accountId, officer.accountId)).returning();
  });
  expect(await both).toEqual([]);
  const row = {
    id: randomUUID(),
    accountId: lead.accountId,
    subjectId: officer.accountId,
    kind: "password_link" as const,
  };
  const write = (over: object) =>
    databaseSays(bench.as(lead, (tx) => tx.insert(accountRecoveries).values({ ...row, ...over })));
  expect(await write({ at: new Date(Date.now() - 8 * 86_400_000) })).toMatch(refused);
  expect(await write({ accountId: another.accountId })).toMatch(refused);
  expect(await write({ subjectId: another.accountId })).toMatch(refused);
  expect(await databaseSays(bench.as(lead, (tx) => tx.delete(accountRecoveries)))).toMatch(refused);
});

test.each([
  ["second_factors_reset", reset],
  ["password_link_handed", hand],
] as const)("the account's owner is told of %s, once, and nobody else", async (about, act) => {
  await bench.owner`update accounts set email = id || '@portal.example'`;
  expect(await act(lead)).toBe("done");
  const promised = await bench.owner`select payload from outbox where kind = 'tell-people'`;
  expect(promised.map(({ payload }) => payload.about)).toEqual([about]);
  const tell = () =>
    asSystem(bench.portals.worker.db, "tell-people", (tx) => tellPeople(tx, about, promised[0]?.payload.subjectId));
  expect([await tell(), await tell()]).toEqual([1, 0]);
  expect(await bench.owner`select account_id, kind from notices`).toEqual([
    { account_id: officer.accountId, kind: about },
  ]);
  expect(letterOf({ kind: about, caseNumber: "" }, "https://portal.example")?.text).toContain(
    "https://portal.example/account",
  );
});
