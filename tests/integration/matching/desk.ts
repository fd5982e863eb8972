import postgres from "postgres";
import { decideJoin, decideUndo } from "#app/matching/commands.ts";
import { joinCases } from "#app/matching/joining.ts";
import { undoJoin } from "#app/matching/undoing.ts";
import { fileReport } from "#app/reports/filing.ts";
import { receiptModel } from "#app/reports/receipt-model.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someFiling, someReport } from "#tests/support/builders.ts";
import type { TestPortals } from "#tests/support/portal.ts";
import type { TestDatabase } from "#tests/support/postgres.ts";

/** A filed and routed report, with its case as it stood then. */
export interface Told {
  readonly reportId: string;
  readonly receiptCode: string;
  readonly caseId: string;
  readonly number: string;
}

/** Tools of the tests of joining: file, join, undo, look. */
export function matchingDesk(database: TestDatabase, portals: TestPortals) {
  const system = <T>(job: string, work: Parameters<typeof asSystem<T>>[2]) => asSystem(portals.worker.db, job, work);
  const owner = async <T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
    const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    try {
      return await work(sql);
    } finally {
      await sql.end();
    }
  };
  return {
    system,
    owner,
    async tell(child: Record<string, unknown>, over: Record<string, unknown> = {}, at = new Date()): Promise<Told> {
      const report = someReport({ children: [{ sex: "female", district: "110105", ...child }], ...over });
      const filed = await fileReport(portals.web, someFiling({ report, at }));
      await portals.route(filed.reportId, at);
      const [row] = await system("test", (tx) =>
        tx.execute<{ case_id: string; number: string }>(
          `select r.case_id, c.number from reports r join cases c on c.id = r.case_id where r.id = '${filed.reportId}'`,
        ),
      );
      if (row === undefined) throw new Error("not filed");
      return { reportId: filed.reportId, receiptCode: filed.receiptCode, caseId: row.case_id, number: row.number };
    },
    /** Everything that the reporter's page is drawn from, byte for byte. */
    async receipt({ receiptCode }: Told): Promise<string> {
      const found = await findReceipt(portals.web, receiptCode);
      if (found === null) throw new Error("no receipt");
      return JSON.stringify(receiptModel(portals.web, found));
    },
    proposals: () => system("test", (tx) => tx.select().from(schema.matchProposals)),
    async proposalOf(one: Told, other: Told) {
      const pair = new Set([one.caseId, other.caseId]);
      const all = await system("test", (tx) => tx.select().from(schema.matchProposals));
      return all.find((proposal) => pair.has(proposal.caseId) && pair.has(proposal.otherCaseId)) ?? null;
    },
    async joinAs(officer: Officer, one: Told, proposalId: string) {
      await asActor(portals.web.db, officer, (tx) =>
        decideJoin(tx, officer, { caseNumber: one.number, proposalId }, new Date()),
      );
      const [join] = await system("test", (tx) =>
        tx.execute<{ id: string }>("select id from case_joins where state = 'asked' order by asked_at desc limit 1"),
      );
      if (join === undefined) throw new Error("no join was asked for");
      await system("join-cases", (tx) => joinCases(tx, portals.worker, join.id, new Date()));
      return join.id;
    },
    async undoAs(officer: Officer, caseNumber: string, joinId: string) {
      await asActor(portals.web.db, officer, (tx) => decideUndo(tx, officer, { caseNumber, joinId }, new Date()));
      return system("undo-join", (tx) => undoJoin(tx, portals.worker, joinId, new Date()));
    },
    /** Every row with a case of these, by table; what counts changes or keeps order of keys is left out. */
    async rowsOf(...caseIds: string[]): Promise<Record<string, unknown>> {
      return owner(async (sql) => {
        const tables = await sql<{ name: string }[]>`select table_name as name from information_schema.columns
          where table_schema = 'public' and column_name = 'case_id' and table_name not in ('audit_entries', 'case_events', 'data_keys', 'case_joins', 'match_proposals', 'recusals')`;
        const found: Record<string, unknown> = {};
        for (const { name } of [...tables].sort((a, b) => (a.name < b.name ? -1 : 1))) {
          const rows = await sql<{ row: string }[]>`select (to_jsonb(t) - 'version' - 'created_at')::text as row
            from ${sql(name)} t where case_id = any(${caseIds}) order by 1`;
          found[name] = rows.map(({ row }) => row);
        }
        found.cases =
          await sql`select id, number, state, joined_into_id, closed_at is null as open from cases where id = any(${caseIds}) order by id`;
        return found;
      });
    },
  };
}
