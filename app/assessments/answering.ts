import { z } from "zod";
import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { copyFor } from "#app/copy/index.ts";
import { moment } from "#app/copy/when.ts";
import type { FieldError } from "#app/ui/index.ts";
import { questionsOf } from "#guidelines/assessment.ts";
import { proposeFrom } from "#guidelines/assessment-proposal.ts";
import { inLanguage } from "#guidelines/city.ts";
import { bodyParts } from "#guidelines/report.ts";
import { assessedOf, editionFor } from "./assessed.ts";
import type { Deciding } from "./decide-form.tsx";
import { bodyPartName } from "./form-view.ts";
import { interventionLead, proposalView } from "./proposal-view.ts";
import type { AssessedCase } from "./queries.ts";
import {
  type AnswerProblem,
  type AssessmentRefusalCode,
  answersIn,
  fieldOf,
  sightOf,
  type TypedAssessment,
  type TypedDecision,
  typedIn,
} from "./rules.ts";

/** What the page shows after something was sent: the questions again, or the proposal and the decision on it. */
export type AssessmentAnswer =
  | {
      readonly step: "answers";
      readonly typed: TypedAssessment;
      readonly basedOn: number;
      readonly errors: readonly FieldError[];
    }
  | {
      readonly step: "decide";
      readonly deciding: Deciding;
      readonly errors: readonly FieldError[];
      /** Why it was not saved, where it is no field's fault. */
      readonly told: Told | null;
    };

export interface Told {
  readonly title: string;
  readonly text: string;
  /** The assessment that somebody else made meanwhile. */
  readonly to: string | null;
}

const longText = z.string().max(100_000).catch("");

/** What was sent with one press of a button: what is not understood is left out, what was typed is kept. */
export const Sent = z.object({
  step: z.enum(["propose", "back", "save"]).catch("propose"),
  basedOn: z.coerce.number().int().min(0).max(1_000_000).catch(0),
  seen: longText,
  proposedAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullable()
    .catch(null),
  urgency: longText,
  reason: longText,
});
export type Sent = z.infer<typeof Sent>;

/** The answers and the decision of a form. */
export function readSent(portal: StaffReader["portal"], found: AssessedCase, form: FormData) {
  const sent = Sent.parse(Object.fromEntries(form));
  const typed = typedIn(editionFor(portal, found).assessment, bodyParts, form);
  const interventions = form.getAll("intervention").filter((value): value is string => typeof value === "string");
  return { sent, typed, decision: { urgency: sent.urgency, interventions, reason: sent.reason } };
}

/** The questions again, with what is still wrong. */
export function askAgain(
  reader: StaffReader,
  found: AssessedCase,
  { typed, basedOn }: { readonly typed: TypedAssessment; readonly basedOn: number },
  problems: readonly AnswerProblem[],
): AssessmentAnswer {
  const words = copyFor(reader.locale).assessments;
  return {
    step: "answers",
    typed,
    basedOn,
    errors: problems.map(({ name, code }) => ({
      name,
      message: words.problemAt(nameOfField(reader, found, name), words.problems[code]),
    })),
  };
}

/** The proposal that follows from the answers, and a decision on it that takes it as it is until somebody says otherwise. */
export function propose(
  reader: StaffReader,
  found: AssessedCase,
  sent: { readonly typed: TypedAssessment; readonly basedOn: number },
  now: Date,
  decision: TypedDecision | null = null,
): AssessmentAnswer {
  const { portal, locale } = reader;
  const edition = editionFor(portal, found);
  const { answers, problems } = answersIn(edition.assessment, sent.typed, now);
  if (problems.length > 0) return askAgain(reader, found, sent, problems);
  const proposal = proposeFrom(edition, assessedOf(found), answers, now);
  const proposed = proposal.interventions.map(({ intervention }) => intervention);
  const view = proposalView(edition, locale, proposal);
  return {
    step: "decide",
    errors: [],
    told: null,
    deciding: {
      typed: sent.typed,
      basedOn: sent.basedOn,
      proposal: view,
      seen: sightOf(proposal),
      proposedAt: now.toISOString(),
      current: found.matter.urgency,
      decision: decision ?? { urgency: proposal.level, interventions: proposed, reason: "" },
      clocks: inLanguage(edition.assessment.clocks.why, locale),
      others: edition.interventions
        .filter(({ id }) => !proposed.includes(id))
        .map(({ id, name }) => ({ id, name: inLanguage(name, locale), lead: interventionLead(edition, locale, id) })),
    },
  };
}

/** A decision that was not taken, in words, with everything that was typed and the proposal as it is now. */
export function refuse(
  reader: StaffReader,
  found: AssessedCase,
  sent: { readonly typed: TypedAssessment; readonly basedOn: number; readonly decision: TypedDecision },
  code: AssessmentRefusalCode,
  now: Date,
): AssessmentAnswer {
  const { locale } = reader;
  const words = copyFor(locale).assessments;
  const [latest] = found.made;
  const basedOn = code === "changed_meanwhile" ? (latest?.assessment.ordinal ?? 0) : sent.basedOn;
  const answer = propose(reader, found, { typed: sent.typed, basedOn }, now, sent.decision);
  if (answer.step === "answers") return answer;
  if (code === "proposal_changed") {
    return { ...answer, told: { title: words.refusals[code], text: words.proposalChanged, to: null } };
  }
  if (code === "changed_meanwhile" && latest !== undefined) {
    const { assessment, author } = latest;
    const who = copyFor(locale).cases.eventBy(deskNames(reader)(assessment.department, "").department, author);
    const text = words.meanwhile(who, moment(locale, assessment.madeAt));
    const to = `/cases/${found.matter.number}/assessment?of=${assessment.ordinal}`;
    return { ...answer, told: { title: words.refusals[code], text, to } };
  }
  return { ...answer, errors: [{ name: fieldAtFault[code], message: words.refusals[code] }] };
}

const fieldAtFault: Readonly<Record<AssessmentRefusalCode, string | null>> = {
  urgency_missing: "urgency",
  reason_missing: "reason",
  reason_too_long: "reason",
  intervention_unknown: null,
  changed_meanwhile: null,
  proposal_changed: null,
};

/** The question behind a field, as the form words it. */
function nameOfField({ portal, locale }: StaffReader, found: AssessedCase, field: string): string {
  const edition = editionFor(portal, found);
  const question = questionsOf(edition.assessment).find(({ id }) => fieldOf.question(id) === field);
  if (question !== undefined) return inLanguage(question.label, locale);
  const section = edition.assessment.sections.find(({ id }) => fieldOf.words(id) === field);
  if (section !== undefined) return inLanguage(section.words, locale);
  const part = bodyParts.find((one) => fieldOf.injuryWords(one) === field);
  return part === undefined ? "" : bodyPartName(edition, locale, part);
}
