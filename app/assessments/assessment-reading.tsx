import { moment } from "#app/copy/when.ts";
import { BodyFigure, UrgencyBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { AssessmentContent, AssessmentView } from "./assessment-view.ts";
import { EvidenceList, UrgencyGrounds } from "./proposal-panel.tsx";

/** Who assessed, when; what was proposed, and beside it what was decided. */
export function ProposalBesideDecision({ view }: { view: AssessmentView }) {
  const words = useCopy().assessments;
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <div className="min-w-0">
        <h3 className="text-h3">{words.decide.proposal}</h3>
        <p className="mt-1 mb-3">
          <UrgencyBadge level={view.proposed} />
        </p>
        {view.content === null ? null : <UrgencyGrounds proposal={view.content.proposal} />}
      </div>
      <div className="min-w-0 md:border-l md:border-line md:pl-5">
        <h3 className="text-h3">{words.decide.decision}</h3>
        <Decision view={view} />
      </div>
    </div>
  );
}

function Decision({ view }: { view: AssessmentView }) {
  const words = useCopy().assessments;
  const reason = view.content?.reason ?? null;
  return (
    <div className="grid gap-3">
      <p className="mt-1 flex flex-wrap items-center gap-2" data-decided={view.decided}>
        <UrgencyBadge level={view.decided} />
        <span className="text-fine text-soft">
          {view.decided === view.proposed ? words.read.asProposed : words.read.otherwise}
        </span>
        <span className="inline-flex items-center gap-2 text-fine text-soft">
          {words.read.before}
          {view.before === view.decided ? words.read.kept : <UrgencyBadge level={view.before} />}
        </span>
      </p>
      {reason === null ? null : (
        <p className="[overflow-wrap:anywhere] whitespace-pre-line">
          <span className="block text-fine text-soft">{words.read.reason}</span>
          {reason}
        </p>
      )}
      {view.interventions.length === 0 ? (
        <p className="text-soft">{words.read.noneDecided}</p>
      ) : (
        <div>
          <h4 className="text-fine text-soft">{words.read.decidedInterventions}</h4>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {view.interventions.map(({ id, name, wasProposed }) => (
              <li key={id} data-intervention={id}>
                {name}
                {wasProposed ? null : <span className="text-fine text-soft"> {words.read.added}</span>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.declined.length === 0 ? null : (
        <div>
          <h4 className="text-fine text-soft">{words.read.declined}</h4>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-soft">
            {view.declined.map(({ id, name }) => (
              <li key={id} data-declined={id}>
                {name}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** The line that names an assessment. */
export function AssessmentLine({ view }: { view: AssessmentView }) {
  const { assessments: words, cases } = useCopy();
  const locale = useLocale();
  return (
    <p className="text-fine text-soft">
      {words.ordinal(view.ordinal)} · {cases.eventBy(view.department, view.author)} ·{" "}
      <time dateTime={new Date(view.at).toISOString()}>{moment(locale, new Date(view.at))}</time>
    </p>
  );
}

/** Where the marks are and what they are, on the figure and in words. */
export function InjuriesRead({ injuries }: Pick<AssessmentContent, "injuries">) {
  const words = useCopy().assessments.read;
  const locale = useLocale();
  if (injuries.length === 0) return null;
  return (
    <div className="grid items-start gap-x-8 gap-y-3 sm:grid-cols-[minmax(0,14rem)_1fr]">
      <BodyFigure marked={injuries.map(({ part }) => part)} />
      <div>
        <h3 className="text-h3">{words.injuries}</h3>
        <ul className="divide-y divide-line">
          {injuries.map(({ part, name, kinds, words: said }) => (
            <li key={part} className="py-2">
              <span className="font-semibold">{name}</span>{" "}
              {kinds.length === 0 ? words.noKind : kinds.join(locale === "en" ? ", " : "、")}
              {said === "" ? null : <span className="block [overflow-wrap:anywhere] text-soft">{said}</span>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** Everything that was found out, by topic. */
export function AnswersRead({ content }: { content: AssessmentContent }) {
  const words = useCopy().assessments.read;
  return (
    <div className="grid gap-6">
      <EvidenceList proposal={content.proposal} />
      <InjuriesRead injuries={content.injuries} />
      {content.sections.map((section) => (
        <section key={section.id}>
          <h3 className="text-h3">{section.title}</h3>
          <dl className="mt-1 divide-y divide-line">
            {section.answers.map(({ id, label, value }) => (
              <div key={id} className="grid gap-x-6 py-2 sm:grid-cols-[3fr_2fr]">
                <dt className="text-soft">{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            {section.words === null ? null : (
              <div className="py-2">
                <dt className="text-soft">{words.words}</dt>
                <dd className="max-w-3xl [overflow-wrap:anywhere] whitespace-pre-line">{section.words}</dd>
              </div>
            )}
          </dl>
        </section>
      ))}
    </div>
  );
}
