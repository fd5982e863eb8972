import { day, moment } from "#app/copy/when.ts";
import {
  Button,
  errorOf,
  FormToken,
  LinkButton,
  RadioGroup,
  StateBadge,
  SummaryList,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { endsOffered } from "./rules.ts";
import type { VisitsView, VisitView } from "./visit-view.ts";

interface VisitsSectionProps {
  readonly caseNumber: string;
  readonly view: VisitsView;
}

/** The visits of a case, the newest first. */
export function VisitsSection({ caseNumber, view }: VisitsSectionProps) {
  const words = useCopy().visits;
  return (
    <div className="grid gap-6">
      {view.visits.length === 0 ? <p className="text-soft">{words.none}</p> : null}
      {view.visits.length === 0 ? null : (
        <ul className="border-t border-line">
          {view.visits.map((visit) => (
            <li key={visit.id} className="border-b border-line py-4">
              <Visit visit={visit} />
            </li>
          ))}
        </ul>
      )}
      {view.mayRecord ? (
        <div className="print:hidden">
          <LinkButton to={`/cases/${caseNumber}/visit`} kind="secondary">
            {words.write}
          </LinkButton>
        </div>
      ) : null}
    </div>
  );
}

const tones = { none: "done", watch: "waiting", danger: "held" } as const;

function Visit({ visit }: { visit: VisitView }) {
  const words = useCopy().visits;
  const locale = useLocale();
  const { findings } = visit;
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-h3">
          {words.kinds[visit.kind]} ·{" "}
          <time dateTime={visit.visitedAt.toISOString()}>{moment(locale, visit.visitedAt)}</time>
        </h3>
        <StateBadge tone={tones[visit.concern]}>{words.concerns[visit.concern]}</StateBadge>
        <StateBadge tone="gone">{visit.childSeen ? words.seen : words.notSeen}</StateBadge>
      </div>
      <p className="mb-2 text-fine text-soft">{words.by(visit.department, visit.author)}</p>
      {findings === null ? (
        <p>{words.unreadable}</p>
      ) : (
        <SummaryList
          rows={[
            { label: words.form.visitors, value: findings.visitors },
            ...topicsOf(findings).map(([topic, value]) => ({ label: words.form.topics[topic], value })),
          ]}
        />
      )}
    </>
  );
}

const topicsOf = ({ visitors: _who, ...found }: NonNullable<VisitView["findings"]>) =>
  (["schooling", "family", "hardship", "rights", "childWords", "next"] as const).flatMap((topic) => {
    const value = found[topic];
    return value === null ? [] : [[topic, value] as const];
  });

/** 困境儿童台账: since when the child is in it, and the way in and out. */
export function RegisterSection({
  caseNumber,
  view,
}: {
  readonly caseNumber: string;
  readonly view: Pick<VisitsView, "register" | "mayRegister">;
}) {
  const { register: words } = useCopy().visits;
  const locale = useLocale();
  const isIn = view.register.some(({ endedAt }) => endedAt === null);
  return (
    <div className="grid gap-4">
      <p className="text-soft">{words.lead}</p>
      {view.register.length === 0 ? <p>{words.none}</p> : null}
      <ul>
        {view.register.map(({ id, enteredAt, endedAt, end }) => (
          <li key={id} className={endedAt === null ? "font-semibold" : "text-soft"}>
            {endedAt === null || end === null
              ? words.since(day(locale, enteredAt))
              : words.until(day(locale, enteredAt), day(locale, endedAt), words.ends[end])}
          </li>
        ))}
      </ul>
      {view.mayRegister ? (
        <form method="post" action={`/cases/${caseNumber}/register`} className="grid gap-4 print:hidden">
          <FormToken />
          {isIn ? <EndChoice error={null} /> : null}
          <div>
            <Button kind="secondary" name="act" value={isIn ? "leave" : "enter"}>
              {isIn ? words.leave : words.enter}
            </Button>
          </div>
        </form>
      ) : null}
    </div>
  );
}

/** Why the child leaves the register. */
export function EndChoice({ error }: { readonly error: string | null }) {
  const { register: words } = useCopy().visits;
  return (
    <RadioGroup
      name="end"
      label={words.end}
      value={null}
      options={endsOffered.map((end) => ({ value: end, label: words.ends[end] }))}
      error={errorOf(error === null ? [] : [{ name: "end", message: error }], "end")}
    />
  );
}
