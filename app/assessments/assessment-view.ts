import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { moment } from "#app/copy/when.ts";
import { readableRecord } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Urgency } from "#db/schema/index.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";
import { interventionName } from "#guidelines/tell.ts";
import { assessmentPlace } from "./commands.ts";
import { bodyPartName } from "./form-view.ts";
import { answerLabel, type ProposalView, proposalView } from "./proposal-view.ts";
import type { StoredAssessments } from "./queries.ts";
import { beijingMoment, readProposal, StoredAssessment } from "./rules.ts";

/** One assessment as it was recorded: the proposal, and beside it the decision. */
export interface AssessmentView {
  readonly ordinal: number;
  readonly department: string;
  readonly author: string;
  readonly at: Date;
  readonly before: Urgency;
  readonly proposed: Urgency;
  readonly decided: Urgency;
  readonly interventions: readonly { readonly id: string; readonly name: string; readonly wasProposed: boolean }[];
  readonly declined: readonly { readonly id: string; readonly name: string }[];
  /** Null where the seal could not be opened. */
  readonly content: AssessmentContent | null;
}

export interface AssessmentContent {
  readonly proposal: ProposalView;
  readonly reason: string | null;
  readonly injuries: readonly {
    readonly part: string;
    readonly name: string;
    readonly kinds: readonly string[];
    readonly words: string;
  }[];
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly answers: readonly { readonly id: string; readonly label: string; readonly value: string }[];
    readonly words: string | null;
  }[];
}

/** An assessment in the reader's language, under the edition that it was made by. */
export function assessmentView(
  reader: StaffReader,
  { assessment, author }: StoredAssessments[number],
  keys: readonly DataKey[],
): AssessmentView {
  const { portal, locale } = reader;
  const edition = portal.editionOf(assessment.edition);
  const named = (id: string) => ({ id, name: interventionName(edition, locale, id) });
  const stored = openAssessment(portal, assessment, keys);
  return {
    ordinal: assessment.ordinal,
    department: deskNames(reader)(assessment.department, "").department,
    author,
    at: assessment.madeAt,
    before: assessment.urgencyBefore,
    proposed: assessment.proposedUrgency,
    decided: assessment.decidedUrgency,
    interventions: assessment.decidedInterventions.map((id) => ({
      ...named(id),
      wasProposed: assessment.proposedInterventions.includes(id),
    })),
    declined: assessment.proposedInterventions.filter((id) => !assessment.decidedInterventions.includes(id)).map(named),
    content: stored === null ? null : contentView(reader, edition, stored),
  };
}

function contentView({ portal, locale }: StaffReader, edition: Edition, stored: StoredAssessment): AssessmentContent {
  const { typed } = stored;
  return {
    proposal: proposalView(edition, locale, readProposal(stored)),
    reason: stored.reason,
    injuries: typed.injuries.map(({ part, kinds, words }) => ({
      part,
      name: bodyPartName(portal.edition, locale, part),
      kinds: kinds.map((kind) => {
        const found = edition.assessment.injuryKinds.find(({ id }) => id === kind);
        return found === undefined ? kind : inLanguage(found.name, locale);
      }),
      words,
    })),
    sections: edition.assessment.sections
      .map(({ id, title, questions }) => ({
        id,
        title: inLanguage(title, locale),
        words: typed.words[id] ?? null,
        answers: questions.flatMap((question) => {
          const values = typed.answers[question.id];
          if (values === undefined) return [];
          const words = values.map((value) => {
            if (question.type !== "moment") return answerLabel(edition, locale, question.id, value);
            const at = beijingMoment(value);
            return at === null ? value : moment(locale, at);
          });
          const value = words.join(locale === "en" ? "; " : "；");
          return [{ id: question.id, label: inLanguage(question.label, locale), value }];
        }),
      }))
      .filter(({ answers, words }) => answers.length > 0 || words !== null),
  };
}

/** What lies under the seal; what does not open is logged by its place and shown as unreadable, not as empty. */
export function openAssessment(
  portal: Pick<Portal, "log">,
  { id, sealedContent }: StoredAssessments[number]["assessment"],
  keys: readonly DataKey[],
): StoredAssessment | null {
  return readableRecord(portal, StoredAssessment, keys, assessmentPlace(id), sealedContent);
}
