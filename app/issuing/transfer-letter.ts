import type { CaseView } from "#app/cases/case-view.ts";
import type { DepartmentView } from "#app/cases/department-view.ts";
import type { Draft } from "#app/documents/sheet.ts";
import { at, departmentLine, matterSection, peopleSection } from "./case-words.ts";
import { filled, formCopy, section } from "./words.ts";

const { form } = formCopy.documents;

/** Work that left the issuing desk, and who was given it. */
export interface Sent {
  readonly from: DepartmentView;
  readonly to: DepartmentView;
  readonly sentAt: Date;
  /** The receiving office by its full name. */
  readonly recipient: string;
  /** The sender's own words; null where none are kept. */
  readonly reason: string | null;
}

/**
 * 移送函: says to the receiving office what was sent, when and why. It names the child and nobody else: what the reports hold
 * goes through the portal to whoever may read it there, and who reported is in no letter.
 */
export function letterOf(view: CaseView, { from, to, sentAt, recipient, reason }: Sent, officer: string): Draft {
  return {
    addressee: form.addressee(recipient),
    opening: form.letterOpening,
    sections: filled([
      matterSection(view),
      peopleSection(view.core.children),
      section(form.headings.transfer, [
        [form.labels.sentFrom, form.office(from.district, from.department)],
        [form.labels.sentTo, form.office(to.district, to.department)],
        [form.labels.sentAt, at(sentAt)],
        [form.labels.sentFor, reason],
        [form.labels.nowWith, departmentLine(to)],
      ]),
      section(form.headings.handling, [[form.labels.officer, officer]]),
    ]),
    closing: form.letterClosing,
  };
}
