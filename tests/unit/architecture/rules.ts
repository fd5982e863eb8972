import { floors, type Import, type Source } from "./source.ts";

/** A rule of the house: what it says, and where a source breaks it (nothing when it holds). */
export interface Rule {
  readonly says: string;
  broken(source: Source): readonly string[];
}

/** Rooms of `app/` that are no capability: the outside world, the words, the design system, the pages. */
const sharedRooms = ["platform", "copy", "ui", "styles", "routes"];

/** `app/reports` for a file in it; null for what lies in no capability. */
export function capabilityOf(path: string): string | null {
  const [floor, room, file] = path.split("/");
  return floor === "app" && room !== undefined && file !== undefined && !sharedRooms.includes(room)
    ? `app/${room}`
    : null;
}

const within = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`));
const isTest = (path: string) => within(path, "tests");

/** Rule: the sources that `where` picks import only what `allows` allows. */
function arrow(
  says: string,
  where: (path: string) => boolean,
  allows: (target: Import, path: string) => boolean,
): Rule {
  return {
    says,
    broken: ({ path, imports }) =>
      where(path)
        ? imports.filter((one) => !allows(one, path)).map((one) => `${path}:${one.line} imports ${one.written}`)
        : [],
  };
}

/** Rule: a name is used only in the sources that `where` picks. */
function onlyIn(says: string, name: RegExp, where: (path: string) => boolean): Rule {
  return {
    says,
    broken: ({ path, names }) =>
      where(path)
        ? []
        : names.filter((one) => name.test(one.name)).map((one) => `${path}:${one.line} uses ${one.name}`),
  };
}

const arrows: readonly Rule[] = [
  arrow(
    "guidelines are pure: they import nothing of ours, and only readers of files touch the machine",
    (path) => within(path, "guidelines"),
    ({ target, ours }, path) => {
      // The commands speak to people, in the same words as the pages.
      if (ours)
        return within(target, "guidelines") || (within(path, "guidelines/commands") && within(target, "app/copy"));
      if (!target.startsWith("node:")) return ["zod", "yaml", "chinese-days"].includes(target);
      return (
        within(path, "guidelines/commands") ||
        ["guidelines/edition.ts", "guidelines/edition-files.ts", "guidelines/city.ts"].includes(path)
      );
    },
  ),
  arrow(
    "the database imports only itself and the guidelines; the demo city also calls what people would do",
    (path) => within(path, "db"),
    ({ target, ours }, path) =>
      !ours ||
      within(target, "db", "guidelines") ||
      (within(path, "db/demo") && within(target, "app") && !within(target, "app/routes")),
  ),
  arrow(
    "the outside world knows no capability",
    (path) => within(path, "app/platform"),
    ({ target, ours }) => !ours || within(target, "app/platform", "app/copy", "app/ui", "db", "guidelines"),
  ),
  arrow(
    "the words know no capability",
    (path) => within(path, "app/copy"),
    ({ target, ours }) => !ours || within(target, "app/copy", "guidelines"),
  ),
  arrow(
    "the design system draws what it is given: no capability, no database",
    (path) => within(path, "app/ui"),
    ({ target, ours, typeOnly }) =>
      !ours || within(target, "app/ui", "app/copy", "guidelines") || (typeOnly && within(target, "app/platform")),
  ),
  arrow(
    "a capability imports no page, no job and nobody's tests",
    (path) => capabilityOf(path) !== null,
    ({ target, ours }) => !ours || (within(target, "app", "db", "guidelines") && !within(target, "app/routes")),
  ),
  arrow(
    "a page imports no job, no other page and no table",
    (path) => within(path, "app/routes"),
    ({ target, ours, typeOnly }) => {
      if (!ours) return !["drizzle-orm", "postgres", "pg"].includes(target);
      if (within(target, "db")) return typeOnly || target === "db/actor.ts" || target === "db/health.ts";
      return within(target, "app", "guidelines") && !within(target, "app/routes");
    },
  ),
  arrow(
    "nothing imports a page",
    () => true,
    ({ target, ours }) => !ours || !within(target, "app/routes"),
  ),
  arrow(
    "only the worker imports handlers",
    (path) => !within(path, "jobs/handlers") && !isTest(path) && path !== "jobs/worker.ts" && path !== "jobs/main.ts",
    ({ target, ours }) => !ours || !within(target, "jobs/handlers"),
  ),
  arrow(
    "an operator's command calls capabilities, no page and no handler",
    (path) => within(path, "commands"),
    ({ target, ours }) =>
      !ours || (within(target, "commands", "app", "db", "guidelines") && !within(target, "app/routes")),
  ),
  arrow(
    "only the queue knows BullMQ and its two stores",
    (path) => !/^jobs\/queue[a-z-]*\.ts$/.test(path) && !isTest(path),
    ({ target }) => !["bullmq", "ioredis", "pg"].includes(target),
  ),
  arrow(
    "programs of the portal import no script and no test",
    (path) => within(path, "app", "db", "guidelines", "jobs", "commands"),
    ({ target, ours }) => !ours || !within(target, "scripts", "tests"),
  ),
  {
    says: "imports name their file with its extension, and cross a floor by its alias",
    broken: ({ path, imports }) =>
      imports
        .filter((one) => one.ours)
        .filter(({ target, written }) => {
          const crosses = target.split("/")[0] !== path.split("/")[0];
          const alias = written.startsWith("#");
          const plainScripts = path.endsWith(".mjs");
          const withExtension = /\.(tsx?|mjs|json|js|css|svg)(\?[a-z&-]+)?$/.test(written);
          return !withExtension || (crosses && !alias && !plainScripts && isFloor(target));
        })
        .map((one) => `${path}:${one.line} imports ${one.written}`),
  },
];

function isFloor(target: string): boolean {
  return floors.some((floor) => target.startsWith(`${floor}/`));
}

const doors: readonly Rule[] = [
  onlyIn(
    "a transaction begins only at the door that sets its actor",
    /\.(begin|transaction)$/,
    // The connection hands a transaction on to the driver with its statements prepared; it begins none of its own.
    (path) => ["db/actor.ts", "db/connection.ts"].includes(path) || isTest(path),
  ),
  onlyIn(
    "the environment is read once, where a process begins",
    /^process\.env/,
    (path) =>
      isTest(path) ||
      within(path, "scripts", "commands", "guidelines/commands") ||
      ["app/server.ts", "jobs/main.ts", "db/migrate.ts", "db/drizzle.config.ts", "db/demo/load.ts"].includes(path),
  ),
  onlyIn(
    "a rule does not look at the clock: the time is passed in",
    /^(Date\.now|new Date\(\)|performance\.now)$/,
    (path) => !(within(path, "guidelines") || path.endsWith("/rules.ts")) || within(path, "guidelines/commands"),
  ),
  onlyIn("a page writes no SQL", /^sql``$/, (path) => !within(path, "app/routes", "app/ui")),
];

/** Where Chinese sentences may stand: the copy, what is printed before anything is installed, what is invented, tests. */
const mayHoldSentences = (path: string) =>
  within(path, "app/copy", "db/demo") ||
  isTest(path) ||
  ["scripts/launcher/lines.mjs", "scripts/file-one-report.mjs"].includes(path);

const forbiddenNames = /(^|[-.])(utils?|helpers?|common|misc|managers?|services?)([-.]|$)/;

const manners: readonly Rule[] = [
  {
    says: "sentences stand in the copy",
    broken: ({ path, sayings }) =>
      mayHoldSentences(path)
        ? []
        : sayings
            .filter((one) => /\p{Script=Han}/u.test(one.text))
            .map((one) => `${path}:${one.line} says ${one.text.trim().slice(0, 20)}`),
  },
  {
    says: "a file's name says what is in it",
    broken: ({ path }) =>
      path
        .split("/")
        .filter((part) => forbiddenNames.test(part))
        .map((part) => `${path} is called ${part}`),
  },
  {
    says: "a room can be held in one's head: 400 lines at most",
    broken: ({ path, text }) => {
      const count = text.split("\n").length - 1;
      return count > 400 && !within(path, "app/copy", "scripts/launcher/lines.mjs")
        ? [`${path} has ${count} lines`]
        : [];
    },
  },
  {
    says: "nothing is left for later, and no check is switched off",
    broken: ({ path, text }) =>
      [...text.matchAll(leftForLater)].map(
        (found) => `${path}:${text.slice(0, found.index).split("\n").length} ${found[0]}`,
      ),
  },
];

const leftForLater = new RegExp(
  [
    `\\bTO${"DO"}\\b`,
    `\\bFIX${"ME"}\\b`,
    `@ts-${"ignore"}`,
    `@ts-${"nocheck"}`,
    `@ts-expect-${"error"}`,
    `biome-${"ignore"}`,
    `\\b(?:it|test|describe)\\.${"only"}\\(`,
  ].join("|"),
  "g",
);

export const houseRules: readonly Rule[] = [...arrows, ...doors, ...manners];
