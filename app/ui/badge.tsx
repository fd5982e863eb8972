import type { ReactNode } from "react";
import { useCopy } from "./page-context.tsx";

export type Urgency = "critical" | "urgent" | "serious";

const urgencies: Readonly<Record<Urgency, { mark: string; look: string }>> = {
  critical: { mark: "◆", look: "border-critical bg-critical-wash text-critical" },
  urgent: { mark: "▲", look: "border-urgent bg-urgent-wash text-urgent" },
  serious: { mark: "●", look: "border-serious bg-serious-wash text-serious" },
};

/** How urgent: shape, word and colour together, so that none of the three is needed alone. */
export function UrgencyBadge({ level }: { level: Urgency }) {
  const { shell } = useCopy();
  const { mark, look } = urgencies[level];
  const word = shell.urgency[level];
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-sm border px-2 py-0.5 text-fine font-semibold whitespace-nowrap ${look}`}
      title={shell.urgencyMark(word)}
    >
      <span aria-hidden="true" className="text-[0.8em]">
        {mark}
      </span>
      {word}
    </span>
  );
}

/** `waiting` for somebody to begin, `moving`, `held` up by somebody, `done`, `gone` elsewhere. */
export type Tone = "waiting" | "moving" | "held" | "done" | "gone";

const tones: Readonly<Record<Tone, string>> = {
  waiting: "border-serious bg-serious-wash text-serious",
  moving: "border-accent bg-accent-wash text-accent",
  held: "border-urgent bg-urgent-wash text-urgent",
  done: "border-good bg-good-wash text-good",
  gone: "border-line bg-sunk text-soft",
};

/** The state something is in, as a word on a quiet ground. */
export function StateBadge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center rounded-full border px-2.5 py-0.5 text-fine font-medium break-keep sm:whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}
