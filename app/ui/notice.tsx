import type { ReactNode } from "react";

/** `note` to know, `done` what succeeded, `care` before one goes on, `danger` for life and body. */
export type NoticeKind = "note" | "done" | "care" | "danger";

const looks: Readonly<Record<NoticeKind, { mark: string; look: string }>> = {
  note: { mark: "●", look: "border-serious bg-serious-wash text-serious" },
  done: { mark: "✓", look: "border-good bg-good-wash text-good" },
  care: { mark: "▲", look: "border-urgent bg-urgent-wash text-urgent" },
  danger: { mark: "◆", look: "border-critical bg-critical-wash text-critical" },
};

interface NoticeProps {
  readonly kind?: NoticeKind;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Reads the notice out at once; for what has just happened. */
  readonly live?: boolean;
  readonly actions?: ReactNode;
}

/** Something the reader has to know, set apart from the text. */
export function Notice({ kind = "note", title, children, live = false, actions }: NoticeProps) {
  const { mark, look } = looks[kind];
  return (
    <div
      role={live ? (kind === "danger" ? "alert" : "status") : undefined}
      className={`flex max-w-2xl gap-3 rounded-md border-l-4 px-4 py-3 ${look}`}
    >
      <span aria-hidden="true" className="mt-1 text-[0.8em]">
        {mark}
      </span>
      <div className="min-w-0 flex-1 text-ink">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={title ? "text-fine" : ""}>{children}</div> : null}
        {actions ? <div className="mt-3 flex flex-wrap gap-3">{actions}</div> : null}
      </div>
    </div>
  );
}
