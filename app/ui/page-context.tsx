import { createContext, type ReactNode, useContext } from "react";
import { type Copy, copyFor, type Locale } from "#app/copy/index.ts";

/** What every part of a page may know about the page: its language, and what the server says about itself. */
export interface Page {
  readonly locale: Locale;
  /** Marks the scripts that this answer itself put on the page; empty in the browser. */
  readonly nonce: string;
  readonly demo: boolean;
  /** Goes into every form that is posted. */
  readonly formToken: string;
  /** Shown with an error so that support can find it in the log. */
  readonly requestId: string | null;
  /** Somebody is signed in at this browser, or was until now: their pages have a frame of their own. */
  readonly staff: boolean;
  /** The store behind the portal does not answer: an error page then says "for now". */
  readonly unavailable: boolean;
}

const PageContext = createContext<Page>({
  locale: "zh-CN",
  nonce: "",
  demo: false,
  formToken: "",
  requestId: null,
  staff: false,
  unavailable: false,
});

export function PageProvider({ page, children }: { page: Page; children: ReactNode }) {
  return <PageContext.Provider value={page}>{children}</PageContext.Provider>;
}

export const usePage = (): Page => useContext(PageContext);

/** The language of the page that is being rendered. */
export const useLocale = (): Locale => usePage().locale;

/** The sentences of the page's language. */
export const useCopy = (): Copy => copyFor(usePage().locale);
