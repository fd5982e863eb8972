import { Named } from "./named.tsx";
import { useCopy } from "./page-context.tsx";

/** Stands above everything a reporter sees: a child in danger needs a call, not a form. */
export function EmergencyBar() {
  const { emergency } = useCopy().shell;
  return (
    <aside aria-label={emergency.label} className="border-b border-band-line bg-band text-on-band print:hidden">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-5 gap-y-2 px-4 py-2.5 sm:px-8">
        <p className="font-semibold">{emergency.question}</p>
        <p className="flex gap-2.5">
          <Call number="110" word={emergency.police} label={emergency.callPolice} />
          <Call number="120" word={emergency.ambulance} label={emergency.callAmbulance} />
        </p>
      </div>
    </aside>
  );
}

function Call({ number, word, label }: { number: string; word: string; label: string }) {
  return (
    <a
      href={`tel:${number}`}
      className="inline-flex min-h-11 items-center gap-2 rounded-md border border-on-band bg-on-band px-4 text-band no-underline hover:bg-transparent hover:text-on-band"
    >
      <Named label={label}>
        <span className="text-lead font-bold tabular-nums">{number}</span> <span className="text-fine">{word}</span>
      </Named>
    </a>
  );
}
