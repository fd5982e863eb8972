import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { problemsAgainst } from "../check-against.ts";
import { loadCity } from "../city.ts";
import { EditionError, loadEdition } from "../edition.ts";
import type { ReportProblemAt } from "../problems.ts";
import { rehearsalOf } from "../rehearsal.ts";
import { checkReport } from "../report.ts";
import { decide } from "../route.ts";
import { wordsOf } from "./language.ts";

const rulebook = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const { locale, copy, rest } = wordsOf(process.argv.slice(2));

type Errors = readonly { readonly path: string; readonly message: string }[];

/** Ends the command with a problem document of RFC 9457 on standard error. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly words: { readonly title: string; readonly detail: string },
    readonly errors?: Errors,
  ) {
    super(words.title);
  }
}

const inWords = (problems: readonly ReportProblemAt[]): Errors =>
  problems.map(({ path, problem }) => ({ path, message: copy.problems[problem] }));

/** A path is meant from where the command was typed, although npm runs it in the project's folder. */
function readInput(name: string): unknown {
  const typed = resolve(process.env.INIT_CWD ?? ".", name);
  const bytes = readBytes(name === "-" ? 0 : existsSync(typed) ? typed : resolve(name), name);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused(400, copy.edition.notJson);
  }
}

function readBytes(from: string | 0, name: string): Buffer {
  try {
    return readFileSync(from);
  } catch {
    throw new Refused(400, copy.edition.noFile(name));
  }
}

function rehearse(at: Date) {
  const [name, ...more] = rest;
  if (name === undefined || more.length > 0 || (name.startsWith("-") && name !== "-")) {
    throw new Refused(400, copy.edition.usage);
  }
  const checked = checkReport(readInput(name), { at, purpose: "rehearsal" });
  if (!checked.ok) throw new Refused(422, copy.edition.notAccepted, inWords(checked.problems));
  const folder = rulebook(`editions/${checked.report.edition}`);
  if (!existsSync(folder)) {
    throw new Refused(422, copy.edition.notAccepted, inWords([{ path: "edition", problem: "unknown_edition" }]));
  }
  const edition = loadEdition(folder);
  const problems = problemsAgainst(edition, checked.report);
  if (problems.length > 0) throw new Refused(422, copy.edition.notAccepted, inWords(problems));
  return rehearsalOf(decide(edition, loadCity(rulebook("cities/beijing.yaml")), checked.report, { at }), locale);
}

function problemOf(error: unknown) {
  if (error instanceof Refused) {
    const { status, words, errors } = error;
    return { status, ...words, ...(errors ? { errors } : {}) };
  }
  if (!(error instanceof EditionError)) throw error;
  const errors = error.findings.map(({ code, where, detail }) => ({
    path: where,
    message: `${copy.edition.findings[code]}: ${detail}`,
  }));
  return { status: 500, ...copy.edition.unusable, errors };
}

try {
  process.stdout.write(`${JSON.stringify(rehearse(new Date()), null, 2)}\n`);
} catch (error) {
  process.stderr.write(`${JSON.stringify(problemOf(error), null, 2)}\n`);
  process.exitCode = 2;
}
