import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Card, Empty, LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import { RequestLine } from "./request-line.tsx";
import type { RequestView } from "./request-view.ts";

interface ListPageProps {
  readonly staff: Staff;
  readonly waiting: readonly RequestView[];
  readonly decided: readonly RequestView[];
  /** One was decided just now. */
  readonly done: boolean;
}

/** Requests to know who reported that wait for this reader, and those that were decided. */
export function ListPage({ staff, waiting, decided, done }: ListPageProps) {
  const { identityRequests: words } = useCopy();
  return (
    <StaffFrame staff={staff} counts={{ "identity-requests": waiting.length }}>
      <h1 className="text-h1">{words.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{words.lead}</p>
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
          <Card title={words.toDecide(waiting.length)}>
            <ul className="divide-y divide-line">
              {waiting.map((request) => (
                <li
                  key={request.id}
                  className="flex flex-wrap items-start justify-between gap-4 py-4 first:pt-0 last:pb-0"
                >
                  <RequestLine request={request} />
                  <LinkButton
                    to={`/identity-requests/${request.id}`}
                    kind="secondary"
                    label={words.decideOf(request.caseNumber)}
                  >
                    {words.decide}
                  </LinkButton>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {decided.length === 0 ? null : (
          <Card title={words.decided}>
            <ul className="divide-y divide-line">
              {decided.map((request) => (
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
