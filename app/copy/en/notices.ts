import type { notices as chinese } from "../zh-CN/notices.ts";

export const notices: typeof chinese = {
  assignment_delivered: {
    subject: (caseNumber) => `New assignment to accept: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} has a new assignment for your department, to be accepted soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
};
