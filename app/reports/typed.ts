/** What stands in the fields of a page, letter for letter as it was typed; valid or not, nothing is thrown away. */
export type Typed = Readonly<Record<string, readonly string[]>>;

/** One page as it was last saved: by which opened form, and as which version of the draft. */
export interface SavedPage {
  readonly version: number;
  readonly form: string;
  readonly fields: Typed;
}

/** One page as it comes from the browser. `form` names the opened form, `basedOn` the version that it showed. */
export interface PageSave {
  readonly page: string;
  readonly form: string;
  readonly basedOn: number | null;
  readonly fields: Typed;
}

/** A long answer that another window has written differently in the meantime. */
export interface Dispute {
  readonly name: string;
  readonly stored: string;
}

const typedText = (fields: Typed, name: string): string => (fields[name] ?? []).join("\n").trim();

/**
 * Joins a page that was opened before another window saved the same page. What only one of them holds is kept; of two
 * choices the later one counts; where both hold different words the page is disputed and nothing is written.
 */
export function mergePage(
  stored: SavedPage | undefined,
  save: PageSave,
  isChoice: (name: string) => boolean,
): { readonly fields: Typed; readonly disputes: readonly Dispute[] } {
  const untouched = stored === undefined || stored.form === save.form || stored.version <= (save.basedOn ?? Infinity);
  if (untouched) return { fields: save.fields, disputes: [] };
  const fields: Record<string, readonly string[]> = { ...save.fields };
  const disputes: Dispute[] = [];
  for (const name of Object.keys(stored.fields)) {
    const before = typedText(stored.fields, name);
    const now = typedText(save.fields, name);
    if (before === "" || before === now) continue;
    if (now === "") fields[name] = stored.fields[name] ?? [];
    else if (!isChoice(name) && !now.includes(before)) disputes.push({ name, stored: before });
  }
  return { fields, disputes };
}
