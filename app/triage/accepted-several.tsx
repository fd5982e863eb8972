import { Link } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { type Column, LinkButton, Notice, StateBadge, Table, useCopy } from "#app/ui/index.ts";
import type { AcceptedOne } from "./accept-several.ts";

/** What accepting several led to. `problem` where nothing was tried. */
export interface AcceptedSeveral {
  readonly results: readonly AcceptedOne[];
  readonly problem: "nothing" | "tooMany" | null;
  readonly back: string;
}

/** Each selected task with its own result: partial success is told as such. */
export function AcceptedSeveralPage({ staff, answer }: { staff: Staff; answer: AcceptedSeveral | null }) {
  const { desk, triage } = useCopy();
  const words = desk.bulk;
  const results = answer?.results ?? [];
  const problem = answer === null ? "nothing" : answer.problem;
  const done = results.filter(({ refusal }) => refusal === null).length;
  const columns: readonly Column<AcceptedOne>[] = [
    {
      id: "number",
      heading: words.number,
      rowHeading: true,
      cell: ({ caseNumber }) =>
        caseNumber === null ? words.unknown : <Link to={`/cases/${caseNumber}`}>{caseNumber}</Link>,
    },
    {
      id: "result",
      heading: words.result,
      cell: ({ refusal }) =>
        refusal === null ? <StateBadge tone="done">{words.done}</StateBadge> : triage.refusals[refusal],
    },
  ];
  return (
    <StaffFrame staff={staff}>
      <h1 className="mb-4 text-h1">{words.title}</h1>
      <div className="mb-6">
        <Notice
          kind={problem === null && done === results.length ? "done" : "care"}
          live
          title={problem === null ? words.summary(done, results.length) : words[problem]}
        />
      </div>
      {results.length === 0 ? null : (
        <Table caption={words.caption} captionHidden columns={columns} rows={results} rowKey={({ id }) => id} cards />
      )}
      <div className="mt-6">
        <LinkButton to={answer?.back ?? "/triage"}>{words.back}</LinkButton>
      </div>
    </StaffFrame>
  );
}
