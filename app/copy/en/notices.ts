import type { notices as chinese } from "../zh-CN/notices.ts";

export const notices: typeof chinese = {
  assignment_delivered: {
    subject: (caseNumber) => `New assignment to accept: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} has a new assignment for your department, to be accepted soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  work_handed_back: {
    subject: (_caseNumber: string): string => "Work has come back to the desk and needs an officer",
    text: (_caseNumber: string, link: string): string =>
      `The account of an officer of your department was switched off. Their work lies with the desk again, and its clocks go on: please see that somebody takes it.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail says nothing about any case. Please do not forward it.`,
  },
};
