import type { ReactNode } from "react";
import { Details } from "../details.tsx";
import { useCopy } from "../page-context.tsx";
import { Phrases } from "../phrases.tsx";

/** A chapter of the page: its heading stands left where there is room, so that the eye finds it by itself. */
function Chapter({ id, heading, lead, children }: { id: string; heading: string; lead?: string; children: ReactNode }) {
  return (
    <section
      aria-labelledby={id}
      className="mt-14 grid gap-x-12 gap-y-5 border-t-2 border-ink pt-5 sm:mt-20 lg:grid-cols-[17rem_1fr]"
    >
      <div>
        <h2 id={id} className="text-h2">
          <Phrases of={heading} />
        </h2>
        {lead ? <p className="mt-2 text-soft">{lead}</p> : null}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

export interface SituationText {
  readonly id: string;
  readonly plain: string;
  readonly statutory: string;
  readonly note: string | null;
}

/** The nine situations in plain words; the wording of the rule is folded under each. */
export function Situations({ situations }: { situations: readonly SituationText[] }) {
  const { home } = useCopy();
  return (
    <Chapter id="situations" heading={home.situations.heading} lead={home.situations.lead}>
      <ol className="border-t border-line">
        {situations.map(({ id, plain, statutory, note }, index) => (
          <li key={id}>
            <Details
              look="row"
              summary={
                <span className="flex gap-4">
                  <span className="w-5 shrink-0 text-right font-semibold text-accent tabular-nums">{index + 1}</span>
                  <span>{plain}</span>
                </span>
              }
            >
              <div className="grid gap-2 pl-9">
                <p className="text-fine">
                  <span className="font-semibold">{home.situations.statute}</span>
                  <br />
                  {statutory}
                </p>
                {note === null ? null : <p className="text-fine">{note}</p>}
              </div>
            </Details>
          </li>
        ))}
      </ol>
    </Chapter>
  );
}

/** Five steps after filing, each with its time. */
export function Afterwards({ acceptWithin }: { acceptWithin: readonly [string | null, string | null, string | null] }) {
  const { afterwards } = useCopy().home;
  const [critical, urgent, serious] = acceptWithin;
  const accept =
    critical === null || urgent === null || serious === null
      ? afterwards.acceptByUrgency
      : afterwards.acceptWithin(critical, urgent, serious);
  return (
    <Chapter id="afterwards" heading={afterwards.heading} lead={afterwards.lead}>
      <ol className="grid gap-y-6">
        {afterwards.steps.map(({ when, title, text }, index) => (
          <li key={title} className="grid grid-cols-[auto_1fr] gap-x-5">
            <span
              aria-hidden="true"
              className="flex size-10 items-center justify-center rounded-full border-2 border-accent font-semibold text-accent tabular-nums"
            >
              {index + 1}
            </span>
            <div className="grid md:grid-cols-[1fr_14rem] md:gap-x-8">
              <div>
                <h3 className="text-h3">{title}</h3>
                <p className="text-soft">{text}</p>
              </div>
              <p className="order-first text-fine font-semibold text-accent md:order-none md:pt-1">{when ?? accept}</p>
            </div>
          </li>
        ))}
      </ol>
      <p className="mt-6 text-fine text-soft">{afterwards.source}</p>
    </Chapter>
  );
}

/** Who is protected, how, and by which article. */
export function Protection() {
  const { protection } = useCopy().home;
  return (
    <Chapter id="protection" heading={protection.heading}>
      <div className="grid gap-6 md:grid-cols-3">
        {[protection.child, protection.reporter, protection.device].map(({ title, text, law }) => (
          <div key={title} className="border-l-2 border-accent pl-4">
            <h3 className="text-h3">{title}</h3>
            <p className="mt-1 text-soft">{text}</p>
            {law === null ? null : <p className="mt-2 text-fine text-soft">{law}</p>}
          </div>
        ))}
      </div>
    </Chapter>
  );
}

/** Whom the law obliges to report. */
export function Duty() {
  const { duty } = useCopy().home;
  return (
    <Chapter id="duty" heading={duty.heading} lead={duty.lead}>
      <ul className="grid gap-x-8 border-t border-line sm:grid-cols-2">
        {duty.groups.map(({ title, text }) => (
          <li key={title} className="border-b border-line py-3">
            <p className="font-semibold">{title}</p>
            <p className="text-fine text-soft">{text}</p>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-fine text-soft">{duty.law}</p>
    </Chapter>
  );
}
