import { buttonClass } from "./button.tsx";
import { useCopy } from "./page-context.tsx";

interface CopyableCodeProps {
  /** As it is read and written down, in groups: `1234 5678 9012 3456`. */
  readonly code: string;
  /** What the code is, for the button and for whoever hears the page. */
  readonly label: string;
  readonly size?: "large" | "normal";
}

/** A number or code to keep: large, in groups, selectable, with a button that copies it where scripts run. */
export function CopyableCode({ code, label, size = "normal" }: CopyableCodeProps) {
  const { shell } = useCopy();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <output
        aria-label={label}
        className={`font-code font-semibold tracking-[0.06em] break-normal select-all ${size === "large" ? "text-h1" : "text-lead"}`}
      >
        {code}
      </output>
      <button
        type="button"
        data-needs-script
        data-copy={code.replace(/\s+/g, "")}
        data-copied={shell.copied}
        aria-label={shell.copyWhat(label)}
        className={buttonClass("secondary")}
      >
        {shell.copy}
      </button>
    </div>
  );
}
