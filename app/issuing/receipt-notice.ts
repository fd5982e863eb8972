import type { Draft } from "#app/documents/sheet.ts";
import { at } from "./case-words.ts";
import { filled, formCopy, section } from "./words.ts";

const { form } = formCopy.documents;

/** One report on its way: when it was brought to an office and when that signed for it. */
export interface Received {
  readonly office: string;
  readonly deliveredAt: Date | null;
  readonly acceptedAt: Date | null;
}

/**
 * 接收回执 to whoever reported: that the report arrived, where and when. Nothing in it names a child, and nothing the
 * reporter: it may lie open on a desk at their place of work.
 * Source: Minors Protection Law 11: whoever receives a report handles it and tells the reporter what came of it.
 */
export function noticeOf(report: { number: string; filedAt: Date }, received: readonly Received[]): Draft {
  return {
    addressee: form.noticeAddressee(report.number),
    opening: form.noticeOpening,
    sections: filled([
      section(form.headings.report, [
        [form.labels.reportNumber, report.number],
        [form.labels.filedAt, at(report.filedAt)],
      ]),
      section(
        form.headings.received,
        received.map(({ office, deliveredAt, acceptedAt }) => [
          office,
          [
            deliveredAt === null ? form.onItsWay : form.delivered(at(deliveredAt)),
            acceptedAt === null ? form.notAccepted : form.accepted(at(acceptedAt)),
          ].join("；"),
        ]),
      ),
    ]),
    closing: form.noticeClosing,
  };
}
