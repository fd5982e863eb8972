import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EditionError, type Finding, loadEdition } from "../edition.ts";
import { wordsOf } from "./language.ts";

const editions = fileURLToPath(new URL("../editions", import.meta.url));
const { copy, rest } = wordsOf(process.argv.slice(2));

/** The named folders, seen from where the command was typed; without any, all editions. */
const folders =
  rest.length > 0
    ? rest.map((dir) => resolve(process.env.INIT_CWD ?? ".", dir))
    : readdirSync(editions).map((id) => resolve(editions, id));

const line = ({ code, where, detail }: Finding) => `  ${code}  ${where}  ${detail}  (${copy.edition.findings[code]})\n`;

for (const dir of folders) {
  try {
    const edition = loadEdition(dir);
    const rules = edition.routing.length + edition.urgency.length + edition.district.length;
    const { questions, clocks, interventions } = edition;
    process.stdout.write(
      `${copy.edition.clean(edition.id, rules, questions.length, clocks.length, interventions.length)}\n`,
    );
  } catch (error) {
    if (!(error instanceof EditionError)) throw error;
    process.stdout.write(`${copy.edition.found(error.findings.length, dir)}\n${error.findings.map(line).join("")}`);
    process.exitCode = 1;
  }
}
