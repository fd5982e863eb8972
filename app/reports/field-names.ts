import type { Question } from "#guidelines/edition.ts";
import type { Typed } from "./typed.ts";

/** The parts of a report that hold several of a kind: how many at least, and the field that a blank one is kept by. */
export const lists = { children: { least: 1, marker: "name" }, suspects: { least: 0, marker: "name" } } as const;
export type ListName = keyof typeof lists;
/** As many as a report may hold of a kind; the contract says the same. */
export const mostItems = 20;

const inList = /^(children|suspects)\[\]\.(.+)$/;
const ofItem = /^(children|suspects)\[(\d{1,2})\]\.(.+)$/;

const isListName = (name: string | undefined): name is ListName => name === "children" || name === "suspects";

/** The list whose items a question is asked about; null for a question that is asked once. */
export function listOf({ field }: Pick<Question, "field">): ListName | null {
  const name = inList.exec(field)?.[1];
  return isListName(name) ? name : null;
}

/** The form's name for a question about one item: `children[].name` of the second child is `children[1].name`. */
export const fieldNameOf = ({ field }: Pick<Question, "field">, index: number | null): string =>
  index === null ? field : field.replace("[]", `[${index}]`);

/** The box beside a free field that says "not known". */
export const unknownNameOf = (name: string): string => `${name}.unknown`;
/** The hour beside a day. */
export const hourNameOf = (name: string): string => `${name}.hour`;

/** How many items of a list stand in the fields, blank ones included. */
export function itemCount(typed: Typed, list: ListName): number {
  let count: number = lists[list].least;
  for (const name of Object.keys(typed)) {
    const [, of, index] = ofItem.exec(name) ?? [];
    if (of === list) count = Math.max(count, Number(index) + 1);
  }
  return Math.min(count, mostItems);
}

/** The fields with a blank item added at the end of a list; unchanged when it is full. */
export function addItem(typed: Typed, list: ListName): Typed {
  const count = Math.max(1, itemCount(typed, list));
  return count >= mostItems ? typed : { ...typed, [`${list}[${count}].${lists[list].marker}`]: [""] };
}

/** The fields without one item of a list; those behind it move up. */
export function removeItem(typed: Typed, list: ListName, removed: number): Typed {
  const left: Record<string, readonly string[]> = {};
  for (const [name, values] of Object.entries(typed)) {
    const [, of, index, rest] = ofItem.exec(name) ?? [];
    const at = Number(index);
    if (of !== list || at < removed) left[name] = values;
    else if (at > removed) left[`${list}[${at - 1}].${rest}`] = values;
  }
  return left;
}

/** The edition's field path behind a form's name, without its item's number and the boxes beside it. */
export const fieldOfName = (name: string): string =>
  name.replace(/^(children|suspects)\[\d{1,2}\]/, "$1[]").replace(/\.(unknown|hour)$/, "");
