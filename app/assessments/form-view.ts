import type { Locale } from "#app/copy/index.ts";
import { isAsked, type AssessmentQuestion as Question } from "#guidelines/assessment.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";
import { type BodyPart, bodyParts } from "#guidelines/report.ts";

/** The form in the reader's language: what their department is asked in these situations first, the rest folded away. */
export interface FormView {
  readonly sections: readonly {
    readonly id: string;
    readonly title: string;
    readonly lead: string;
    readonly words: string;
    readonly asked: readonly QuestionView[];
    readonly more: readonly QuestionView[];
  }[];
  readonly injuryKinds: readonly OptionView[];
  /** Parts of the body as the guided report names them, in groups. */
  readonly partGroups: readonly { readonly id: PartGroup; readonly parts: readonly OptionView[] }[];
}

interface OptionView {
  readonly value: string;
  readonly label: string;
}

export interface QuestionView {
  readonly id: string;
  readonly type: Question["type"];
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly options: readonly OptionView[];
}

export type PartGroup = "head" | "trunk" | "limbs";
const groupOf: Readonly<Record<BodyPart, PartGroup>> = {
  head: "head",
  face: "head",
  neck: "head",
  chest: "trunk",
  abdomen: "trunk",
  back: "trunk",
  buttocks: "trunk",
  private_parts: "trunk",
  arms: "limbs",
  hands: "limbs",
  legs: "limbs",
  feet: "limbs",
};
const groups: readonly PartGroup[] = ["head", "trunk", "limbs"];

export function formView(
  edition: Edition,
  locale: Locale,
  asker: { readonly department: string; readonly situations: readonly string[] },
): FormView {
  const { sections, injuryKinds } = edition.assessment;
  return {
    sections: sections.map(({ id, title, lead, words, questions }) => ({
      id,
      title: inLanguage(title, locale),
      lead: inLanguage(lead, locale),
      words: inLanguage(words, locale),
      asked: questions.filter((one) => isAsked(one, asker)).map((one) => questionView(one, locale)),
      more: questions.filter((one) => !isAsked(one, asker)).map((one) => questionView(one, locale)),
    })),
    injuryKinds: injuryKinds.map(({ id, name }) => ({ value: id, label: inLanguage(name, locale) })),
    partGroups: groups.map((id) => ({
      id,
      parts: bodyParts
        .filter((part) => groupOf[part] === id)
        .map((part) => ({ value: part, label: bodyPartName(edition, locale, part) })),
    })),
  };
}

function questionView({ id, type, label, hint, required, options }: Question, locale: Locale): QuestionView {
  return {
    id,
    type,
    label: inLanguage(label, locale),
    hint: hint === undefined ? null : inLanguage(hint, locale),
    required: required === true,
    options: (options ?? []).map((option) => ({
      value: option.value,
      label: inLanguage(option.label, locale),
    })),
  };
}

/** A part of the body under the name that the guided report gives it. */
export function bodyPartName({ questions }: Edition, locale: Locale, part: string): string {
  const map = questions.find(({ type }) => type === "body_map");
  const option = map?.options?.find(({ value }) => value === part);
  return option === undefined ? part : inLanguage(option.label, locale);
}
