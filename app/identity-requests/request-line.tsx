import { moment } from "#app/copy/when.ts";
import { StateBadge, type Tone, useCopy, useLocale } from "#app/ui/index.ts";
import type { RequestView } from "./request-view.ts";

const tones: Readonly<Record<RequestView["standing"], Tone>> = {
  waiting: "waiting",
  granted: "moving",
  over: "done",
  refused: "gone",
};

/** Which case, who asks, why, and what was decided. */
export function RequestLine({ request }: { request: RequestView }) {
  const { identityRequests: words } = useCopy();
  const locale = useLocale();
  const { decision, expiresAt, standing } = request;
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-3">
        <span className="font-semibold tabular-nums">{request.caseNumber}</span>
        <StateBadge tone={tones[standing]}>{words.standings[standing]}</StateBadge>
        {expiresAt === null ? null : (
          <span className="text-fine text-soft">{words.until(moment(locale, expiresAt))}</span>
        )}
        {request.isUsed ? <span className="text-fine text-soft">{words.used}</span> : null}
      </p>
      <p className="mt-1 text-fine text-soft">
        {words.by(request.department, request.officer, moment(locale, request.requestedAt))}
      </p>
      <p className="mt-2 font-semibold">{words.reasons[request.reason]}</p>
      <p className="whitespace-pre-line [overflow-wrap:anywhere]">{request.words ?? words.unreadable}</p>
      {decision === null ? null : (
        <div className="mt-3 border-l-2 border-line pl-4">
          <p className="text-fine text-soft">{words.decidedBy(decision.by, moment(locale, decision.at))}</p>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{decision.words ?? words.unreadable}</p>
        </div>
      )}
    </div>
  );
}
