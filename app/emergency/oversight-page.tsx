import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { clockTime, moment } from "#app/copy/when.ts";
import { Card, Empty, LinkButton, Notice, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { EmergencyView } from "./oversight-view.ts";

export interface OversightPageProps {
  readonly staff: Staff;
  readonly waiting: readonly EmergencyView[];
  readonly reviewed: readonly EmergencyView[];
  /** Only the auditor reviews. */
  readonly mayReview: boolean;
  /** One was reviewed just now. */
  readonly done: boolean;
}

/** Cases that were opened in an emergency, as far as the reader oversees them: those to be reviewed first. */
export function OversightPage({ staff, waiting, reviewed, mayReview, done }: OversightPageProps) {
  const { oversight: words } = useCopy().emergency;
  return (
    <StaffFrame staff={staff} counts={{ oversight: waiting.length }}>
      <h1 className="text-h1">{words.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{mayReview ? words.auditorLead : words.lead}</p>
      {done ? (
        <div className="mb-4">
          <Notice kind="done" live>
            {words.done}
          </Notice>
        </div>
      ) : null}
      <div className="grid gap-6">
        {waiting.length === 0 ? (
          <Empty title={words.empty.title}>{words.empty.text}</Empty>
        ) : (
          <Card title={words.waiting(waiting.length)}>
            <AccessList accesses={waiting} mayReview={mayReview} />
          </Card>
        )}
        {reviewed.length === 0 ? null : (
          <Card title={words.reviewed}>
            <AccessList accesses={reviewed} mayReview={false} />
          </Card>
        )}
      </div>
    </StaffFrame>
  );
}

function AccessList({ accesses, mayReview }: { accesses: readonly EmergencyView[]; mayReview: boolean }) {
  const { oversight: words } = useCopy().emergency;
  return (
    <ul className="divide-y divide-line">
      {accesses.map((access) => (
        <li key={access.id} className="flex flex-wrap items-start justify-between gap-4 py-4 first:pt-0 last:pb-0">
          <Access access={access} />
          {mayReview ? (
            <LinkButton to={`/oversight/${access.id}`} kind="secondary" label={words.reviewOf(access.caseNumber)}>
              {words.review}
            </LinkButton>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Which case, who, when, why, and what the review found. */
export function Access({ access }: { access: EmergencyView }) {
  const { emergency } = useCopy();
  const { oversight: words } = emergency;
  const locale = useLocale();
  const { review } = access;
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-3">
        <span className="font-semibold tabular-nums">{access.caseNumber}</span>
        {access.isOpen ? <StateBadge tone="held">{words.open(clockTime(locale, access.expiresAt))}</StateBadge> : null}
        {review === null ? (
          <StateBadge tone="waiting">{words.states.waiting}</StateBadge>
        ) : (
          <StateBadge tone={review.outcome === "justified" ? "done" : "held"}>
            {words.states[review.outcome]}
          </StateBadge>
        )}
      </p>
      <p className="mt-1 text-fine text-soft">
        {words.by(access.department, access.officer, moment(locale, access.openedAt))}
      </p>
      <p className="mt-2 font-semibold">{emergency.reasons[access.reason]}</p>
      <p className="whitespace-pre-line [overflow-wrap:anywhere]">{access.words ?? words.unreadable}</p>
      {review === null ? null : (
        <div className="mt-3 border-l-2 border-line pl-4">
          <p className="text-fine text-soft">{words.reviewedBy(review.by ?? "", moment(locale, review.at))}</p>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{review.words ?? words.unreadable}</p>
        </div>
      )}
    </div>
  );
}
