import { z } from "zod";
import { BothLanguages } from "./both-languages.ts";
import { urgencyLevels } from "./levels.ts";
import { bodyParts, situations } from "./report.ts";

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const sources = z.array(z.string().regex(/^[a-z0-9][a-z0-9./_-]*$/));

/**
 * What must have been found for a rule to speak. There is no "not": a worse answer can only add to what speaks, so that
 * no answer that is worse ever leads to less.
 */
export type Sign =
  | { readonly all: readonly Sign[] }
  | { readonly any: readonly Sign[] }
  /** The answer is this one or a worse one of its question. */
  | { readonly question: string; readonly atLeast: string }
  | { readonly question: string; readonly includes: string }
  /** A mark on the body map: on any of these parts, of any of these kinds; either may be left open. */
  | {
      readonly injury: {
        readonly parts?: readonly string[] | undefined;
        readonly kinds?: readonly string[] | undefined;
      };
    }
  /** Evidence of this kind is to be secured and its time is not known to be over. */
  | { readonly evidence: string }
  | { readonly situation: string }
  /** The child is younger, or its age is not known. */
  | { readonly childBelow: number };

export const Sign: z.ZodType<Sign> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Sign).min(1) }),
    z.strictObject({ any: z.array(Sign).min(1) }),
    z.strictObject({ question: id, atLeast: id }),
    z.strictObject({ question: id, includes: id }),
    z.strictObject({
      injury: z.strictObject({
        parts: z.array(z.enum(bodyParts)).min(1).optional(),
        kinds: z.array(id).min(1).optional(),
      }),
    }),
    z.strictObject({ evidence: id }),
    z.strictObject({ situation: z.enum(situations) }),
    z.strictObject({ childBelow: z.int().min(1).max(18) }),
  ]),
);

const Option = z.strictObject({ value: id, label: BothLanguages });

/** `scale`: one answer, the options from the least to the most grave. `several`: any number. `moment`: when. `injuries`: the body map. */
export const assessmentQuestionTypes = ["scale", "several", "moment", "injuries"] as const;

const AssessmentQuestion = z.strictObject({
  id,
  type: z.enum(assessmentQuestionTypes),
  label: BothLanguages,
  hint: BothLanguages.optional(),
  options: z.array(Option).min(2).optional(),
  /** Must be answered; "not known" is one of its options. */
  required: z.boolean().optional(),
  /** Departments that are asked it at once; all, if not said. The others find it folded away. */
  departments: z.array(id).min(1).optional(),
  /** Situations in which it is asked at once; all, if not said. */
  situations: z.array(z.enum(situations)).min(1).optional(),
  /** Kept for the record: no rule reads it. */
  documentation: z.literal(true).optional(),
});

const UrgencySign = z.strictObject({
  id,
  level: z.enum(urgencyLevels),
  when: Sign,
  why: BothLanguages,
  sources,
});

/** Why a level that a rule of filing had set no longer holds, as far as the assessment can tell. */
const Cleared = z.union([z.strictObject({ question: id, atMost: id }), z.strictObject({ evidencePassed: id })]);

export const AssessmentFile = z.strictObject({
  sections: z
    .array(
      z.strictObject({
        id,
        title: BothLanguages,
        lead: BothLanguages,
        /** What may be written down in words. */
        words: BothLanguages,
        questions: z.array(AssessmentQuestion).min(1),
      }),
    )
    .min(1),
  injuryKinds: z.array(z.strictObject({ id, name: BothLanguages })).min(1),
  /** Kinds of evidence: the options of the question `of`, with the hours within which one must be secured. */
  evidence: z.strictObject({
    of: id,
    /** When the harm last happened: hours are counted from there. */
    since: id,
    kinds: z.array(z.strictObject({ id, windowHours: z.int().positive().nullable(), advice: BothLanguages, sources })),
  }),
  urgency: z.array(UrgencySign).min(1),
  /** Every rule of urgency at filing, and what shows that it no longer holds; null: the assessment cannot undo it. */
  filing: z.array(z.strictObject({ rule: id, clearedBy: Cleared.nullable() })).min(1),
  interventions: z.array(z.strictObject({ id, intervention: id, when: Sign, why: BothLanguages, sources })).min(1),
  /** What follows for clocks that run when the urgency is changed. Policy value of the city. */
  clocks: z.strictObject({
    raised: z.literal("new_limit_from_the_change_never_later"),
    lowered: z.literal("stay_as_they_are"),
    why: BothLanguages,
    sources,
  }),
});

export type Instrument = z.infer<typeof AssessmentFile>;
export type AssessmentSection = Instrument["sections"][number];
export type AssessmentQuestion = AssessmentSection["questions"][number];

/** Every question of the instrument, in its order. */
export const questionsOf = ({ sections }: Instrument): readonly AssessmentQuestion[] =>
  sections.flatMap(({ questions }) => questions);

/** Whether a question is put to this department at once, or folded away for whoever wants to add to it. */
export function isAsked(
  question: AssessmentQuestion,
  of: { readonly department: string; readonly situations: readonly string[] },
): boolean {
  const byDepartment = question.departments?.includes(of.department) ?? true;
  const bySituation = question.situations?.some((situation) => of.situations.includes(situation)) ?? true;
  return byDepartment && bySituation;
}
