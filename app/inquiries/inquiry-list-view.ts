import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { staffOf } from "#app/accounts/staff.ts";
import type { InquiryLine, InquiryListView } from "./inquiry-list-page.tsx";
import type { DeskInquiry, readDeskInquiries } from "./queries.ts";

/** The desk's inquiries in the reader's language. */
export function inquiryListView(
  reader: StaffReader,
  { open, ended }: Awaited<ReturnType<typeof readDeskInquiries>>,
  servedAt: Date,
): InquiryListView {
  const { department } = reader.signedIn.actor;
  const line = (inquiry: DeskInquiry) => lineOf(reader, inquiry);
  return {
    staff: staffOf(reader.signedIn, reader.portal, reader.locale),
    owed: open.filter(({ toDepartment }) => toDepartment === department).map(line),
    asked: open.filter(({ toDepartment }) => toDepartment !== department).map(line),
    ended: ended.map(line),
    servedAt,
  };
}

function lineOf(reader: StaffReader, inquiry: DeskInquiry): InquiryLine {
  const nameOf = (code: string) => deskNames(reader)(code, "").department;
  const { clockState, dueAt } = inquiry;
  return {
    id: inquiry.id,
    caseNumber: inquiry.caseNumber,
    from: nameOf(inquiry.fromDepartment),
    to: nameOf(inquiry.toDepartment),
    state: inquiry.state,
    askedAt: inquiry.askedAt,
    endedAt: inquiry.endedAt,
    clock: clockState === null || dueAt === null ? null : { state: clockState, dueAt },
  };
}
