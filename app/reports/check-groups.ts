import { type Copy, text } from "#app/copy/index.ts";
import { fieldId } from "#app/ui/field.tsx";
import { answerWords, type Wording } from "./answer-words.ts";
import { type ListName, listOf } from "./field-names.ts";
import { addressOf } from "./onward.ts";
import { fieldNames, type Step } from "./steps.ts";
import type { Typed } from "./typed.ts";

/** One answer as it is read back, and where it can be changed. */
export interface CheckRow {
  readonly label: string;
  readonly value: string | null;
  readonly change: string;
}

/** The answers of one page, or of one child or person on it. */
export interface CheckGroup {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly CheckRow[];
}

/** Where one answer is changed, and the way back from there. */
export const changeAt = (page: string, name: string): string => `${addressOf(page)}?from=check#${fieldId(name)}`;

const itemTitle = ({ report }: Copy, list: ListName, index: number): string =>
  list === "children" ? report.people.child(index + 1) : report.people.suspect(index + 1);

/** Every answer of the way, grouped as it was asked. A list's blank place (nobody suspected) is left out. */
export function checkGroups(steps: readonly Step[], typed: Typed, wording: Wording): readonly CheckGroup[] {
  return steps.flatMap(({ page, questions }) => {
    const groups = new Map<string, { id: string; title: string; rows: CheckRow[] }>();
    for (const question of questions) {
      const list = listOf(question);
      for (const [index, name] of fieldNames(question, typed).entries()) {
        const id = list === null ? page.id : `${list}-${index}`;
        const title = list === null ? text(wording.locale, page.title) : itemTitle(wording.copy, list, index);
        const group = groups.get(id) ?? { id, title, rows: [] };
        groups.set(id, group);
        const value = answerWords(question, name, typed, wording);
        group.rows.push({ label: text(wording.locale, question.label), value, change: changeAt(page.id, name) });
      }
    }
    return [...groups.values()].filter(({ id, rows }) => id === page.id || rows.some(({ value }) => value !== null));
  });
}
