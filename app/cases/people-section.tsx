import { useCopy } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";

/** The people of the case. Masked until somebody opens the identities, which the timeline then says. */
export function PeopleSection({ view }: { view: CaseView }) {
  const { cases } = useCopy();
  const { people: words } = cases;
  return (
    <div className="grid gap-4">
      {view.identities === "open" ? null : <p className="max-w-xl text-soft">{words.lead}</p>}
      <ul className="grid gap-3 sm:grid-cols-2">
        {view.core.people.map((person) => (
          <li key={person.id} className="rounded-md border border-line px-4 py-3">
            <p className="text-fine text-soft">{words.kinds[person.kind]}</p>
            <p className="font-semibold">
              {person.kind === "child"
                ? cases.child(person.name ?? cases.noName, person.age, cases.sexes[person.sex ?? "unknown"])
                : (person.name ?? cases.noName)}
            </p>
            {person.bornOn === null ? null : <p className="text-fine text-soft tabular-nums">{person.bornOn}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
