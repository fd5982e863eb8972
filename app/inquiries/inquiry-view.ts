import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { type AssignedCase, worksOn } from "#app/joint-work/rules.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { ClockState, InquiryState } from "#db/schema/index.ts";
import { inquiryPlace } from "./commands.ts";
import type { StoredInquiry } from "./queries.ts";
import { askable, inquiryClock, mayAnswer, mayWithdraw } from "./rules.ts";

/** The inquiries of a case as one side, or a prosecutor, sees them. */
export interface InquiriesView {
  /** Whether inquiries may concern the reader at all; whoever they do not has no such page. */
  readonly concerned: boolean;
  /** How many questions the reader's own department owes an answer to. */
  readonly owed: number;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly inquiries: readonly InquiryView[];
  /** The reader's own newest question: the form begins afresh once it was taken, and not when somebody else asks. */
  readonly ownNewest: string | null;
}

export interface InquiryView {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly state: InquiryState;
  /** Null where it could not be opened. */
  readonly question: string | null;
  readonly answer: string | null;
  readonly endedBy: string | null;
  readonly endedAt: Date | null;
  readonly clock: { readonly state: ClockState; readonly dueAt: Date | null; readonly stoppedAt: Date | null } | null;
  readonly mayAnswer: boolean;
  readonly mayWithdraw: boolean;
}

interface AskedCase extends AssignedCase {
  readonly clocks: readonly {
    readonly clock: string;
    readonly owner: string;
    readonly state: ClockState;
    readonly startedAt: Date;
    readonly dueAt: Date | null;
    readonly stoppedAt: Date | null;
  }[];
}

export function inquiriesView(
  reader: StaffReader,
  { matter, assignments, clocks }: AskedCase,
  stored: readonly StoredInquiry[],
  keys: readonly DataKey[],
): InquiriesView {
  const { actor } = reader.signedIn;
  const desks = assignments.map(({ assignment }) => assignment);
  const nameOf = (code: string) => deskNames(reader)(code, "").department;
  const its = clocks.filter(({ clock }) => clock === inquiryClock);
  const text = (...[id, column, sealed]: [...Parameters<typeof inquiryPlace>, Buffer]) =>
    readable(reader.portal, keys, inquiryPlace(id, column), sealed);
  const concerned = worksOn(actor, matter, desks);
  return {
    concerned,
    owed: concerned
      ? its.filter(({ owner, state }) => owner === actor.department && (state === "running" || state === "breached"))
          .length
      : 0,
    choices: askable(actor, matter, desks).map((value) => ({ value, label: nameOf(value) })),
    ownNewest: stored.findLast(({ inquiry }) => inquiry.askedBy === actor.accountId)?.inquiry.id ?? null,
    inquiries: stored.map(({ inquiry, askedBy, endedBy }) => ({
      id: inquiry.id,
      from: nameOf(inquiry.fromDepartment),
      to: nameOf(inquiry.toDepartment),
      askedBy,
      askedAt: inquiry.askedAt,
      state: inquiry.state,
      question: text(inquiry.id, "sealed_question", inquiry.sealedQuestion),
      answer: inquiry.sealedAnswer === null ? null : text(inquiry.id, "sealed_answer", inquiry.sealedAnswer),
      endedBy,
      endedAt: inquiry.endedAt,
      clock: its.find(({ startedAt }) => startedAt.getTime() === inquiry.askedAt.getTime()) ?? null,
      mayAnswer: mayAnswer(actor, inquiry),
      mayWithdraw: mayWithdraw(actor, inquiry),
    })),
  };
}
