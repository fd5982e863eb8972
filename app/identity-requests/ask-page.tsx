import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Card, ErrorSummary, type FieldError, LinkButton, ReasonedForm, useCopy } from "#app/ui/index.ts";
import { reasonCodes } from "./reporter-seal.tsx";
import { RequestLine } from "./request-line.tsx";
import type { RequestView } from "./request-view.ts";
import type { IdentityRefusalCode, RequestLevel } from "./rules.ts";

export interface TypedRequest {
  readonly reason: string;
  readonly words: string;
  readonly refusal: IdentityRefusalCode;
}

interface AskPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly reportNumber: string;
  readonly level: RequestLevel;
  /** Whether a new request may be made: none waits and none is in force. */
  readonly mayAsk: boolean;
  readonly before: readonly RequestView[];
  readonly typed: TypedRequest | null;
}

const fieldOf = (code: IdentityRefusalCode): string | null => {
  if (code === "reason_missing") return "reason";
  return code === "words_missing" || code === "words_too_long" ? "words" : null;
};

/** Asking who reported: why, who decides, and what became of earlier requests. */
export function AskPage({ staff, caseNumber, reportNumber, level, mayAsk, before, typed }: AskPageProps) {
  const { identityRequests: words } = useCopy();
  const errors: readonly FieldError[] =
    typed === null ? [] : [{ name: fieldOf(typed.refusal), message: words.refusals[typed.refusal] }];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">{words.reportOf(caseNumber, reportNumber)}</p>
          <h1 className="mt-2 text-h1">{words.askHeading}</h1>
          <p className="mt-2 text-soft">{words.askLead(words.levels[level])}</p>
        </div>
        <ErrorSummary errors={errors} />
        {mayAsk ? (
          <ReasonedForm
            choice={{
              name: "reason",
              label: words.reason,
              hint: words.reasonHint,
              options: reasonCodes.map((code) => ({ value: code, label: words.reasons[code] })),
              value: typed?.reason ?? null,
            }}
            words={{ label: words.words, hint: words.wordsHint, value: typed?.words ?? "" }}
            errors={errors}
            submit={{ label: words.submit }}
            back={{ label: words.backToCase, to: `/cases/${caseNumber}/reports` }}
          />
        ) : (
          <p>
            <LinkButton to={`/cases/${caseNumber}/reports`}>{words.backToCase}</LinkButton>
          </p>
        )}
        {before.length === 0 ? null : (
          <Card title={words.beforeTitle}>
            <ul className="divide-y divide-line">
              {before.map((request) => (
                <li key={request.id} className="py-4 first:pt-0 last:pb-0">
                  <RequestLine request={request} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </StaffFrame>
  );
}
