import type { notices as chinese } from "../zh-CN/notices.ts";

export const notices: typeof chinese = {
  assignment_delivered: {
    subject: (caseNumber) => `New assignment to accept: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} has a new assignment for your department, to be accepted soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  emergency_access: {
    subject: (caseNumber) => `A case was opened in an emergency: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} was opened in an emergency just now, for one hour.\n\nSign in to see by whom and why: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  identity_request: {
    subject: (caseNumber) => `A request to know who reported awaits a decision: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A request to know who reported, on case ${caseNumber}, awaits your decision.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  identity_decided: {
    subject: (caseNumber) => `Your request has been decided: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Your request on case ${caseNumber} has been decided.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  officer_recused: {
    subject: (caseNumber) => `Somebody stepped out and an officer is needed: ${caseNumber}`,
    text: (caseNumber, link) =>
      `An officer stepped out of case ${caseNumber}, nobody else of that department can take the work, and its clocks go on. Please see that somebody takes it.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  work_handed_back: {
    subject: (_caseNumber: string): string => "Work has come back to the desk and needs an officer",
    text: (_caseNumber: string, link: string): string =>
      `The account of an officer of your department was switched off. Their work lies with the desk again, and its clocks go on: please see that somebody takes it.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail says nothing about any case. Please do not forward it.`,
  },
};
