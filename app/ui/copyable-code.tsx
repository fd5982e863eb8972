import { buttonClass } from "./button.tsx";
import { Named } from "./named.tsx";
import { useCopy } from "./page-context.tsx";

interface CopyableCodeProps {
  /** As it is read and written down, in groups: `1234 5678 9012 3456`. */
  readonly code: string;
  /** What the code is, for the button and for whoever hears the page. */
  readonly label: string;
  /** `address` for a whole link, which may break anywhere. */
  readonly size?: "large" | "normal" | "address";
}

const looks = {
  large: "break-normal tracking-[0.06em] text-h1",
  normal: "break-normal tracking-[0.06em] text-lead",
  address: "break-all text-body",
};

/** A number or code to keep: large, in groups, selectable, with a button that copies it where scripts run. */
export function CopyableCode({ code, label, size = "normal" }: CopyableCodeProps) {
  const { shell } = useCopy();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <output aria-label={label} className={`min-w-0 font-code font-semibold select-all ${looks[size]}`}>
        {code}
      </output>
      <button
        type="button"
        data-needs-script
        data-copy={code.replace(/\s+/g, "")}
        data-copied={shell.copied}
        className={buttonClass("secondary")}
      >
        <Named label={shell.copyWhat(label)}>{shell.copy}</Named>
      </button>
    </div>
  );
}
