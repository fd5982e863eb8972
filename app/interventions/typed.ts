/** What was typed into the form of a move, by field: one value, or several where several may be ticked. */
export type TypedAnswers = Readonly<Record<string, readonly string[]>>;

/** The name that the form gives to a field of the edition. */
export const answerName = (field: string): string => `answer.${field}`;

const prefix = answerName("");
const longest = 20_000;

/** The answers among what was sent; a value beyond any length that a page sends is cut where its check still refuses it. */
export function typedAnswers(form: FormData): TypedAnswers {
  const typed: Record<string, string[]> = {};
  for (const [name, value] of form.entries()) {
    if (!name.startsWith(prefix) || typeof value !== "string") continue;
    const field = name.slice(prefix.length).slice(0, 100);
    typed[field] = [...(typed[field] ?? []), value.slice(0, longest)].slice(0, 100);
  }
  return typed;
}

/** The same as the engine takes it: a list only where several were given. */
export const asGiven = (typed: TypedAnswers): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(typed).map(([field, values]) => [field, values.length > 1 ? values : values[0]]));
