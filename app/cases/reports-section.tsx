import { moment } from "#app/copy/when.ts";
import type { ReporterStanding } from "#app/identity-requests/identity-view.ts";
import { ReporterSeal } from "#app/identity-requests/reporter-seal.tsx";
import { IntakeDetails } from "#app/intake/intake-details.tsx";
import type { IntakeRecord } from "#app/intake/record-view.ts";
import type { ReporterIdentity } from "#app/reports/filing.ts";
import { Notice, Pager, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { FactList } from "./fact-list.tsx";
import type { ReportView } from "./report-view.ts";

/** Each report as it was filed, with what was added later; who reported only where the reader may know. */
export function ReportsSection({ view }: { view: CaseView }) {
  const { comparison } = useCopy();
  const { reportPages: pages } = view;
  return (
    <div className="grid gap-10">
      {pages.pages > 1 ? (
        <p className="text-soft tabular-nums">{comparison.page(pages.page, pages.pages, view.reportCount)}</p>
      ) : null}
      {view.reports.map((report) => (
        <Report
          key={report.id}
          report={report}
          isOneOfSeveral={view.reportCount > 1}
          standing={view.beside.reporters[report.id]}
          intake={view.beside.intakes[report.id]}
        />
      ))}
      <Pager previous={pages.newer} next={pages.older} />
    </div>
  );
}

interface ReportProps {
  readonly isOneOfSeveral: boolean;
  readonly report: ReportView;
  readonly standing: ReporterStanding | undefined;
  readonly intake: IntakeRecord | undefined;
}

function Report({ report, standing, intake, isOneOfSeveral }: ReportProps) {
  const { cases, comparison } = useCopy();
  const { reports: words } = cases;
  const locale = useLocale();
  return (
    <article id={`report-${report.id}`} className="scroll-mt-40">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        {isOneOfSeveral ? <span className="text-soft">{comparison.ordinal(report.ordinal)}</span> : null}
        <h3 className="text-h3 tabular-nums">{words.one(report.number, moment(locale, report.filedAt))}</h3>
        <StateBadge tone="gone">{words.channels[report.channel]}</StateBadge>
        {report.urgentPath ? <StateBadge tone="held">{words.urgentPath}</StateBadge> : null}
      </div>
      {report.groups === null ? (
        <Notice kind="care">{words.unreadable}</Notice>
      ) : (
        <div className="grid gap-6">
          {report.groups.map(({ id, title, ordinal, answers }) => (
            <div key={id}>
              <h4 className="mb-2 border-b border-line pb-1 font-semibold">
                {ordinal === null ? title : words.ordinal(title, ordinal)}
              </h4>
              <FactList
                facts={answers.map(({ field, label, value, isLong }) => ({ id: field, label, value, wide: isLong }))}
              />
            </div>
          ))}
        </div>
      )}
      {report.supplements.length > 0 ? (
        <div className="mt-6">
          <h4 className="mb-2 border-b border-line pb-1 font-semibold">{words.supplements}</h4>
          <FactList
            facts={report.supplements.map(({ id, at, text }) => ({
              id,
              label: words.supplementAt(moment(locale, at)),
              value: text ?? words.unreadable,
              wide: true,
            }))}
          />
        </div>
      ) : null}
      {standing === undefined ? null : (
        <ReporterSeal
          reportId={report.id}
          reportNumber={report.number}
          standing={standing}
          isOpened={report.isReporterOpened}
        >
          {report.reporter === null ? <p>{words.unreadable}</p> : <Reporter reporter={report.reporter} />}
          <IntakeDetails record={intake} />
        </ReporterSeal>
      )}
    </article>
  );
}

function Reporter({ reporter }: { reporter: ReporterIdentity }) {
  const { reports: words } = useCopy().cases;
  const { name, phone, email, unit, contactHours, anonymous } = reporter;
  return (
    <>
      {anonymous ? (
        <p>{words.anonymous}</p>
      ) : (
        <FactList
          facts={[
            { id: "name", label: words.name, value: name ?? words.notGiven },
            { id: "phone", label: words.phone, value: phone ?? words.notGiven },
            { id: "email", label: words.email, value: email ?? words.notGiven },
            { id: "unit", label: words.unit, value: unit ?? words.notGiven },
            { id: "hours", label: words.hours, value: contactHours ?? words.notGiven },
          ]}
        />
      )}
    </>
  );
}
