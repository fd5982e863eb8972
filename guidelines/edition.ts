import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import type { Instrument } from "./assessment.ts";
import {
  type capacities,
  editionFiles,
  interventionFolder,
  type urgencyLevels,
  type verifications,
} from "./edition-files.ts";
import { EditionError, type Finding } from "./findings.ts";
import type { InterventionCommon, Workflow } from "./intervention.ts";
import { lintEdition } from "./lint.ts";
import { pathText } from "./problems.ts";

export type { BothLanguages, Locale } from "./city.ts";
export type { Condition } from "./condition.ts";
export { EditionError, type Finding } from "./findings.ts";

export type Capacity = (typeof capacities)[number];
export type UrgencyLevel = (typeof urgencyLevels)[number];
export type Verification = (typeof verifications)[number];
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
export type Extension = Clock["extensions"][number];
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
  readonly facts: Files["facts"];
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
  readonly interventionCommon: InterventionCommon;
  readonly workflows: readonly Workflow[];
  readonly assessment: Instrument;
  readonly guidance: readonly Guidance[];
  readonly retention: Files["retention"];
  readonly matching: Files["matching"];
  readonly tellings: Files["tellings"];
};

type FileName = keyof typeof editionFiles;
type FileRead = { readonly value: unknown } | { readonly finding: Finding };

function readYaml(dir: string, name: string): FileRead {
  const where = `${name}.yaml`;
  try {
    return { value: parse(readFileSync(join(dir, where), "utf8")) };
  } catch (error) {
    const missing = error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR");
    const detail = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    return {
      finding: missing ? { code: "file-missing", where, detail: dir } : { code: "file-malformed", where, detail },
    };
  }
}

/** The names of the workflows' files, in the order of the alphabet; none where there is no folder. */
function workflowNames(dir: string): string[] {
  try {
    const files = readdirSync(join(dir, interventionFolder.name)).filter((name) => name.endsWith(".yaml"));
    return files
      .map((name) => name.slice(0, -".yaml".length))
      .filter((name) => name !== interventionFolder.common)
      .sort();
  } catch {
    return [];
  }
}

/** Reads the files of an edition as they stand, each against its schema; what they mean together is `lintEdition`'s. */
export function readEdition(dir: string): Edition {
  const findings: Finding[] = [];
  const parsed = <T>(name: string, schema: z.ZodType<T>): T | undefined => {
    const read = readYaml(dir, name);
    if ("finding" in read) {
      findings.push(read.finding);
      return undefined;
    }
    const result = schema.safeParse(read.value);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const missing = /\.(zh|en)$/.test(pathText(issue.path));
      findings.push({
        code: missing ? "translation-missing" : "file-malformed",
        where: `${name}.yaml: ${pathText(issue.path)}`,
        detail: issue.message,
      });
    }
    return undefined;
  };
  const file = <F extends FileName>(name: F) =>
    parsed<Files[F]>(name, editionFiles[name] as unknown as z.ZodType<Files[F]>);
  const header = file("edition");
  const departments = file("departments");
  const sources = file("sources");
  const situations = file("situations");
  const facts = file("facts");
  const definitions = file("definitions");
  const questions = file("questions");
  const routing = file("routing");
  const urgency = file("urgency");
  const clocks = file("clocks");
  const interventions = file("interventions");
  const assessment = file("assessment");
  const guidance = file("guidance");
  const retention = file("retention");
  const matching = file("matching");
  const tellings = file("tellings");
  const { name: folder, common, Common, Workflow: Shape } = interventionFolder;
  const interventionCommon = parsed(`${folder}/${common}`, Common);
  const workflows = workflowNames(dir).flatMap((name) => parsed(`${folder}/${name}`, Shape) ?? []);
  if (!(header && departments && sources && situations && facts && definitions && questions && routing)) {
    throw new EditionError(findings);
  }
  if (!(urgency && clocks && interventions && assessment && guidance && retention && matching && tellings)) {
    throw new EditionError(findings);
  }
  if (interventionCommon === undefined || findings.length > 0) throw new EditionError(findings);
  return {
    ...header,
    departments,
    sources,
    situations,
    facts,
    definitions,
    pages: questions.pages,
    questions: questions.questions,
    district: routing.district,
    routing: routing.rules,
    levels: urgency.levels,
    urgency: urgency.rules,
    events: clocks.events,
    clocks: clocks.clocks,
    interventions,
    interventionCommon,
    workflows,
    assessment,
    guidance,
    retention,
    matching,
    tellings,
  };
}

/**
 * Loads an edition that may be used: every file reads, every reference resolves, the lint finds nothing.
 * @throws EditionError with every finding
 */
export function loadEdition(dir: string): Edition {
  const edition = readEdition(dir);
  const findings = lintEdition(edition);
  if (findings.length > 0) throw new EditionError(findings);
  return edition;
}
