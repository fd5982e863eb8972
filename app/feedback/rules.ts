import type { ResultOutcome } from "#db/schema/index.ts";

interface OutcomeRule {
  /** Departments that may tell it; null: every department with work on the case. */
  readonly by: readonly string[] | null;
  /** Events of the edition that it stands for: they stop clocks, and start those that follow. */
  readonly events: readonly string[];
  /** Where the work stands with it, for the look of it. */
  readonly tone: "waiting" | "moving" | "held" | "done" | "gone";
}

/**
 * What a department may tell a reporter: one code each, worded in `app/copy` so that nothing of it names a child or says
 * what was found. Sources: progress within three days and the result owed to the reporter (Opinion 10, Minors Protection
 * Law 11, Beijing Regulation 53); filing and non-filing, notice of non-filing (police procedure for criminal cases 171,
 * 175, 178); public-order cases (Public Security Penalties Law 90).
 */
export const outcomeRules: Readonly<Record<ResultOutcome, OutcomeRule>> = {
  under_review: { by: ["police"], events: ["progress_told"], tone: "moving" },
  verifying: { by: ["police"], events: ["progress_told"], tone: "moving" },
  case_filed: { by: ["police"], events: ["case_filed", "progress_told"], tone: "moving" },
  public_order_filed: { by: ["police"], events: ["public_order_filed", "progress_told"], tone: "moving" },
  not_filed: { by: ["police"], events: ["case_not_filed", "progress_told", "result_told"], tone: "held" },
  notice_served: { by: ["police"], events: ["non_filing_notice_served"], tone: "held" },
  before_prosecution: { by: ["police"], events: ["progress_told"], tone: "moving" },
  handed_over: { by: null, events: ["case_transferred", "progress_told"], tone: "gone" },
  handling: { by: null, events: ["progress_told"], tone: "moving" },
  protected: { by: null, events: ["progress_told"], tone: "moving" },
  concluded: { by: null, events: ["result_told"], tone: "done" },
};

/** What this department may tell, in the order of the form. */
export const outcomesOf = (department: string): readonly ResultOutcome[] =>
  outcomes.filter((outcome) => {
    const { by } = outcomeRules[outcome];
    return by === null || by.includes(department);
  });

const outcomes: readonly ResultOutcome[] = [
  "under_review",
  "verifying",
  "case_filed",
  "public_order_filed",
  "not_filed",
  "notice_served",
  "before_prosecution",
  "handling",
  "protected",
  "handed_over",
  "concluded",
];

/** Why a result was not taken. Each has its sentence in `app/copy`, feedback. */
export const feedbackRefusals = [
  "outcome_missing",
  "day_missing",
  "day_ahead",
  "reports_missing",
  "not_accepted",
  "already_corrected",
] as const;
export type FeedbackRefusalCode = (typeof feedbackRefusals)[number];

/** The domain says no. Nothing has changed. */
export class FeedbackRefusal extends Error {
  override readonly name = "FeedbackRefusal";
  readonly code: FeedbackRefusalCode;

  constructor(code: FeedbackRefusalCode) {
    super(code);
    this.code = code;
  }
}

export const feedbackStatus = (code: FeedbackRefusalCode): 409 | 422 =>
  code === "already_corrected" || code === "not_accepted" ? 409 : 422;

/** The outcome that was chosen, if this department may tell it. Throws `FeedbackRefusal`. */
export function checkOutcome(department: string, chosen: string): ResultOutcome {
  const outcome = outcomesOf(department).find((one) => one === chosen);
  if (outcome === undefined) throw new FeedbackRefusal("outcome_missing");
  return outcome;
}

/** The day of the decision: a day that there is, not later than today in Beijing. Throws `FeedbackRefusal`. */
export function checkDay(typed: string, today: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(typed) ? new Date(`${typed}T00:00:00Z`) : null;
  if (day === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== typed || typed < "2000") {
    throw new FeedbackRefusal("day_missing");
  }
  if (typed > today) throw new FeedbackRefusal("day_ahead");
  return typed;
}

/** States of a desk's work in which it may speak: somebody has answered for it and it was not taken away. */
export const maySpeak = (state: string): boolean => ["accepted", "working", "objected", "closed"].includes(state);
