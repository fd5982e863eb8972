import { expect, test } from "vitest";
import { reporterStandings } from "#app/identity-requests/identity-view.ts";
import type { RequestOfCase } from "#app/identity-requests/queries.ts";
import { checkDecision, decides, levelFor, mayAsk, standingOf } from "#app/identity-requests/rules.ts";
import { oversees } from "#app/notices/rules.ts";

const now = new Date("2026-11-23T10:00:00Z");
const later = new Date("2026-11-24T10:00:00Z");
const earlier = new Date("2026-11-23T09:00:00Z");

test.each([
  ["police", false],
  ["procuratorate", false],
  ["civil_affairs", true],
  ["education", true],
])("%s may ask: %s", (department, may) => {
  expect(mayAsk(department)).toBe(may);
});

test.each([
  ["officer", null, null],
  ["officer", "procuratorate", null],
  ["lead", "civil_affairs", null],
  ["lead", "procuratorate", "procuratorate_lead"],
  ["coordinator", null, "coordinator"],
  ["auditor", null, null],
])("a %s of %s decides %s", (kind, department, level) => {
  expect(decides({ kind, department })).toBe(level);
});

test("nobody's request goes to their own role", () => {
  expect(decides({ kind: "officer", department: "civil_affairs" })).not.toBe(levelFor("officer"));
  expect(decides({ kind: "lead", department: "civil_affairs" })).not.toBe(levelFor("lead"));
});

test.each([
  [{ outcome: null, expiresAt: null }, "waiting"],
  [{ outcome: "granted", expiresAt: later }, "granted"],
  [{ outcome: "granted", expiresAt: now }, "over"],
  [{ outcome: "refused", expiresAt: null }, "refused"],
] as const)("%o stands as %s", (request, standing) => {
  expect(standingOf(request, now)).toBe(standing);
});

test.each([
  [{ outcome: "", hours: "24", words: "示例" }, "outcome_missing"],
  [{ outcome: "granted", hours: "73", words: "示例" }, "hours_unknown"],
  [{ outcome: "granted", hours: "", words: "示例" }, "hours_unknown"],
  [{ outcome: "refused", hours: "", words: "" }, "words_missing"],
])("decision %o is refused: %s", (typed, code) => {
  expect(() => checkDecision(typed)).toThrow(expect.objectContaining({ code }));
});

test("how an identity stands follows from the reader, never from who reported", () => {
  const request: RequestOfCase = {
    id: "q",
    reportId: "r",
    requestedBy: "me",
    reason: "other",
    requestedAt: earlier,
    outcome: null,
    decidedAt: null,
    expiresAt: null,
  };
  const reader = (department: string) => ({ department, accountId: "me" });
  const record = (identities: readonly { reportId: string }[]) => ({ reports: [{ id: "r" }], identities });
  const of = (department: string, requests: readonly RequestOfCase[] = [], isEmergency = false) =>
    reporterStandings(reader(department), record([{ reportId: "r" }]), requests, isEmergency, now).r?.kind;
  expect(of("police")).toBe("known");
  expect(of("education")).toBe("may_ask");
  expect(of("education", [request])).toBe("waiting");
  expect(of("education", [{ ...request, requestedBy: "colleague" }])).toBe("may_ask");
  expect(of("education", [{ ...request, outcome: "granted", expiresAt: later }])).toBe("granted");
  expect(of("education", [{ ...request, outcome: "granted", expiresAt: earlier }])).toBe("may_ask");
  expect(of("education", [], true)).toBe("sealed");
  const emergencyOfPolice = reporterStandings(reader("police"), record([]), [], true, now).r?.kind;
  expect(emergencyOfPolice).toBe("sealed");
});

test.each([
  ["a lead of the desk", { role: "lead", department: "police", districts: ["110105"] }, true],
  ["a lead of the whole city", { role: "lead", department: "police", districts: ["*"] }, true],
  ["a lead elsewhere", { role: "lead", department: "police", districts: ["110108"] }, false],
  ["a lead of another department", { role: "lead", department: "health", districts: ["110105"] }, false],
  ["an officer of the desk", { role: "officer", department: "police", districts: ["110105"] }, false],
  ["the auditor", { role: "auditor", department: null, districts: ["*"] }, true],
  ["a coordinator", { role: "coordinator", department: null, districts: ["*"] }, false],
])("%s is told of an emergency access: %s", (_name, person, told) => {
  const to = { leadsOf: [{ department: "police", district: "110105" }], everyAuditor: true };
  expect(oversees(to, { id: "x", ...person })).toBe(told);
});
