import type { ReactNode } from "react";

/**
 * What stands on a button or link, and its whole name for whoever hears the page, where the visible word alone does not
 * say what it acts on. As text, not as `aria-label`: speech input and checkers then find the visible word in it, also in
 * Chinese, which has no word boundaries.
 */
export function Named({ label, children }: { readonly label: string | undefined; readonly children: ReactNode }) {
  if (label === undefined) return children;
  return (
    <>
      <span aria-hidden="true" className="contents">
        {children}
      </span>
      <span className="sr-only">{label}</span>
    </>
  );
}
