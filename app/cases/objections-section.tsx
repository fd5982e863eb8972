import { moment } from "#app/copy/when.ts";
import { LinkButton, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { FactList } from "./fact-list.tsx";

/** Objections to the routing and their outcome; both sides read both reasons. */
export function ObjectionsSection({ view }: { view: CaseView }) {
  const { objections: words } = useCopy().cases;
  const locale = useLocale();
  return (
    <ul className="grid gap-6">
      {view.objections.map((objection) => (
        <li key={objection.id} className="grid gap-3">
          <div className="flex flex-wrap items-center gap-3">
            <p className="font-semibold">{words.raised(objection.raisedBy, moment(locale, objection.raisedAt))}</p>
            <StateBadge tone={objection.outcome === null ? "held" : "done"}>
              {words[objection.outcome ?? "waiting"]}
            </StateBadge>
          </div>
          <FactList
            facts={[
              { id: "reason", label: words.reason, value: objection.reason ?? words.unreadable, wide: true },
              ...(objection.proposed === null
                ? []
                : [{ id: "proposed", label: words.proposed, value: objection.proposed }]),
              ...(objection.outcome === null
                ? []
                : [
                    {
                      id: "decision",
                      label: words.decision,
                      value: objection.decision ?? words.unreadable,
                      wide: true,
                    },
                  ]),
            ]}
          />
          {objection.mayDecide ? (
            <div className="print:hidden">
              <LinkButton to={`/objections/${objection.id}`} kind="primary">
                {words.review}
              </LinkButton>
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
