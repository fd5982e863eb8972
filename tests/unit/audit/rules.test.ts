import { expect, test } from "vitest";
import { wordFor } from "#app/audit/entry-view.ts";
import { csvLine } from "#app/audit/export.ts";
import { readTrailAddress, readTypedFilter, typedFilter } from "#app/audit/filter.ts";
import { parseKeptHeads } from "#app/audit/published-heads.ts";
import { refusalReasons } from "#app/audit/refused-access.ts";
import {
  type AuditAction,
  actionGroupNames,
  actionGroups,
  addressPattern,
  lookingActions,
  refusedActions,
} from "#app/audit/rules.ts";
import { type TrailFilter, trailPath, wholeTrail } from "#app/audit/trail-address.ts";
import { copyFor, locales } from "#app/copy/index.ts";
import { leavingReasons, linkReasons, resetReasons, returningReasons } from "#app/people/rules.ts";
import {
  compartments,
  emergencyReasons,
  evidenceRefusals,
  holdReasons,
  identityRequestReasons,
  recusalReasons,
} from "#db/schema/index.ts";

const reasons = [
  ...emergencyReasons,
  ...recusalReasons,
  ...identityRequestReasons,
  ...holdReasons,
  ...evidenceRefusals,
  ...leavingReasons,
  ...returningReasons,
  ...resetReasons,
  ...linkReasons,
  ...refusalReasons,
];

const auditActions = actionGroupNames.flatMap((name): readonly AuditAction[] => actionGroups[name]);

test("every deed belongs to one group, and each group and deed has its words", () => {
  expect(new Set(auditActions).size).toBe(auditActions.length);
  for (const locale of locales) {
    const { audit } = copyFor(locale);
    expect(Object.keys(audit.groups).sort()).toEqual([...actionGroupNames].sort());
    expect(Object.keys(audit.actions).sort()).toEqual([...auditActions].sort());
    expect(Object.keys(audit.compartments).sort()).toEqual([...compartments].sort());
    for (const reason of reasons) expect(Object.keys(audit.reasons)).toContain(reason);
  }
  for (const action of [...refusedActions, ...lookingActions]) expect(auditActions).toContain(action);
});

test("a code of which nothing is known names itself, also one called like a part of every object", () => {
  expect(wordFor({ other: "else" }, "other")).toBe("else");
  expect(wordFor({ other: "else" }, "constructor")).toBe("constructor");
});

test.each([
  ["/", "/"],
  ["/_root.data", "/"],
  ["/triage", "/triage"],
  ["/triage.data", "/triage"],
  ["/cases/BJG-2026-000001-7", "/cases/:"],
  ["/cases/BJG-2026-000001-7/audit", "/cases/:/audit"],
  ["/assignments/01930000-0000-7000-8000-000000000001/accept", "/assignments/:/accept"],
  ["/account/recovery-codes", "/account/recovery-codes"],
  ["/people/%E7%A4%BA%E4%BE%8B", "/people/:"],
  ["/people/zhang.san@example.cn", "/people/:"],
  [`/${"a".repeat(500)}`, "/:"],
])("the address %s is put down as %s", (address, pattern) => {
  expect(addressPattern(address)).toBe(pattern);
});

const account = "01930000-0000-7000-8000-000000000001";

test.each<[string, TrailFilter]>([
  ["/audit", wholeTrail],
  ["/audit?group=identities", { ...wholeTrail, group: "identities" }],
  [
    `/audit?group=accounts&account=${account}&number=BJG-2026-000001-7&from=2026-11-01&to=2026-11-02&refused=1`,
    { group: "accounts", account, number: "BJG-2026-000001-7", from: "2026-11-01", to: "2026-11-02", refused: true },
  ],
])("the address %s says what is shown, and is read back", (path, filter) => {
  expect(trailPath(filter)).toBe(path);
  expect(readTrailAddress(new URL(path, "http://x").searchParams)).toEqual({ filter, place: null });
});

test("a place in the trail goes into the address and comes back", () => {
  const path = trailPath(wholeTrail, { direction: "before", seq: 51 });
  expect(path).toBe("/audit?before=51");
  expect(readTrailAddress(new URL(path, "http://x").searchParams)?.place).toEqual({ direction: "before", seq: 51 });
});

test.each([
  "group=everything",
  "group=constructor",
  "account=police-chaoyang",
  "number=1",
  "number=BJG-2026-000001-7'--",
  "from=2026-02-30",
  "to=tomorrow",
  "from=2026-11-02&to=2026-11-01",
  "refused=yes",
  "before=-1",
  "before=1.5",
  "before=99999999999999999999",
  "before=1&after=2",
])("the address %s asks for nothing that exists", (query) => {
  expect(readTrailAddress(new URLSearchParams(query))).toBeNull();
});

test("what is typed into the filter is read as people type it, and each field is named that cannot be", () => {
  const form = new FormData();
  for (const [name, value] of Object.entries({
    login: " Police-Chaoyang ",
    number: "ｂｊｇ-2026-000001-7",
    from: "",
    to: "",
    group: "",
  })) {
    form.set(name, value);
  }
  const typed = typedFilter(form);
  expect(typed).toMatchObject({ login: "police-chaoyang", number: "BJG-2026-000001-7", refused: false });
  expect(readTypedFilter(typed)).toEqual({
    filter: { group: null, number: "BJG-2026-000001-7", from: null, to: null, refused: false },
    problems: [],
  });
  const wrong = { ...typed, group: "x", number: "x", from: "x", to: "2026-13-01" };
  expect(readTypedFilter(wrong).problems).toEqual(["group", "number", "from", "to"]);
  expect(readTypedFilter({ ...typed, from: "2026-11-02", to: "2026-11-01" }).problems).toEqual(["order"]);
  form.set("login", new Blob(["x"]));
  expect(typedFilter(form).login).toBe("");
});

test("a table's cell is never a formula, and keeps its commas, quotes and lines", () => {
  expect(csvLine(["=1+1", "+8613800000000", "-1", "@x", "a,b", 'say "so"', "two\nlines", "plain"])).toBe(
    `'=1+1,'+8613800000000,'-1,'@x,"a,b","say ""so""","two\nlines",plain\r\n`,
  );
});

test("heads that were kept are read one by one, as a list, and as they were published", () => {
  const head = { day: "2026-11-22", seq: 5, hash: "ab".repeat(32), signature: Buffer.alloc(64, 1).toString("base64") };
  const read = { day: head.day, seq: 5, hash: Buffer.alloc(32, 0xab), signature: Buffer.alloc(64, 1) };
  for (const text of [head, [head], { heads: [head], earlier: null }]) {
    expect(parseKeptHeads(JSON.stringify(text))).toEqual([read]);
  }
  for (const text of [
    "",
    "null",
    "[1]",
    "{",
    JSON.stringify({ ...head, hash: "xyz" }),
    JSON.stringify({ ...head, seq: -1 }),
  ]) {
    expect(parseKeptHeads(text)).toBeNull();
  }
});
