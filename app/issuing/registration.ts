import type { CaseView } from "#app/cases/case-view.ts";
import type { ReportView } from "#app/cases/report-view.ts";
import type { Draft, SheetSection } from "#app/documents/sheet.ts";
import { at, departmentsSection } from "./case-words.ts";
import { filled, formCopy, section } from "./words.ts";

const { form } = formCopy.documents;

/** 强制报告登记表: one report as it was filed, with what was added, for the file of the desk that issues it. */
export function registrationOf(view: CaseView, report: ReportView, officer: string): Draft {
  const { reports } = formCopy.cases;
  return {
    addressee: null,
    opening: null,
    sections: filled([
      section(form.headings.registration, [
        [form.labels.reportNumber, report.number],
        [form.labels.caseNumber, view.number],
        [form.labels.filedAt, at(report.filedAt)],
        [form.labels.channel, reports.channels[report.channel]],
        [form.labels.district, view.core.district],
        [form.labels.urgency, formCopy.shell.urgency[view.urgency]],
      ]),
      reporterSection(report),
      ...(report.groups ?? []).map(({ title, ordinal, answers }) =>
        section(
          ordinal === null ? title : reports.ordinal(title, ordinal),
          answers.map(({ label, value }) => [label, value]),
        ),
      ),
      section(
        reports.supplements,
        report.supplements.map((one) => [reports.supplementAt(at(one.at)), one.text ?? reports.unreadable]),
      ),
      departmentsSection(view.departments.filter(({ isFormer }) => !isFormer)),
      section(form.headings.handling, [[form.labels.officer, officer]]),
    ]),
    closing: null,
  };
}

/** Who reported, where the issuing office knows it by its function; everywhere else the form says that it is kept secret. */
function reporterSection({ reporter, isReporterOpened }: ReportView): SheetSection {
  const { reports } = formCopy.cases;
  if (reporter === null || !isReporterOpened) {
    return section(form.headings.reporter, [[form.labels.reporter, form.reporterSecret]]);
  }
  if (reporter.anonymous) return section(form.headings.reporter, [[form.labels.reporter, reports.anonymous]]);
  return section(form.headings.reporter, [
    [reports.name, reporter.name ?? reports.notGiven],
    [reports.unit, reporter.unit ?? reports.notGiven],
    [reports.phone, reporter.phone ?? reports.notGiven],
    [reports.email, reporter.email ?? reports.notGiven],
  ]);
}
