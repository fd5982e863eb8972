import { Details, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { FactList } from "./fact-list.tsx";

/** The shared core: how safe now, what, where, who is suspected, as far as the reader reads the reports. Names nobody. */
export function CoreSection({ view }: { view: CaseView }) {
  const { core: words, labelled } = useCopy().cases;
  const locale = useLocale();
  const { core } = view;
  const { told } = core;
  const join = (parts: readonly string[]) => parts.join(locale === "en" ? ", " : "，");
  return (
    <div className="grid gap-5">
      {told === null ? null : (
        <Notice
          kind={told.danger === "yes" ? "danger" : told.danger === "no" ? "done" : "care"}
          title={words.danger[told.danger]}
        >
          {told.whereabouts === null ? null : labelled(words.whereabouts, told.whereabouts)}
        </Notice>
      )}
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
          ...(told === null
            ? []
            : [
                { id: "place", label: words.place, value: told.place ?? words.unknown },
                { id: "guardianship", label: words.guardianship, value: told.guardianship ?? words.unknown },
                {
                  id: "suspects",
                  label: words.suspects,
                  value:
                    told.suspects.length === 0
                      ? words.noSuspect
                      : told.suspects
                          .map(({ relation, flags }) =>
                            join([relation, ...flags.map((flag) => words.suspectFlags[flag])]),
                          )
                          .join("\n"),
                },
              ]),
          { id: "district", label: words.district, value: core.district },
          ...(core.informed.length > 0
            ? [{ id: "informed", label: words.informed, value: core.informed.join(locale === "en" ? ", " : "、") }]
            : []),
        ]}
      />
    </div>
  );
}
