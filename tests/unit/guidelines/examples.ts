import { fileURLToPath } from "node:url";
import { loadCity } from "#guidelines/city.ts";
import { loadEdition } from "#guidelines/edition.ts";
import { Report } from "#guidelines/report.ts";

const rulebook = (path: string) => fileURLToPath(new URL(`../../../guidelines/${path}`, import.meta.url));
export const editionFolder = rulebook("editions/2026-01");
export const edition = loadEdition(editionFolder);
export const city = loadCity(rulebook("cities/beijing.yaml"));

/** The example of the report's contract, word for word; its people are invented. */
export const contractExample = {
  edition: "2026-01",
  reporter: {
    profession: "teacher",
    unit: "示例小学",
    name: "报告人甲",
    phone: "13800000000",
    email: null,
    anonymous: false,
  },
  children: [
    {
      name: "示例儿童",
      sex: "female",
      bornOn: "2015-03-02",
      age: null,
      nationalId: null,
      disability: false,
      school: "示例小学",
      district: "110105",
      address: "示例路1号",
    },
  ],
  incident: {
    situations: ["multiple_injuries"],
    indicators: [],
    from: "2026-03-02T08:00:00+08:00",
    to: null,
    ongoing: true,
    district: "110105",
    place: "home",
    placeDetail: null,
    learnedBy: "observed",
    narrative: "示例经过",
  },
  suspects: [{ name: null, relation: "father", isGuardian: true, livesWithChild: true, hasAccessNow: true }],
  guardianship: { status: "guardian_is_suspect" },
  safety: { immediateDanger: false, childWhereabouts: "在学校", otherChildrenAtRisk: null, medicalCareNeeded: true },
  steps: { policeCalled: false, policeReference: null, evidenceKept: true },
};

type Node = { [key: string]: Node | unknown };

/** The contract's example with other values at some paths (`children[0].age`); undefined takes the field away. */
export function reportWith(changes: Readonly<Record<string, unknown>>): Node {
  const report: Node = structuredClone(contractExample);
  for (const [path, value] of Object.entries(changes)) {
    const steps = path.split(/[.[\]]+/).filter((step) => step !== "");
    const last = steps.pop() ?? "";
    let node: Node = report;
    for (const step of steps) node = node[step] as Node;
    if (value === undefined) delete node[last];
    else node[last] = value;
  }
  return report;
}

/** A report about which nothing is known beyond the least that can be filed. */
export function barely(
  changes: Readonly<Record<string, Readonly<Record<string, unknown>> | readonly unknown[]>> = {},
): Report {
  const { reporter, incident, ...rest } = changes;
  return Report.parse({
    edition: "2026-01",
    reporter: { profession: "other", ...reporter },
    children: [{}],
    incident: { situations: ["other_serious"], ...incident },
    ...rest,
  });
}
