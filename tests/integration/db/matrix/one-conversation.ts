import { randomUUID } from "node:crypto";
import type postgres from "postgres";
import type { Target } from "./one-case.ts";

interface Conversation {
  readonly reportId: string;
  readonly caseId: string;
  readonly district: string;
  readonly sealed: Buffer;
  readonly people: Readonly<
    Record<
      "police" | "coordinator" | "procuratorate_lead",
      { readonly accountId: string; readonly department: string | null }
    >
  >;
}

/** What a reporter and the desks tell each other on one case: messages, a result, a letter owed, a retaliation. */
export async function oneConversation(
  owner: postgres.Sql,
  { reportId, caseId, district, sealed, people }: Conversation,
): Promise<Record<string, Target>> {
  const message = async (over: Record<string, string | null>): Promise<Target> => {
    const id = randomUUID();
    const row = {
      id,
      report_id: reportId,
      district,
      author: "reporter",
      kind: "message",
      department: null,
      account_id: null,
      in_reply_to: null,
      about_department: null,
      ...over,
    };
    await owner`insert into report_messages ${owner({ ...row, sealed_text: sealed, created_at: new Date() })}`;
    return { table: "report_messages", where: `id = '${id}'` };
  };
  const idOf = ({ where }: Target) => where.slice("id = '".length, -1);
  const fromDesk = await message({
    author: "desk",
    kind: "question",
    department: "police",
    account_id: people.police.accountId,
  });
  const fromReporter = await message({});
  const astray = await message({ kind: "wrong_department", about_department: "civil_affairs" });
  const fromCoordinator = await message({
    author: "coordinator",
    kind: "word",
    account_id: people.coordinator.accountId,
    in_reply_to: idOf(astray),
  });
  await owner`insert into report_results (id, report_id, assignment_id, department, outcome, decided_on, account_id, told_at)
    select ${randomUUID()}, ${reportId}, a.id, 'police', 'case_filed', '2026-03-03', ${people.police.accountId}, now()
    from assignments a where a.case_id = ${caseId} and a.department = 'police'`;
  await owner`insert into reporter_notices (id, report_id, kind, subject_id, created_at)
    values (${randomUUID()}, ${reportId}, 'question', ${idOf(fromDesk)}, now())`;
  const retaliation = randomUUID();
  await owner`insert into retaliations (id, number, report_id, source, kind, contact, sealed_text, state, edition, opened_at)
    values (${retaliation}, 'BJR-2026-000001-0', ${reportId}, 'employer', 'dismissed', 'receipt_only', ${sealed}, 'opened', '2026-01', now())`;
  const entry = async (accountId: string | null): Promise<Target> => {
    const id = randomUUID();
    await owner`insert into retaliation_entries values (${id}, ${retaliation}, ${accountId}, ${sealed}, now())`;
    return { table: "retaliation_entries", where: `id = '${id}'` };
  };
  return {
    "report_messages of a desk": fromDesk,
    "report_messages of the reporter": fromReporter,
    "report_messages of a report gone astray": astray,
    "report_messages of a coordinator": fromCoordinator,
    report_results: { table: "report_results", where: `report_id = '${reportId}'` },
    reporter_notices: { table: "reporter_notices", where: "true" },
    retaliations: { table: "retaliations", where: `id = '${retaliation}'` },
    retaliation_entries: await entry(null),
    "retaliation_entries of the prosecutors": await entry(people.procuratorate_lead.accountId),
  };
}
