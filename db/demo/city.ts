import type { AccountRole } from "#db/schema/index.ts";
import type { Edition } from "#guidelines/edition.ts";

/** Everything here is invented, and named so that nobody can take it for real. */
export interface DemoUnit {
  readonly key: string;
  readonly name: string;
  readonly profession: string;
  readonly district: string;
}

export const demoUnits: readonly DemoUnit[] = [
  { key: "school", name: "示例小学", profession: "teacher", district: "110105" },
  { key: "middle-school", name: "示例中学", profession: "teacher", district: "110108" },
  { key: "kindergarten", name: "示例幼儿园", profession: "teacher", district: "110108" },
  { key: "hospital", name: "示例医院", profession: "medical", district: "110105" },
  { key: "community", name: "示例社区居委会", profession: "community", district: "110105" },
  { key: "social-work", name: "示例社工站", profession: "social_worker", district: "110108" },
  { key: "welfare", name: "示例儿童福利机构", profession: "welfare_institution", district: "110108" },
  { key: "hotel", name: "示例酒店", profession: "hotel", district: "110108" },
];

/** The unit whose system files over the API. */
export const apiUnit = "hospital";

export interface DemoAccount {
  readonly login: string;
  readonly role: AccountRole;
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unit: string | null;
  readonly displayName: string;
}

/** Desks with officers and leads; every other department with a queue has officers. */
const mainDepartments = ["police", "procuratorate", "civil_affairs", "womens_federation"];
const places = [
  { slug: "chaoyang", districts: ["110105"], name: "朝阳" },
  { slug: "haidian", districts: ["110108"], name: "海淀" },
  { slug: "city", districts: ["*"], name: "全市" },
] as const;

/** The people of the demo, those one tries first in front. */
export function demoAccounts(edition: Edition): readonly DemoAccount[] {
  const queues = edition.departments.filter(({ queue }) => queue);
  const isMain = (id: string) => mainDepartments.includes(id);
  const desk = (
    role: "officer" | "lead",
    department: { id: string; short: { zh: string } },
    place: (typeof places)[number],
  ) => ({
    login: [department.id.replaceAll("_", "-"), ...(role === "lead" ? ["lead"] : []), place.slug].join("-"),
    role,
    department: department.id,
    districts: place.districts,
    unit: null,
    displayName: `示例${role === "lead" ? "负责人" : "值守员"}（${department.short.zh}${place.name}）`,
  });
  const officers = (main: boolean) =>
    places.flatMap((place) =>
      queues.filter(({ id }) => isMain(id) === main).map((department) => desk("officer", department, place)),
    );
  const leads = places.flatMap((place) =>
    queues.filter(({ id }) => isMain(id)).map((department) => desk("lead", department, place)),
  );
  // Whoever decides on what the other departments lead sits in the city's own desk.
  const deciders = places
    .filter(({ slug }) => slug === "city")
    .flatMap((place) => queues.filter(({ id }) => !isMain(id)).map((department) => desk("lead", department, place)));
  return [
    ...officers(true).slice(0, 8),
    ...others,
    ...leads,
    ...officers(true).slice(8),
    ...officers(false),
    ...deciders,
  ];
}

const others: readonly DemoAccount[] = [
  {
    login: "coordinator-city",
    role: "coordinator",
    department: "women_children_office",
    districts: ["*"],
    unit: null,
    displayName: "示例统筹督查员（全市）",
  },
  {
    login: "coordinator-chaoyang",
    role: "coordinator",
    department: "women_children_office",
    districts: ["110105"],
    unit: null,
    displayName: "示例统筹督查员（朝阳）",
  },
  { login: "admin", role: "admin", department: null, districts: ["*"], unit: null, displayName: "示例系统管理员" },
  { login: "auditor", role: "auditor", department: null, districts: ["*"], unit: null, displayName: "示例审计员" },
  {
    login: "school-lead",
    role: "unit_lead",
    department: null,
    districts: ["110105"],
    unit: "school",
    displayName: "示例小学强制报告负责人",
  },
  {
    login: "school-reporter",
    role: "unit_reporter",
    department: null,
    districts: ["110105"],
    unit: "school",
    displayName: "示例小学报告人",
  },
];
