/** For every rule, by what it says: programs that break it, and programs next to them that do not. */
interface Examples {
  readonly breaks: readonly (readonly [path: string, text: string])[];
  readonly keeps: readonly (readonly [path: string, text: string])[];
}

const lines = (count: number) => "const a = 1;\n".repeat(count);

export const examples: Readonly<Record<string, Examples>> = {
  "guidelines are pure: they import nothing of ours, and only readers of files touch the machine": {
    breaks: [
      ["guidelines/route.ts", 'import type { Report } from "#db/schema/index.ts";'],
      ["guidelines/route.ts", 'import { readFileSync } from "node:fs";'],
      ["guidelines/route.ts", 'export { sql } from "drizzle-orm";'],
      ["guidelines/route.ts", 'const os = await import("node:os");'],
    ],
    keeps: [
      ["guidelines/edition.ts", 'import { readFileSync } from "node:fs";'],
      ["guidelines/route.ts", 'import { z } from "zod"; import { assess } from "./assess.ts";'],
    ],
  },
  "the database imports only itself and the guidelines; the demo city also calls what people would do": {
    breaks: [
      ["db/actor.ts", 'import { log } from "../app/platform/log.ts";'],
      ["db/demo/load.ts", 'import { action } from "#app/routes/sign-in.tsx";'],
    ],
    keeps: [["db/demo/load.ts", 'import { hashPassword } from "#app/accounts/passwords.ts";']],
  },
  "the outside world knows no capability": {
    breaks: [["app/platform/mail.ts", 'import { sendNotice } from "../notices/commands.ts";']],
    keeps: [["app/platform/mail.ts", 'import { copyFor } from "#app/copy/index.ts";']],
  },
  "the words know no capability": {
    breaks: [["app/copy/zh-CN/triage.ts", 'import { moves } from "#app/triage/rules.ts";']],
    keeps: [["app/copy/zh-CN/triage.ts", 'import type { Report } from "#guidelines/report.ts";']],
  },
  "the design system draws what it is given: no capability, no database": {
    breaks: [
      ["app/ui/table.tsx", 'import { rows } from "../triage/queries.ts";'],
      ["app/ui/table.tsx", 'import { readConfig } from "#app/platform/config.ts";'],
    ],
    keeps: [["app/ui/table.tsx", 'import type { Locale } from "#app/platform/locale.ts";']],
  },
  "a capability imports no page, no job and nobody's tests": {
    breaks: [
      ["app/triage/commands.ts", 'import { loader } from "#app/routes/triage.tsx";'],
      ["app/triage/commands.ts", 'import { jobs } from "#jobs/catalogue.ts";'],
    ],
    keeps: [["app/triage/commands.ts", 'import { fileReport } from "#app/reports/filing.ts";']],
  },
  "a page imports no job, no other page and no table": {
    breaks: [
      ["app/routes/triage.tsx", 'import { assignments } from "#db/schema/index.ts";'],
      ["app/routes/triage.tsx", 'import { eq } from "drizzle-orm";'],
      ["app/routes/triage.tsx", 'import { loader } from "./_index.tsx";'],
      ["app/routes/triage.tsx", 'import { openQueues } from "#jobs/queue.ts";'],
    ],
    keeps: [
      ["app/routes/triage.tsx", 'import type { Tx } from "#db/connection.ts"; import { asActor } from "#db/actor.ts";'],
    ],
  },
  "nothing imports a page": {
    breaks: [["jobs/worker.ts", 'import { action } from "#app/routes/report.tsx";']],
    keeps: [["jobs/worker.ts", 'import { routeReport } from "#app/triage/routing.ts";']],
  },
  "only the worker imports handlers": {
    breaks: [["jobs/relay.ts", 'import { handlers } from "./handlers/index.ts";']],
    keeps: [["jobs/worker.ts", 'import { handlers } from "./handlers/index.ts";']],
  },
  "an operator's command calls capabilities, no page and no handler": {
    breaks: [
      ["commands/keys.ts", 'import { action } from "#app/routes/sign-in.tsx";'],
      ["commands/keys.ts", 'import { allHandlers } from "#jobs/handlers/index.ts";'],
    ],
    keeps: [
      [
        "commands/keys.ts",
        'import { readConfig } from "#app/platform/config.ts"; import { hkdfSync } from "node:crypto";',
      ],
    ],
  },
  "only the queue knows BullMQ and its two stores": {
    breaks: [
      ["app/reports/filing.ts", 'import { Queue } from "bullmq";'],
      ["jobs/relay.ts", 'import type { Redis } from "ioredis";'],
    ],
    keeps: [["jobs/queue-redis.ts", 'import { Redis } from "ioredis";']],
  },
  "programs of the portal import no script and no test": {
    breaks: [["app/server.ts", 'import { freePort } from "#scripts/postgres/server.mjs";']],
    keeps: [["tests/support/app.ts", 'import { freePort } from "#scripts/postgres/server.mjs";']],
  },
  "imports name their file with its extension, and cross a floor by its alias": {
    breaks: [
      ["app/server.ts", 'import { readConfig } from "./platform/config";'],
      ["app/server.ts", 'import { openDatabase } from "../db/connection.ts";'],
    ],
    keeps: [["app/server.ts", 'import { openDatabase } from "#db/connection.ts"; import "./app.css?url";']],
  },
  "a transaction begins only at the door that sets its actor": {
    breaks: [
      ["app/triage/commands.ts", "await db.orm.transaction(async (tx) => tx);"],
      ["jobs/relay.ts", "await sql.begin(work);"],
    ],
    keeps: [["db/actor.ts", "await db.orm.transaction(work);"]],
  },
  "the environment is read once, where a process begins": {
    breaks: [["app/platform/mail.ts", "const url = process.env.SMTP_URL;"]],
    keeps: [["jobs/main.ts", "const config = readConfig(process.env);"]],
  },
  "a rule does not look at the clock: the time is passed in": {
    breaks: [
      ["guidelines/deadlines.ts", "const now = new Date();"],
      ["app/triage/rules.ts", "const now = Date.now();"],
    ],
    keeps: [["guidelines/deadlines.ts", "const due = new Date(startedAt);"]],
  },
  "a page writes no SQL": {
    breaks: [["app/routes/triage.tsx", "await tx.execute(sql`select 1`);"]],
    keeps: [["app/triage/queries.ts", "await tx.execute(sql`select 1`);"]],
  },
  "sentences stand in the copy": {
    breaks: [
      ["app/routes/triage.tsx", "const a = <p>待签收</p>;"],
      ["app/triage/rules.ts", "const a = { title: `分流异议` };"],
      ["jobs/relay.ts", 'throw new Error("没有");'],
    ],
    keeps: [
      ["app/triage/rules.ts", "// 分流异议, in the words of the opinion\nconst a = 1;"],
      ["app/copy/zh-CN/triage.ts", 'export const a = "待签收";'],
    ],
  },
  "a file's name says what is in it": {
    breaks: [
      ["app/reports/utils.ts", ""],
      ["db/date-helpers.ts", ""],
      ["app/common/time.ts", ""],
      ["jobs/queue.service.ts", ""],
    ],
    keeps: [["app/reports/receipt-code.ts", ""]],
  },
  "a room can be held in one's head: 400 lines at most": {
    breaks: [["app/reports/filing.ts", lines(401)]],
    keeps: [["app/reports/filing.ts", lines(400)]],
  },
  "nothing is left for later, and no check is switched off": {
    breaks: [
      ["app/reports/filing.ts", `// TO${"DO"} later`],
      ["app/reports/filing.ts", `// @ts-${"expect-error"}`],
      ["tests/unit/a.test.ts", `it.${"only"}("a", () => {});`],
    ],
    keeps: [["app/reports/filing.ts", "const todo = 1;"]],
  },
};
