/** What stands for a value that is there and not shown. */
export const mask = "●●●●";

/** The first character of a name and nothing of its length: 周**. */
export function maskedName(name: string): string {
  const [first = ""] = name.trim();
  return `${first}**`;
}

/** Answers that name a person, by their fields in a report. They are shown once somebody has opened the identities. */
const identifying: ReadonlySet<string> = new Set([
  "children[].name",
  "children[].bornOn",
  "children[].nationalId",
  "children[].address",
  "children[].school",
  "suspects[].name",
]);
export const isIdentifying = (field: string): boolean => identifying.has(field);

/** The value as it is shown before the identities were opened. */
export const maskedValue = (field: string, value: string): string =>
  field.endsWith(".name") ? maskedName(value) : mask;
