import { expect, test } from "vitest";
import { hashOfNobody, hashPassword, isPassword } from "#app/accounts/passwords.ts";
import { homeOf, isAlive, isOfficer, reviewsObjections, sessionLimits } from "#app/accounts/rules.ts";
import { Credentials } from "#app/accounts/sign-in.ts";
import type { AccountActor } from "#db/actor.ts";

const actor = (kind: AccountActor["kind"], department: string | null): AccountActor => ({
  kind,
  department,
  accountId: "00000000-0000-4000-8000-000000000001",
  districts: ["110105"],
  unitId: null,
});
const now = new Date("2026-11-23T10:00:00Z");
const before = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const later = new Date(now.getTime() + 1);

test.each([
  ["seen a moment ago", { lastSeenAt: now, expiresAt: later }, true],
  ["at rest for a moment less than the limit", { lastSeenAt: before(sessionLimits.idle - 1), expiresAt: later }, true],
  ["at rest for the limit", { lastSeenAt: before(sessionLimits.idle), expiresAt: later }, false],
  ["past its last hour, however busy", { lastSeenAt: now, expiresAt: now }, false],
])("a session %s", (_name, moments, alive) => {
  expect(isAlive(moments, now)).toBe(alive);
});

test("officers and leads begin at their queue, units at their page, auditors at the trail, overseers at the overview", () => {
  expect((["officer", "lead"] as const).map(homeOf)).toEqual(["/triage", "/triage"]);
  expect((["unit_lead", "unit_reporter"] as const).map(homeOf)).toEqual(["/unit", "/unit"]);
  expect(homeOf("auditor")).toBe("/audit");
  expect((["coordinator", "admin"] as const).map(homeOf)).toEqual(["/overview", "/overview"]);
});

test("an officer without a department works no case", () => {
  expect(isOfficer(actor("officer", "police"))).toBe(true);
  expect(isOfficer(actor("officer", null))).toBe(false);
  expect(isOfficer(actor("coordinator", "police"))).toBe(false);
});

test("objections are reviewed by coordinators and by leads of the procuratorate, by nobody else", () => {
  expect(reviewsObjections(actor("coordinator", null))).toBe(true);
  expect(reviewsObjections(actor("lead", "procuratorate"))).toBe(true);
  expect(reviewsObjections(actor("officer", "procuratorate"))).toBe(false);
  expect(reviewsObjections(actor("lead", "police"))).toBe(false);
});

test("a password is known by its own hash and by no other", async () => {
  const stored = await hashPassword("示例口令 1");
  expect(stored).not.toContain("示例");
  expect(await isPassword(stored, "示例口令 1")).toBe(true);
  expect(await isPassword(stored, "示例口令 2")).toBe(false);
  expect(await isPassword(null, "示例口令 1")).toBe(false);
});

test("the hash of nobody costs as much as anybody's", async () => {
  const cost = (hash: string) => hash.split("$").slice(1, 4);
  expect(cost(hashOfNobody)).toEqual(cost(await hashPassword("anything")));
});

test.each([
  ["nothing", {}, ["login_missing", "password_missing"]],
  ["blanks", { login: "   ", password: "" }, ["login_missing", "password_missing"]],
  ["a login far too long", { login: "a".repeat(101), password: "x" }, ["wrong"]],
  ["a password far too long", { login: "a", password: "x".repeat(257) }, ["wrong"]],
  ["a file for a login", { login: new Blob(["x"]), password: "x" }, ["login_missing"]],
])("credentials of %s are refused by name", (_name, given, problems) => {
  const parsed = Credentials.safeParse(given);
  expect(parsed.success ? [] : parsed.error.issues.map(({ message }) => message)).toEqual(problems);
});

test("a login is read as people type it: full-width letters, capitals and blanks make no other login", () => {
  expect(Credentials.parse({ login: " Ｐolice-Chaoyang ", password: " kept as typed " })).toEqual({
    login: "police-chaoyang",
    password: " kept as typed ",
  });
});
