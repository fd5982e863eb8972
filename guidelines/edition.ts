import type { z } from "zod";
import type { capacities, editionFiles, urgencyLevels } from "./edition-files.ts";

export type { BothLanguages, Locale } from "./city.ts";
export type { Condition } from "./condition.ts";

export type Capacity = (typeof capacities)[number];
export type UrgencyLevel = (typeof urgencyLevels)[number];
type Files = { readonly [F in keyof typeof editionFiles]: z.infer<(typeof editionFiles)[F]> };
export type Department = Files["departments"][number];
export type Source = Files["sources"][number];
export type SituationEntry = Files["situations"][number];
export type Indicator = SituationEntry["indicators"][number];
export type Definition = Files["definitions"][number];
export type Page = Files["questions"]["pages"][number];
export type Question = Files["questions"]["questions"][number];
export type DistrictRule = Files["routing"]["district"][number];
export type RoutingRule = Files["routing"]["rules"][number];
export type UrgencyRule = Files["urgency"]["rules"][number];
export type Clock = Files["clocks"]["clocks"][number];
export type Limit = Clock["limits"]["serious"];
export type Intervention = Files["interventions"][number];
export type Guidance = Files["guidance"][number];

/** One published set of situations, questions, rules, clocks and interventions; a report is pinned to its edition. */
export type Edition = {
  readonly id: string;
  readonly name: Files["edition"]["name"];
  readonly inForceFrom: string;
  readonly inForceUntil: string | null;
  readonly departments: readonly Department[];
  readonly sources: readonly Source[];
  readonly situations: readonly SituationEntry[];
  readonly definitions: readonly Definition[];
  readonly pages: readonly Page[];
  readonly questions: readonly Question[];
  readonly district: readonly DistrictRule[];
  readonly routing: readonly RoutingRule[];
  readonly levels: Files["urgency"]["levels"];
  readonly urgency: readonly UrgencyRule[];
  readonly events: Files["clocks"]["events"];
  readonly clocks: readonly Clock[];
  readonly interventions: readonly Intervention[];
  readonly guidance: readonly Guidance[];
};
