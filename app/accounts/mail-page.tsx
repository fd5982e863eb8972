import { moment } from "#app/copy/when.ts";
import type { KeptLetter } from "#app/platform/mail.ts";
import { Details, Empty, useCopy, useLocale } from "#app/ui/index.ts";
import type { Staff } from "./staff.ts";
import { StaffFrame } from "./staff-frame.tsx";

/** What the demo would have mailed, the newest first. */
export function MailPage({ staff, letters }: { staff: Staff; letters: readonly KeptLetter[] }) {
  const { mail } = useCopy().triage;
  const locale = useLocale();
  return (
    <StaffFrame staff={staff}>
      <h1 className="text-h1">{mail.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{mail.lead}</p>
      {letters.length === 0 ? (
        <Empty title={mail.empty.title}>{mail.empty.text}</Empty>
      ) : (
        <ul className="rounded-lg border border-line bg-paper px-5">
          {letters.map(({ to, subject, sentAt, text }) => (
            <li key={`${sentAt.toISOString()} ${to} ${subject}`}>
              <Details
                look="row"
                summary={
                  <>
                    <span className="font-semibold" translate="no">
                      {subject}
                    </span>
                    <span className="block text-fine text-soft">
                      {mail.to} {to} · {mail.at} {moment(locale, sentAt)}
                    </span>
                  </>
                }
              >
                <p className="max-w-3xl whitespace-pre-line">{text}</p>
              </Details>
            </li>
          ))}
        </ul>
      )}
    </StaffFrame>
  );
}
