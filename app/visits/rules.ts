import { z } from "zod";
import type { RegisterEnd, VisitConcern, VisitKind } from "#db/schema/index.ts";
import { momentInBeijing } from "#guidelines/days.ts";

/** In the order in which the form offers them. */
export const kindsOffered = ["home", "monthly", "school", "placement"] as const satisfies readonly VisitKind[];
export const concernsOffered = ["none", "watch", "danger"] as const satisfies readonly VisitConcern[];
export const endsOffered = [
  "returned",
  "moved",
  "grown_up",
  "case_ended",
  "other",
] as const satisfies readonly RegisterEnd[];

/** The clock of the edition that runs while a child is in the register (task plan 2025, measure 11). */
export const monthlyClock = "monthly_visit";

/** What a visit looks at: the four topics of measure 11, what the child said, and what comes next. */
export const topics = ["schooling", "family", "hardship", "rights", "childWords", "next"] as const;
export type Topic = (typeof topics)[number];
export const mostWords = 2_000;
export const mostNames = 200;

/** The words of a visit, as they are sealed. */
export const Findings = z.object({
  visitors: z.string(),
  schooling: z.string().nullable(),
  family: z.string().nullable(),
  hardship: z.string().nullable(),
  rights: z.string().nullable(),
  childWords: z.string().nullable(),
  next: z.string().nullable(),
});
export type Findings = z.infer<typeof Findings>;

export type TypedVisit = Readonly<
  Record<"kind" | "day" | "time" | "childSeen" | "concern" | "visitors" | Topic, string>
>;

export interface CheckedVisit {
  readonly kind: VisitKind;
  readonly visitedAt: Date;
  readonly childSeen: boolean;
  readonly concern: VisitConcern;
  readonly findings: Findings;
}

export type VisitProblem = "missing" | "inFuture" | "tooLong" | "nothingFound" | "nextMissing";
export type VisitProblems = Readonly<Partial<Record<keyof TypedVisit, VisitProblem>>>;

/**
 * Checks what was typed of a visit, as of `now`: who went, when, whether the child was seen, what was found on at
 * least one topic; where there is danger or something to watch, what comes next.
 */
export function checkVisit(
  typed: TypedVisit,
  now: Date,
): { readonly ok: CheckedVisit } | { readonly problems: VisitProblems } {
  const problems: Partial<Record<keyof TypedVisit, VisitProblem>> = {};
  const kind = z.enum(kindsOffered).safeParse(typed.kind);
  const concern = z.enum(concernsOffered).safeParse(typed.concern);
  const childSeen = z.enum(["true", "false"]).safeParse(typed.childSeen);
  const visitedAt = momentInBeijing(typed.day, typed.time);
  if (!kind.success) problems.kind = "missing";
  if (momentInBeijing(typed.day, "00:00") === null) problems.day = "missing";
  else if (visitedAt === null) problems.time = "missing";
  else if (visitedAt.getTime() > now.getTime() + 60_000) problems.day = "inFuture";
  if (!childSeen.success) problems.childSeen = "missing";
  if (!concern.success) problems.concern = "missing";
  if (typed.visitors.trim() === "") problems.visitors = "missing";
  else if (typed.visitors.trim().length > mostNames) problems.visitors = "tooLong";
  for (const topic of topics) if (typed[topic].trim().length > mostWords) problems[topic] = "tooLong";
  const found = topics.filter((topic) => topic !== "next").some((topic) => typed[topic].trim() !== "");
  if (!found) problems.schooling ??= "nothingFound";
  if (concern.success && concern.data !== "none" && typed.next.trim() === "") problems.next ??= "nextMissing";
  if (!kind.success || !concern.success || !childSeen.success || visitedAt === null) return { problems };
  if (Object.keys(problems).length > 0) return { problems };
  const words = (topic: Topic) => (typed[topic].trim() === "" ? null : typed[topic].trim());
  return {
    ok: {
      kind: kind.data,
      visitedAt,
      childSeen: childSeen.data === "true",
      concern: concern.data,
      findings: {
        visitors: typed.visitors.trim(),
        schooling: words("schooling"),
        family: words("family"),
        hardship: words("hardship"),
        rights: words("rights"),
        childWords: words("childWords"),
        next: words("next"),
      },
    },
  };
}

/** Why a move on the register was refused. Each has its sentence in `app/copy`, visits. */
export type RegisterRefusalCode = "already_registered" | "not_registered" | "end_missing";

/** The domain says no. Nothing has changed. */
export class RegisterRefusal extends Error {
  override readonly name = "RegisterRefusal";
  readonly code: RegisterRefusalCode;

  constructor(code: RegisterRefusalCode) {
    super(code);
    this.code = code;
  }
}
