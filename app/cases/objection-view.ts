import { copyFor } from "#app/copy/index.ts";
import { mayReview } from "#app/triage/rules.ts";
import type { Contents } from "./contents.ts";
import type { CaseRecord } from "./queries.ts";
import { deskNames, type Reader } from "./reader.ts";

export interface ObjectionView {
  readonly id: string;
  readonly raisedBy: string;
  readonly raisedAt: Date;
  /** Null where it could not be opened. */
  readonly reason: string | null;
  readonly proposed: string | null;
  readonly outcome: "upheld" | "overruled" | null;
  readonly decision: string | null;
  readonly mayDecide: boolean;
}

export function objectionViews(reader: Reader, record: CaseRecord, contents: Contents): readonly ObjectionView[] {
  const { actor } = reader.signedIn;
  return record.objections.map(({ objection, raisedBy }) => ({
    id: objection.id,
    raisedBy,
    raisedAt: objection.raisedAt,
    reason: contents.objection(objection.id, "sealed_reason", objection.sealedReason),
    proposed: proposedDesk(reader, objection),
    outcome: objection.outcome,
    decision:
      objection.sealedDecision === null
        ? null
        : contents.objection(objection.id, "sealed_decision", objection.sealedDecision),
    mayDecide: objection.decidedAt === null && objection.raisedBy !== actor.accountId && mayReview(actor, objection),
  }));
}

interface Proposal {
  readonly department: string;
  readonly district: string;
  readonly proposedDepartment: string | null;
  readonly proposedDistrict: string | null;
}

/** The desk that was suggested; what was left open stays as it is. Null where nothing was suggested. */
export function proposedDesk(reader: Pick<Reader, "portal" | "locale">, proposal: Proposal): string | null {
  if (proposal.proposedDepartment === null && proposal.proposedDistrict === null) return null;
  const desk = deskNames(reader)(
    proposal.proposedDepartment ?? proposal.department,
    proposal.proposedDistrict ?? proposal.district,
  );
  return copyFor(reader.locale).cases.desk(desk.department, desk.district);
}
