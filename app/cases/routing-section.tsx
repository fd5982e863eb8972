import { moment } from "#app/copy/when.ts";
import { LawList } from "#app/triage/law-list.tsx";
import { Details, LinkButton, Pager, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import type { RoutingView } from "./routing-view.ts";
import { OverrideList, RuleTable } from "./rule-table.tsx";

/** Why each report came to this desk: the rule in a sentence, the facts it used, the law, what was not known. */
export function RoutingSection({ view }: { view: CaseView }) {
  const { routing: words } = useCopy().cases;
  const { page, pages, count, earlier, later } = view.routingPages;
  if (view.routing.length === 0) return <p className="text-soft">{words.notRouted}</p>;
  return (
    <div className="grid gap-8">
      {pages > 1 ? <p className="text-soft tabular-nums">{words.page(page, pages, count)}</p> : null}
      {view.routing.map((routing) => (
        <OneRouting key={routing.id} routing={routing} asked={count > 1 && view.part !== "print"} />
      ))}
      <Pager previous={earlier} next={later} />
    </div>
  );
}

/** `asked`: a trace that is told here was asked for, and is open. */
function OneRouting({ routing, asked }: { routing: RoutingView; asked: boolean }) {
  const { routing: words } = useCopy().cases;
  const locale = useLocale();
  return (
    <div id={`routing-${routing.place}`} className="grid scroll-mt-40 gap-4">
      <p className="text-fine text-soft">
        {routing.reportNumber === null ? "" : `${words.reportLine(routing.reportNumber)} · `}
        {words.decidedAt(moment(locale, routing.decidedAt), routing.edition)}
      </p>
      {routing.own === null ? <p>{words.arrived}</p> : <Reason assignment={routing.own} />}
      <div>
        <h3 className="text-fine text-soft">{words.urgency}</h3>
        <p>{routing.urgency.why}</p>
        <LawList law={routing.urgency.law} />
      </div>
      <div>
        <h3 className="text-fine text-soft">{words.district}</h3>
        <p>{routing.district.why}</p>
      </div>
      {routing.missing.length > 0 ? (
        <div>
          <h3 className="text-fine text-soft">{words.missing}</h3>
          <p>{routing.missing.join(locale === "en" ? ", " : "、")}</p>
        </div>
      ) : null}
      {routing.others.length > 0 ? (
        <Details summary={words.others} look="row" open={routing.own === null}>
          <ul className="grid gap-5">
            {routing.others.map((assignment) => (
              <li key={assignment.department}>
                <p className="font-semibold text-ink">{assignment.name}</p>
                <p>{assignment.why}</p>
                <LawList law={assignment.law} />
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
      {routing.supervision === null ? null : (
        <>
          <OverrideList overrides={routing.supervision.overrides} />
          <Trace routing={routing} trace={routing.supervision.trace} asked={asked} />
        </>
      )}
    </div>
  );
}

interface TraceProps {
  readonly routing: RoutingView;
  readonly trace: NonNullable<RoutingView["supervision"]>["trace"];
  readonly asked: boolean;
}

function Trace({ routing, trace: { count, rules, path }, asked }: TraceProps) {
  const { routing: words, labelled } = useCopy().cases;
  if (rules !== null) return <RuleTable rules={rules} open={asked} />;
  return (
    <p className="print:hidden">
      <LinkButton
        to={path}
        kind="quiet"
        label={labelled(words.reportLine(routing.reportNumber ?? ""), words.considered(count))}
      >
        {words.considered(count)}
      </LinkButton>
    </p>
  );
}

function Reason({ assignment }: { assignment: NonNullable<RoutingView["own"]> }) {
  const { cases, triage } = useCopy();
  const { routing: words } = cases;
  return (
    <div className="rounded-md border-l-4 border-accent bg-accent-wash px-4 py-3">
      <p className="text-fine text-soft">{cases.labelled(words.capacity, triage.capacities[assignment.capacity])}</p>
      <p className="font-semibold">{assignment.why}</p>
      <LawList law={assignment.law} />
      <h3 className="mt-2 text-fine text-soft">{words.facts}</h3>
      {assignment.facts.length === 0 ? (
        <p>{words.noFacts}</p>
      ) : (
        <ul className="flex flex-wrap gap-2">
          {assignment.facts.map(({ fact, name, value }) => (
            <li key={fact} className="rounded-sm border border-edge bg-paper px-2 py-0.5 text-fine">
              {cases.labelled(name, value)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
