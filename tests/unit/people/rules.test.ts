import { describe, expect, test } from "vitest";
import { formatHandedCode, newHandedCode, parseHandedCode } from "#app/accounts/handed-code.ts";
import { invitationState, rolesGivenBy, standingFor, staysFor } from "#app/people/rules.ts";
import type { AccountActor } from "#db/actor.ts";
import { accountRoles } from "#db/schema/index.ts";
import { loadCity } from "#guidelines/city.ts";
import { loadEdition } from "#guidelines/edition.ts";

const edition = loadEdition("guidelines/editions/2026-01");
const city = loadCity("guidelines/cities/beijing.yaml");
const rulebook = { edition, city };
const actor = (over: Partial<AccountActor>): AccountActor => ({
  kind: "admin",
  accountId: "00000000-0000-4000-8000-000000000001",
  department: null,
  districts: ["*"],
  unitId: null,
  ...over,
});
const lead = actor({ kind: "lead", department: "police", districts: ["110105", "110108"] });
const unit = { id: "00000000-0000-4000-8000-00000000000b", district: "110105" };
const nothing = { department: null, districts: [] };

test("each role gives the roles of the domain's table, and most give none", () => {
  const given = Object.fromEntries(accountRoles.map((role) => [role, rolesGivenBy(role)]));
  expect(given).toEqual({
    officer: [],
    lead: ["officer"],
    unit_lead: ["unit_reporter"],
    unit_reporter: [],
    coordinator: [],
    admin: ["lead", "unit_lead", "coordinator", "admin", "auditor"],
    auditor: [],
  });
});

describe("where an invited person will stand", () => {
  test("an officer stands in the lead's own department, whatever the form says", () => {
    const typed = { department: "procuratorate", districts: ["110105"] };
    expect(standingFor(lead, "officer", typed, null, rulebook)).toEqual({
      role: "officer",
      department: "police",
      districts: ["110105"],
      unitId: null,
    });
  });

  test.each([
    ["another district", ["110101"]],
    ["one of them", ["110105", "110101"]],
    ["the whole city", ["*"]],
    ["a district that does not exist", ["999999"]],
  ])("a lead of some districts cannot give %s", (_what, districts) => {
    expect(standingFor(lead, "officer", { department: null, districts }, null, rulebook)).toBe("districts_beyond");
  });

  test("a unit's reporter stands in the lead's own unit", () => {
    const unitLead = actor({ kind: "unit_lead", unitId: unit.id, districts: ["110105"] });
    const standing = standingFor(unitLead, "unit_reporter", { department: "police", districts: ["*"] }, unit, rulebook);
    expect(standing).toEqual({ role: "unit_reporter", department: null, districts: ["110105"], unitId: unit.id });
  });

  test("administrators and auditors stand nowhere in particular, coordinators in the organ for women and children", () => {
    expect(standingFor(actor({}), "auditor", nothing, null, rulebook)).toMatchObject({
      districts: ["*"],
      department: null,
    });
    const coordinator = standingFor(
      actor({}),
      "coordinator",
      { department: "police", districts: ["110105"] },
      null,
      rulebook,
    );
    expect(coordinator).toMatchObject({ department: "women_children_office", districts: ["110105"] });
    expect(edition.departments.map(({ id }) => id)).toContain("women_children_office");
  });

  test("what is missing is named", () => {
    expect(standingFor(actor({}), "lead", nothing, null, rulebook)).toBe("department_missing");
    expect(standingFor(actor({}), "lead", { department: "publicity", districts: ["*"] }, null, rulebook)).toBe(
      "department_missing",
    );
    expect(standingFor(actor({}), "lead", { department: "police", districts: [] }, null, rulebook)).toBe(
      "districts_missing",
    );
    expect(standingFor(actor({}), "unit_lead", nothing, null, rulebook)).toBe("unit_missing");
  });
});

describe("who stays", () => {
  const other = "00000000-0000-4000-8000-000000000002";
  test.each([
    [{ id: actor({}).accountId, role: "admin" as const }, 3, "self"],
    [{ id: other, role: "admin" as const }, 1, "last_admin"],
    [{ id: other, role: "admin" as const }, 2, null],
    [{ id: other, role: "lead" as const }, 1, null],
  ])("%o with %i administrators: %s", (account, admins, stays) => {
    expect(staysFor(actor({}), account, admins)).toBe(stays);
  });
});

test("an invitation is used, withdrawn, expired or open, in this order", () => {
  const now = new Date("2026-11-23T00:00:00Z");
  const later = new Date("2026-11-24T00:00:00Z");
  const state = (usedAt: Date | null, withdrawnAt: Date | null, expiresAt: Date) =>
    invitationState({ usedAt, withdrawnAt, expiresAt }, now);
  expect(state(null, null, later)).toBe("open");
  expect(state(null, null, now)).toBe("expired");
  expect(state(null, now, now)).toBe("withdrawn");
  expect(state(now, now, now)).toBe("used");
});

describe("the code of an invitation", () => {
  test("is read back however it is spaced, in whatever case, or from the whole link", () => {
    const code = newHandedCode();
    const shown = formatHandedCode(code);
    expect(shown).toMatch(/^(\w{5}-){3}\w{5}$/);
    for (const typed of [
      code,
      shown,
      shown.toLowerCase(),
      ` ${shown.replaceAll("-", " ")} `,
      `https://x/invitation#${shown}`,
    ]) {
      expect(parseHandedCode(typed)).toBe(code);
    }
  });

  test.each(["", "ABCDE", "ABCDE-23456-ABCDE-2345O", "ABCDE-23456-ABCDE-23456-7", "'; drop table"])(
    "%s is none",
    (typed) => {
      expect(parseHandedCode(typed)).toBeNull();
    },
  );
});
