/** Passwords that guessers try first, in lower case. Read when the first one is checked: most processes never need it. */
let list: Promise<ReadonlySet<string>> | null = null;

/** The published list of passwords that many people use. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import("@zxcvbn-ts/language-common").then(({ dictionary }) => new Set(dictionary["passwords-common"]));
  return list;
}
