import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Named } from "./named.tsx";

/** `primary` once a page; `secondary` beside it; `quiet` inside lists; `grave` for what cannot be taken back. */
export type ButtonKind = "primary" | "secondary" | "quiet" | "grave";

const base =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md px-5 py-2 text-center text-body font-semibold no-underline disabled:cursor-progress disabled:opacity-60 aria-disabled:opacity-60 print:hidden";
const kinds: Readonly<Record<ButtonKind, string>> = {
  primary: "border border-accent bg-accent text-on-accent hover:border-accent-deep hover:bg-accent-deep",
  secondary: "border border-edge bg-paper text-ink hover:border-accent hover:bg-accent-wash",
  quiet: "border border-transparent px-3 text-accent underline hover:bg-accent-wash",
  grave: "border border-critical bg-paper text-critical hover:bg-critical-wash",
};

export const buttonClass = (kind: ButtonKind, wide = ""): string => `${base} ${kinds[kind]} ${wide}`;

interface ButtonProps {
  readonly children: ReactNode;
  readonly kind?: ButtonKind;
  readonly type?: "submit" | "button";
  /** Together with `value`: which of a form's buttons was pressed. */
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Sends the form to another address than its own. */
  readonly formAction?: string | undefined;
  /** Sends what is typed without the browser's own checks, as 上一步 must. */
  readonly formNoValidate?: boolean | undefined;
  readonly form?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Needed where the visible word alone does not say what the button acts on. */
  readonly label?: string | undefined;
  readonly className?: string;
}

export function Button({ children, kind = "primary", type = "submit", label, className = "", ...rest }: ButtonProps) {
  return (
    <button type={type} className={buttonClass(kind, className)} {...rest}>
      <Named label={label}>{children}</Named>
    </button>
  );
}

interface LinkButtonProps {
  readonly children: ReactNode;
  readonly to: string;
  readonly kind?: ButtonKind;
  readonly label?: string | undefined;
  /** Loads the page afresh: needed on the way from an officer's page to a reporter's. */
  readonly reloadDocument?: boolean;
  readonly className?: string;
}

/** Looks like a button and is a link: goes somewhere, changes nothing. `tel:` and `mailto:` work as well. */
export function LinkButton({
  children,
  to,
  kind = "secondary",
  label,
  reloadDocument = false,
  className = "",
}: LinkButtonProps) {
  if (/^(tel|mailto):/.test(to)) {
    return (
      <a href={to} className={buttonClass(kind, className)}>
        <Named label={label}>{children}</Named>
      </a>
    );
  }
  return (
    <Link to={to} className={buttonClass(kind, className)} reloadDocument={reloadDocument}>
      <Named label={label}>{children}</Named>
    </Link>
  );
}

/** Prints the page; hidden where scripts do not run, since the browser's own menu prints as well. */
export function PrintButton({ children }: { children: ReactNode }) {
  return (
    <button type="button" data-print data-needs-script className={buttonClass("secondary")}>
      {children}
    </button>
  );
}
