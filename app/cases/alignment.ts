import type { Report } from "#guidelines/report.ts";

/** One person as each report tells of them, in the order of the reports; null where a report does not mention them. */
export type Person<T> = readonly (T | null)[];

/**
 * Says who, in several reports, is taken for the same person. Where no report names more than one, all speak of the same
 * one, however they differ: that is what is to be seen. Among several only those are put together who must be the same.
 */
export function alignPeople<T>(
  lists: readonly (readonly T[])[],
  isSame: (one: T, other: T) => boolean,
): readonly Person<T>[] {
  if (lists.every(({ length }) => length <= 1)) {
    const only = lists.map(([person]) => person ?? null);
    return only.some((person) => person !== null) ? [only] : [];
  }
  const people: (T | null)[][] = [];
  for (const [report, list] of lists.entries()) {
    for (const told of list) {
      const known = people.find(
        (person) => person[report] === null && person.some((other) => other !== null && isSame(told, other)),
      );
      const person = known ?? lists.map(() => null);
      if (known === undefined) people.push(person);
      person[report] = told;
    }
  }
  return people;
}

/** Two answers in one form: width, case and spaces say nothing. */
export const plain = (text: string): string => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

const sameText = (one: string | null, other: string | null): boolean =>
  one !== null && other !== null && plain(one) === plain(other);

/** Whether two children told of must be one: by number, by name, or, where a name is missing, by birthday and sex. */
export function isSameChild(one: Report["children"][number], other: Report["children"][number]): boolean {
  if (one.nationalId !== null && other.nationalId !== null) return sameText(one.nationalId, other.nationalId);
  if (one.name !== null && other.name !== null) return sameText(one.name, other.name);
  return one.bornOn !== null && one.bornOn === other.bornOn && one.sex === other.sex;
}

/** Whether two suspected persons told of must be one: by name, or, where a name is missing, by what they are to the child. */
export function isSameSuspect(one: Report["suspects"][number], other: Report["suspects"][number]): boolean {
  if (one.name !== null && other.name !== null) return sameText(one.name, other.name);
  return one.relation !== "unknown" && one.relation === other.relation;
}
