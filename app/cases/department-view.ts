import { deskNames } from "#app/accounts/reader.ts";
import { clockName } from "#app/triage/queue-view.ts";
import { mayAssign, mayBringIn, mayMove, mayTakeOver, sendsOnce } from "#app/triage/rules.ts";
import type { Officer } from "#db/actor.ts";
import type { AssignmentState, ClockState } from "#db/schema/index.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";

export interface ClockView {
  readonly id: string;
  readonly name: string;
  readonly state: ClockState;
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
  readonly provisional: boolean;
}

/** One department's work on the case, as every department on it sees it. */
export interface DepartmentView {
  readonly id: string;
  readonly department: string;
  readonly district: string;
  readonly state: AssignmentState;
  readonly capacity: "lead" | "supervision" | "protection" | "referral" | "informed";
  /** 承办人; null while the work lies with the whole desk. */
  readonly holder: string | null;
  readonly deliveredAt: Date;
  readonly acceptedAt: Date | null;
  readonly isOwn: boolean;
  readonly isFormer: boolean;
  readonly clocks: readonly ClockView[];
}

/** The reader's own assignment and what may be done with it now. */
export interface MyWork {
  readonly id: string;
  readonly state: AssignmentState;
  readonly version: number;
  /** The one next step; null where there is none to take here. */
  readonly next: "accept" | "start" | "close" | null;
  readonly mayObject: boolean;
  readonly mayTransfer: boolean;
  /** 退回 to the desk that sent it, and 撤回 of what this desk sent. */
  readonly mayReturn: boolean;
  readonly mayRecall: boolean;
  readonly mayBringIn: boolean;
  readonly mayTakeOver: boolean;
  readonly mayAssign: boolean;
  readonly newReports: number;
}

const former: ReadonlySet<AssignmentState> = new Set(["transferred", "withdrawn"]);

const isOwnDesk = (actor: Officer, desk: { readonly department: string; readonly district: string }): boolean =>
  desk.department === actor.department && (actor.districts.includes("*") || actor.districts.includes(desk.district));

export function departmentViews(reader: Reader, record: CaseRecord): readonly DepartmentView[] {
  const names = deskNames(reader);
  return record.assignments.map(({ assignment, holder }) => ({
    id: assignment.id,
    ...names(assignment.department, assignment.district),
    state: assignment.state,
    capacity: assignment.capacity,
    holder,
    deliveredAt: assignment.deliveredAt,
    acceptedAt: assignment.acceptedAt,
    isOwn: isOwnDesk(reader.signedIn.actor, assignment),
    isFormer: former.has(assignment.state),
    clocks: record.clocks
      .filter(({ assignmentId }) => assignmentId === assignment.id)
      .map((clock) => ({
        id: clock.id,
        name: clockName(reader.portal, reader.locale, clock.clock),
        state: clock.state,
        startedAt: clock.startedAt,
        dueAt: clock.dueAt,
        stoppedAt: clock.stoppedAt,
        provisional: clock.provisional,
      })),
  }));
}

/** The assignment that the reader's desk holds, else the one it held last; null where the case is only for information. */
export function myWork(actor: Officer, record: CaseRecord): MyWork | null {
  const own = record.assignments.filter(({ assignment }) => isOwnDesk(actor, assignment));
  const chosen = own.find(({ assignment }) => !former.has(assignment.state)) ?? own[own.length - 1];
  if (chosen === undefined) return null;
  const { id, state, version, acceptedAt, bounces, officerId, predecessorId, successorId } = chosen.assignment;
  const byId = (wanted: string | null) =>
    record.assignments.find(({ assignment }) => assignment.id === wanted)?.assignment;
  const sentHere = byId(predecessorId)?.state === "transferred";
  const away = byId(successorId);
  const steps = ["accept", "start", "close"] as const;
  const unread = record.deliveries.filter(
    ({ assignmentId, acknowledgedAt }) => assignmentId === id && acknowledgedAt === null,
  );
  return {
    id,
    state,
    version,
    next: steps.find((step) => mayMove(step, state, actor.kind)) ?? null,
    mayObject: mayMove("object", state, actor.kind),
    mayTransfer: mayMove("transfer", state, actor.kind) && bounces < sendsOnce.transfer,
    mayReturn: mayMove("return", state, actor.kind) && sentHere && bounces < sendsOnce.return,
    mayRecall: state === "transferred" && away?.predecessorId === id && mayMove("recall", away.state, actor.kind),
    mayBringIn: mayBringIn(state),
    mayTakeOver: mayTakeOver(actor, { state, officerId }),
    mayAssign: mayAssign(actor, state),
    newReports: acceptedAt === null || former.has(state) ? 0 : unread.length,
  };
}
