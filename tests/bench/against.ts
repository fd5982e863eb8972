import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Visitor } from "#scripts/test/visitor.mjs";
import { print, quantile, round, throughput } from "./bench.ts";
import { deskOfficer } from "./desk-officer.ts";
import { filingBody, routed } from "./filing.ts";
import { type PortalUnderTest, startPortalUnderTest } from "./portal-under-test.ts";

/** Every measure is taken this often on each side, in turns, so that the machine's day falls on both alike. */
const rounds = 7;
const stock = 150;
const allowed = 1.3;

/**
 * What filing, the triage page and the case page cost in this tree against an earlier commit, in one run on one machine:
 * `npm run bench:against -- <commit>`. Prints one JSON line a measure.
 */
async function compare(commit: string): Promise<void> {
  const here = fileURLToPath(new URL("../..", import.meta.url));
  const there = mkdtempSync(join(tmpdir(), "portal-before-"));
  rmSync(there, { recursive: true });
  execFileSync("git", ["worktree", "add", "--detach", there, commit], { cwd: here, stdio: "ignore" });
  try {
    symlinkSync(join(here, "node_modules"), join(there, "node_modules"));
    execFileSync("npx", ["remix", "vite:build"], { cwd: there, stdio: "ignore" });
    const before = await prepared(await startPortalUnderTest({}, there));
    const after = await prepared(await startPortalUnderTest());
    try {
      await measure(before, after, commit);
    } finally {
      await before.portal.stop();
      await after.portal.stop();
    }
  } finally {
    execFileSync("git", ["worktree", "remove", "--force", there], { cwd: here, stdio: "ignore" });
  }
}

interface Side {
  readonly portal: PortalUnderTest;
  readonly officer: Visitor;
  readonly casePage: string;
}

/** A desk with work on it, and an officer who is signed in there. */
async function prepared(portal: PortalUnderTest): Promise<Side> {
  await throughput(stock, 8, () => file(portal));
  await routed(portal);
  const { visitor: officer } = await deskOfficer(portal, "police");
  const [row] = await portal.sql`select number from cases order by opened_at limit 1`;
  return { portal, officer, casePage: `/cases/${row?.number}` };
}

async function file(portal: PortalUnderTest): Promise<void> {
  const { status, body } = await portal.file(filingBody());
  if (status !== 201) throw new Error(`filing was answered with ${status}: ${body}`);
}

const measures: Readonly<Record<string, (side: Side) => Promise<number>>> = {
  "filing, 8 at once": async ({ portal }) => 1_000 / (await throughput(stock, 8, () => file(portal))),
  "triage page": ({ officer }) => pageCost(officer, "/triage"),
  "case page": ({ officer, casePage }) => pageCost(officer, casePage),
};

/** Milliseconds a page, one after the other. */
async function pageCost(officer: Visitor, address: string): Promise<number> {
  const pages = 40;
  return 1_000 / (await throughput(pages, 1, () => officer.open(address)));
}

async function measure(before: Side, after: Side, commit: string): Promise<void> {
  for (const [name, cost] of Object.entries(measures)) {
    const [then, now]: [number[], number[]] = [[], []];
    await cost(before);
    await cost(after);
    for (let turn = 0; turn < rounds; turn += 1) {
      const first = turn % 2 === 0;
      if (first) then.push(await cost(before));
      now.push(await cost(after));
      if (!first) then.push(await cost(before));
      if (name.startsWith("filing")) await Promise.all([routed(before.portal), routed(after.portal)]);
    }
    const ratio = round(quantile(now, 0.5) / quantile(then, 0.5));
    print({
      name: `${name}, against ${commit}`,
      before: quantile(then, 0.5),
      after: quantile(now, 0.5),
      ratio,
      goal: `at most ${allowed} times what it cost before`,
      met: ratio <= allowed,
    });
  }
}

const [commit] = process.argv.slice(2);
if (commit === undefined) {
  process.stderr.write("Say which commit to compare with: npm run bench:against -- <commit>\n");
  process.exitCode = 1;
} else {
  await compare(commit);
}
