import { setDraftCookie } from "./draft-cookie.ts";
import { beginDraft, type Draft, type DraftSave, saveDraft } from "./drafts.ts";
import { addItem, fieldOfName, removeItem } from "./field-names.ts";
import { choiceTest, type Visit } from "./guide.ts";
import { type SentPage, withUnasked } from "./page-form.ts";
import type { Dispute, PageSave, SavedPage, Typed } from "./typed.ts";

/** What became of the pages that were sent. */
export type Kept =
  | { readonly outcome: "saved"; readonly draft: Draft; readonly begun: boolean; readonly headers: Headers }
  | { readonly outcome: "disputed"; readonly draft: Draft; readonly disputes: readonly Dispute[] }
  | { readonly outcome: "filed" };

const isStale = (stored: SavedPage | undefined, { form, basedOn }: SentPage): boolean =>
  stored !== undefined && stored.form !== form && stored.version > (basedOn ?? Number.POSITIVE_INFINITY);

/** The fields after the page's own buttons: one more child, one person fewer. Never by a form that is out of date. */
function withItems(fields: Typed, sent: SentPage, stored: SavedPage | undefined): Typed {
  if (sent.go.kind === "add") return addItem(fields, sent.go.list);
  if (sent.go.kind === "remove" && !isStale(stored, sent)) return removeItem(fields, sent.go.list, sent.go.index);
  return fields;
}

/** Saves what was sent for these pages as it was typed; begins a draft with it where there is none. */
export async function keepPages(
  { portal, rulebook, draft }: Visit,
  pageIds: readonly string[],
  sent: SentPage,
): Promise<Kept> {
  const { questions } = rulebook.edition;
  const pageOf = new Map(questions.map(({ field, page }) => [field, page]));
  const pages = pageIds.map((page): PageSave => {
    const stored = draft?.content?.pages[page];
    const own = questions.filter((question) => question.page === page);
    const typed = withUnasked(sent, stored?.fields, own);
    const fields = Object.entries(typed).filter(([name]) => pageOf.get(fieldOfName(name)) === page);
    return {
      page,
      form: sent.form,
      basedOn: sent.basedOn,
      fields: withItems(Object.fromEntries(fields), sent, stored),
    };
  });
  const save: DraftSave = { pages, isChoice: choiceTest(questions) };
  const saved = draft === null ? ({ outcome: "gone" } as const) : await saveDraft(portal, draft, save, rulebook.at);
  if (saved.outcome === "filed") return { outcome: "filed" };
  if (saved.outcome === "disputed") return saved;
  // A draft that ran out between two pages is begun anew with what was just typed: it must not be lost.
  const begun = saved.outcome === "gone";
  const current = begun ? await beginDraft(portal, save, rulebook.at) : saved.draft;
  const headers = new Headers();
  if (current.content !== null) headers.set("Set-Cookie", setDraftCookie(portal, current.content.token));
  return { outcome: "saved", draft: current, begun, headers };
}
