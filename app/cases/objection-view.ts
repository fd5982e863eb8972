import { proposedDesk } from "#app/triage/objection-view.ts";
import { mayReview } from "#app/triage/rules.ts";
import type { Contents } from "./contents.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";

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
    proposed: proposedDesk(reader.portal, reader.locale, objection),
    outcome: objection.outcome,
    decision:
      objection.sealedDecision === null
        ? null
        : contents.objection(objection.id, "sealed_decision", objection.sealedDecision),
    mayDecide: objection.decidedAt === null && objection.raisedBy !== actor.accountId && mayReview(actor, objection),
  }));
}
