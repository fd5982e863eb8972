import { moment } from "#app/copy/when.ts";
import { useCopy, useLocale } from "#app/ui/index.ts";
import type { MovementView } from "./movement-view.ts";

/** How the work of a case went between desks, and why. */
export function MovementsSection({ movements }: { movements: readonly MovementView[] }) {
  const words = useCopy().desk.movements;
  const locale = useLocale();
  return (
    <ol className="grid gap-4">
      {movements.map(({ id, kind, from, to, who, at, reason }) => (
        <li key={id} className="border-l-2 border-line pl-4">
          <p className="font-semibold">{words.kinds[kind](from, to)}</p>
          <p className="text-fine text-soft">{words.by(who, moment(locale, at))}</p>
          <p className="mt-1 whitespace-pre-line">{reason ?? words.unreadable}</p>
        </li>
      ))}
    </ol>
  );
}
