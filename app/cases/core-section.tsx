import { Details, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { FactList } from "./fact-list.tsx";

/** The shared core: how safe now, what, where, who is suspected. Names nobody. */
export function CoreSection({ view }: { view: CaseView }) {
  const { core: words, labelled } = useCopy().cases;
  const locale = useLocale();
  const { core } = view;
  const join = (parts: readonly string[]) => parts.join(locale === "en" ? ", " : "，");
  return (
    <div className="grid gap-5">
      <Notice
        kind={core.danger === "yes" ? "danger" : core.danger === "no" ? "done" : "care"}
        title={words.danger[core.danger]}
      >
        {core.whereabouts === null ? null : labelled(words.whereabouts, core.whereabouts)}
      </Notice>
      <div>
        <h3 className="text-fine text-soft">{words.situations}</h3>
        <ul>
          {core.situations.map(({ id, name, statute }) => (
            <li key={id}>
              <span className="font-semibold">{name}</span>
              {statute === "" ? null : <Details summary={words.statute}>{statute}</Details>}
            </li>
          ))}
        </ul>
      </div>
      <FactList
        facts={[
          { id: "place", label: words.place, value: core.place ?? words.unknown },
          { id: "guardianship", label: words.guardianship, value: core.guardianship ?? words.unknown },
          {
            id: "suspects",
            label: words.suspects,
            value:
              core.suspects.length === 0
                ? words.noSuspect
                : core.suspects
                    .map(({ relation, flags }) => join([relation, ...flags.map((flag) => words.suspectFlags[flag])]))
                    .join("\n"),
          },
          { id: "district", label: words.district, value: core.district },
          ...(core.informed.length > 0
            ? [{ id: "informed", label: words.informed, value: core.informed.join(locale === "en" ? ", " : "、") }]
            : []),
        ]}
      />
    </div>
  );
}
