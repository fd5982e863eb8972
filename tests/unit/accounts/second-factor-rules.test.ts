import { expect, test } from "vitest";
import { deviceOf, readDevice } from "#app/accounts/devices.ts";
import { nextOf } from "#app/accounts/next.ts";
import { readRecoveryCode } from "#app/accounts/recovery-codes.ts";
import { confirmWithin, isVouchedFor, mustHaveSecondFactor, standingOf } from "#app/accounts/rules.ts";
import { accountRoles } from "#db/schema/index.ts";

const now = new Date("2026-11-23T02:00:00Z");
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

test.each([
  ["the second factor was shown", { confirmedAt: ago(1), hasFactor: true }, 0, true, "in"],
  ["the provider vouched for one, and there is none here", { confirmedAt: ago(1), hasFactor: false }, 0, true, "in"],
  ["there is one and it was not shown", { confirmedAt: null, hasFactor: true }, 0, false, "confirm"],
  ["it was not shown in time", { confirmedAt: null, hasFactor: true }, confirmWithin, false, "ended"],
  ["there is none, and there must be", { confirmedAt: null, hasFactor: false }, 0, true, "set_up"],
  ["there is none, and there need not be", { confirmedAt: null, hasFactor: false }, 0, false, "in"],
  ["there is none, long after", { confirmedAt: null, hasFactor: false }, confirmWithin * 9, false, "in"],
] as const)("a session in which %s", (_name, session, age, mustHave, standing) => {
  expect(standingOf({ ...session, createdAt: ago(age) }, mustHave, now)).toBe(standing);
});

test("everybody who works cases or runs the portal needs a second factor outside the demo; people of units may", () => {
  const needing = accountRoles.filter((role) => mustHaveSecondFactor(role, "production"));
  expect(needing).toEqual(["officer", "lead", "coordinator", "admin", "auditor"]);
  expect(accountRoles.filter((role) => mustHaveSecondFactor(role, "demo"))).toEqual([]);
});

test.each([
  [{ amr: ["pwd"], acr: null }, false],
  [{ amr: [], acr: "0" }, false],
  [{ amr: ["pwd", "otp"], acr: null }, false],
  [{ amr: ["pwd", "mfa"], acr: null }, true],
  [{ amr: [], acr: "https://refeds.org/profile/mfa" }, true],
])("the provider's word %o vouches for a second factor: %s", (claims, vouched) => {
  expect(isVouchedFor(claims)).toBe(vouched);
});

test.each([
  ["abcde-fgh0j", "ABCDEFGH0J"],
  [" ABCDE FGHOJ ", "ABCDEFGH0J"],
  ["lIabc-defgh", "11ABCDEFGH"],
  ["ABCDE-FGH0", null],
  ["ABCDE-FGH0U", null],
  ["", null],
])("the recovery code typed as %j is read as %j", (typed, read) => {
  expect(readRecoveryCode(typed)).toBe(read);
});

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
    "edge",
    "windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 14; X) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/116 Mobile Safari/537.36 MicroMessenger/8.0",
    "wechat",
    "android",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "safari",
    "ios",
  ],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "firefox", "linux"],
  [
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114 Safari/537.36",
    "chrome",
    "harmony",
  ],
  ["<script>alert(1)</script>", "other", "other"],
  [null, "other", "other"],
])("a browser is kept by kind and system only: %s", (userAgent, browser, system) => {
  expect(readDevice(deviceOf(userAgent))).toEqual({ browser, system });
  expect(deviceOf(userAgent)).toMatch(/^[a-z]+ [a-z]+$/);
});

test.each([
  ["/triage?tab=all", "/triage?tab=all"],
  ["/", null],
  ["//elsewhere.example/", null],
  ["https://elsewhere.example/", null],
  ["/\\elsewhere.example", null],
  [null, null],
  [new Blob([]), null],
])("one comes back to %s as %s", (given, next) => {
  expect(nextOf(given)).toBe(next);
});
