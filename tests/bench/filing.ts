import { randomBytes, randomUUID } from "node:crypto";
import { Agent, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type postgres from "postgres";
import { someReport } from "#tests/support/builders.ts";
import { type BenchResult, round, throughput } from "./bench.ts";
import { type PortalUnderTest, post } from "./portal-under-test.ts";

const count = 1_500;
const atOnce = 8;

/** The body of one filing. Children have no certain trait in common: each is a case of its own. */
export const filingBody = (): string => JSON.stringify(someReport());

/** Complete filings a second over HTTP, 8 at once, load included; routing goes on beside it as it does in life. */
export async function filing(portal: PortalUnderTest): Promise<BenchResult> {
  await throughput(100, atOnce, () => filed(portal));
  const perSecond = await throughput(count, atOnce, () => filed(portal));
  await routed(portal);
  const bareRows = await throughput(count, atOnce, () => writeSameRows(portal.sql));
  const bareHttp = await bareServer();
  return {
    name: "filing",
    perSecond,
    floor: { bareRows, bareHttp },
    ratio: round(1 / perSecond / (1 / bareRows)),
    goal: "100 complete filings a second, 8 at once",
    met: perSecond >= 100,
  };
}

async function filed(portal: PortalUnderTest): Promise<void> {
  const answer = await portal.file(filingBody());
  if (answer.status !== 201) throw new Error(`filing was answered with ${answer.status}: ${answer.body}`);
}

/** Waits until the worker has routed everything, so that the floor is measured on a quiet machine. */
export async function routed({ sql }: PortalUnderTest): Promise<void> {
  for (;;) {
    const [row] = await sql`select count(*)::int as open from reports where routed_at is null`;
    if (row?.open === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** The rows of one filing in one transaction, by the bare driver: no rules, no seals, no policies. */
async function writeSameRows(sql: postgres.Sql): Promise<void> {
  const [caseId, keyId, reportId, childId, suspectId] = Array.from({ length: 5 }, () => randomUUID());
  const now = new Date();
  const sealed = (length: number) => randomBytes(length);
  await sql.begin(async (tx) => [
    await tx`insert into cases (id, number, state, urgency, urgency_rule, district, situations, child_sex, child_age, child_count, opened_at)
      values (${caseId ?? ""}, ${randomUUID()}, 'open', 'urgent', 'floor', '110105', ${["multiple_injuries"]}, 'female', 9, 1, ${now})`,
    await tx`insert into data_keys (id, case_id, wrapped_key, master_key_id, created_at)
      values (${keyId ?? ""}, ${caseId ?? ""}, ${sealed(60)}, 'floor', ${now})`,
    await tx`insert into reports (id, number, case_id, edition, channel, profession, urgency, situations, sealed_content, idempotency_hash, content_hash, filed_at, routed_at)
      values (${reportId ?? ""}, ${randomUUID()}, ${caseId ?? ""}, '2026-01', 'api', 'teacher', 'urgent', ${["multiple_injuries"]},
        ${sealed(1_500)}, ${sealed(32)}, ${sealed(32)}, ${now}, ${now})`,
    await tx`insert into reporter_identities (report_id, sealed_identity) values (${reportId ?? ""}, ${sealed(200)})`,
    await tx`insert into parties (id, case_id, report_id, kind, relation, sealed_identity, created_at)
      values (${childId ?? ""}, ${caseId ?? ""}, ${reportId ?? ""}, 'child', null, ${sealed(400)}, ${now}),
        (${suspectId ?? ""}, ${caseId ?? ""}, ${reportId ?? ""}, 'suspect', 'father', ${sealed(200)}, ${now})`,
    await tx`insert into blind_indexes (id, case_id, party_id, kind, token)
      values (${randomUUID()}, ${caseId ?? ""}, ${childId ?? ""}, 'name_birth_district', ${sealed(32)})`,
    await tx`insert into receipts (report_id, code_hash, proof, created_at)
      values (${reportId ?? ""}, ${sealed(32)}, ${"p".repeat(260)}, ${now})`,
    await tx`insert into case_events (id, case_id, kind, at) values (${randomUUID()}, ${caseId ?? ""}, 'report_filed', ${now})`,
    await tx`insert into outbox (id, kind, payload, done_at, relayed_at) values (${randomUUID()}, 'floor', '{}', ${now}, ${now})`,
  ]);
}

/** Requests a second that a bare HTTP server answers with as many bytes, load included. */
async function bareServer(): Promise<number> {
  const answer = JSON.stringify({ reportNumber: "BJ-2026-000123-4", receipt: "0".repeat(16), proof: "p".repeat(260) });
  const server = createServer((incoming, response) => {
    incoming.resume();
    incoming.on("end", () => response.writeHead(201, { "Content-Type": "application/json" }).end(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const perSecond = await throughput(count, atOnce, () => post(agent, url, filingBody()));
  agent.destroy();
  server.closeAllConnections();
  server.close();
  return perSecond;
}
