import { copyFor } from "#app/copy/index.ts";
import type { IntakeChannel } from "#db/schema/index.ts";
import type { BothLanguages } from "#guidelines/city.ts";
import { outcomeOf } from "#guidelines/condition.ts";
import type { Edition, Guidance, Question } from "#guidelines/edition.ts";
import type { FieldProblem } from "./candidate.ts";
import { type District, districtsToPick } from "./districts.ts";
import { formatDraftCode } from "./draft-code.ts";
import type { Draft } from "./drafts.ts";
import { indicatorsFor } from "./indicators.ts";
import type { Reading, Rulebook } from "./reading.ts";
import { neighbours, type Step, stepsOf, urgentQuestions } from "./steps.ts";
import type { Dispute, Typed } from "./typed.ts";

/** The one page of the urgent path; not a page of the edition. */
export const urgentPage = "urgent";

/** One of the nine situations, with the signs that this reporter's profession may have seen. */
export interface SituationCard {
  readonly id: string;
  readonly plain: BothLanguages;
  readonly statutory: BothLanguages;
  readonly note: BothLanguages | null;
  readonly indicators: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
}

/** Everything that one page of the guided report shows. */
export interface PageModel {
  readonly id: string;
  /** Where its form goes. */
  readonly action: string;
  readonly title: BothLanguages;
  readonly lead: BothLanguages;
  /** Null on the urgent page, which is the only one. */
  readonly step: { readonly number: number; readonly of: number } | null;
  readonly questions: readonly Question[];
  readonly typed: Typed;
  readonly errors: readonly FieldProblem[];
  readonly disputes: readonly Dispute[];
  readonly situations: readonly SituationCard[];
  readonly districts: readonly District[];
  readonly city: BothLanguages;
  readonly units: readonly string[];
  readonly guidance: readonly Pick<Guidance, "id" | "stage" | "text">[];
  /** Null as long as nothing was saved. */
  readonly draft: {
    readonly code: string;
    readonly version: number;
    readonly savedAt: Date;
    /** How it came, where an officer writes it down for somebody. */
    readonly takenDown: IntakeChannel | null;
  } | null;
  /** Names this opened form. */
  readonly form: string;
  readonly from: "check" | null;
  readonly hasBack: boolean;
  /** Why what is typed is not in the draft. */
  readonly unsaved: "unavailable" | null;
  /** The draft had run out and was begun anew with what was just typed. */
  readonly keptAnew: boolean;
}

/** What differs from the page as it was saved. */
export interface Shown {
  readonly typed?: Typed;
  readonly errors?: readonly FieldProblem[];
  readonly disputes?: readonly Dispute[];
  readonly units?: readonly string[];
  readonly from?: "check" | null;
  readonly unsaved?: "unavailable" | null;
  readonly keptAnew?: boolean;
}

const guidanceOn: Readonly<Record<string, readonly Guidance["stage"][]>> = {
  safety: ["before_filing"],
  account: ["talk_with_child", "do_not"],
  steps: ["keep_evidence"],
  contact: ["protection"],
};

/** The advice of these stages that fits the reporter's profession and what is known so far. */
export function guidanceFor(
  edition: Edition,
  stages: readonly Guidance["stage"][],
  { answers, facts }: Pick<Reading, "answers" | "facts">,
) {
  const profession = answers.reporter.profession ?? "public";
  return edition.guidance
    .filter(({ stage, professions }) => stages.includes(stage) && professions.includes(profession))
    .filter(({ when }) => when === null || outcomeOf(when, facts) === true)
    .map(({ id, stage, text }) => ({ id, stage, text }));
}

function situationCards(edition: Edition, { answers }: Reading): SituationCard[] {
  return edition.situations.map(({ id, plain, statutory, note }) => ({
    id,
    plain,
    statutory,
    note: note ?? null,
    indicators: indicatorsFor(edition, id, answers.reporter.profession).map((one) => ({
      id: one.id,
      zh: one.zh,
      en: one.en,
    })),
  }));
}

/** What a page says about its draft; nothing as long as nothing was saved. */
export function draftShown(draft: Draft | null): PageModel["draft"] {
  if (draft?.content == null) return null;
  return {
    code: formatDraftCode(draft.content.code),
    version: draft.version,
    savedAt: draft.savedAt,
    takenDown: draft.content.takenDown?.channel ?? null,
  };
}

/** The urgent path is one page; its words are the portal's own. */
function urgentStep(reading: Reading): Step {
  const words = { zh: copyFor("zh-CN").report.urgent, en: copyFor("en").report.urgent };
  const title = { zh: words.zh.title, en: words.en.title };
  const lead = { zh: words.zh.lead, en: words.en.lead };
  return { page: { id: urgentPage, title, lead }, questions: urgentQuestions(reading) };
}

const asks = (questions: readonly Question[], ...types: Question["type"][]): boolean =>
  questions.some(({ type }) => types.includes(type));

/** A page as this draft leads to it, or null when there is no such page on the way. */
export function pageModel(
  pageId: string,
  draft: Draft | null,
  reading: Reading,
  { edition, city }: Rulebook,
  typed: Typed,
  shown: Shown = {},
): PageModel | null {
  const steps = stepsOf(edition, reading);
  const step = pageId === urgentPage ? urgentStep(reading) : steps.find(({ page }) => page.id === pageId);
  if (step === undefined) return null;
  const { page, questions } = step;
  return {
    id: pageId,
    action: `/report/${pageId}`,
    title: page.title,
    lead: page.lead,
    step: pageId === urgentPage ? null : { number: steps.indexOf(step) + 1, of: steps.length },
    questions,
    typed: shown.typed ?? typed,
    errors: shown.errors ?? [],
    disputes: shown.disputes ?? [],
    situations: asks(questions, "situations", "indicators") ? situationCards(edition, reading) : [],
    districts: asks(questions, "district") ? districtsToPick(city) : [],
    city: city.name,
    units: shown.units ?? [],
    guidance: guidanceFor(edition, guidanceOn[pageId] ?? [], reading),
    draft: draftShown(draft),
    form: crypto.randomUUID(),
    from: shown.from ?? null,
    hasBack: pageId === urgentPage || neighbours(steps, pageId).before !== null,
    unsaved: shown.unsaved ?? null,
    keptAnew: shown.keptAnew ?? false,
  };
}
