import type { notices as chinese } from "../zh-CN/notices.ts";

export const notices: typeof chinese = {
  assignment_delivered: {
    subject: (caseNumber) => `New assignment to accept: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} has a new assignment for your department, to be accepted soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  audit_chain_broken: {
    subject: () => "The check of the audit chain found a fault",
    text: (_caseNumber, link) =>
      `The latest check found the audit chain incomplete or changed. Change nothing; sign in now to see at which entry it breaks, and compare with the signed heads that are kept elsewhere.\n\nSign in to see it: ${link}\n\nPlease do not forward this.`,
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
  inquiry_asked: {
    subject: (caseNumber) => `A question from another department waits: ${caseNumber}`,
    text: (caseNumber, link) =>
      `On case ${caseNumber} another department asks yours something, to be answered in time.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  inquiry_answered: {
    subject: (caseNumber) => `Your question to another department is answered: ${caseNumber}`,
    text: (caseNumber, link) =>
      `What you asked another department on case ${caseNumber} has been answered.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  intervention_proposed: {
    subject: (caseNumber) => `An intervention waits for a decision: ${caseNumber}`,
    text: (caseNumber, link) =>
      `An intervention was proposed on case ${caseNumber}. Your department decides whether it is carried out.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  intervention_decided: {
    subject: (caseNumber) => `An intervention was decided on: ${caseNumber}`,
    text: (caseNumber, link) =>
      `An intervention on case ${caseNumber} was decided on. If it was approved, those who carry it out begin soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  officer_recused: {
    subject: (caseNumber) => `Somebody stepped out and an officer is needed: ${caseNumber}`,
    text: (caseNumber, link) =>
      `An officer stepped out of case ${caseNumber}, nobody else of that department can take the work, and its clocks go on. Please see that somebody takes it.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  message_added: {
    subject: (caseNumber) => `A reporter has written on a closed case: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} is closed or sealed, and a reporter has written again. Please see whether it has to be worked anew; a sealed case opens by emergency access.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  recovery_code_used: {
    subject: () => "A recovery code of your account was used",
    text: (_caseNumber, link) =>
      `Somebody has just passed the second step of signing in to your account with a recovery code. If it was you, there is nothing to do. If not, change your password, end the other sessions and make new recovery codes at once, and tell an administrator.\n\nSign in to see it: ${link}\n\nPlease do not forward this.`,
  },
  report_astray: {
    subject: (caseNumber) => `A reporter says that a report went to the wrong department: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A reporter of case ${caseNumber} says that the report went to the wrong department. Please check soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  retaliation_recorded: {
    subject: (number) => `A matter of protecting a reporter is to be taken up: ${number}`,
    text: (number, link) =>
      `Matter ${number} was recorded just now for the procuratorate to take up; its clock runs.\n\nSign in to see it: ${link}\n\nTo protect the reporter, mail carries nothing of it. Tell no unit that it exists. Please do not forward it.`,
  },
  supplement_added: {
    subject: (caseNumber) => `Something was added after closing: ${caseNumber}`,
    text: (caseNumber, link) =>
      `After case ${caseNumber} was closed or sealed, its reporter added something. A closed case is worked again as the guideline says, with new assignments in the queues; a sealed one is read by emergency access only.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  work_handed_back: {
    subject: (_caseNumber: string): string => "Work has come back to the desk and needs an officer",
    text: (_caseNumber: string, link: string): string =>
      `The account of an officer of your department was switched off. Their work lies with the desk again, and its clocks go on: please see that somebody takes it.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail says nothing about any case. Please do not forward it.`,
  },
  match_proposed: {
    subject: (caseNumber) => `Perhaps the same child, to be looked at: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Case ${caseNumber} and another one are perhaps the same child’s, and wait for somebody to decide.\n\nSign in to see them: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  cases_joined: {
    subject: (caseNumber) => `Another case was joined: ${caseNumber}`,
    text: (caseNumber, link) =>
      `Another case was joined to case ${caseNumber}. All assignments and clocks go on, on the joined case.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  join_undone: {
    subject: (caseNumber) => `A join was undone: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A join of case ${caseNumber} was undone. The two cases are worked apart again.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  evidence_added: {
    subject: (caseNumber) => `A file came after closing: ${caseNumber}`,
    text: (caseNumber, link) =>
      `After case ${caseNumber} was closed or sealed, its reporter handed in a file. A closed case is worked again as the guideline says, with new assignments in the queues; a sealed one is read by emergency access only.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  second_factors_reset: {
    subject: () => "The second factors of your account were reset",
    text: (_caseNumber, link) =>
      `Somebody who manages your account has just reset its second factors. The former ones and the recovery codes are void and every session has ended; you set up a new one when you next sign in. If you did not ask for this, tell an administrator and an auditor at once, and change your password.\n\nSign in to see it: ${link}\n\nPlease do not forward this.`,
  },
  password_link_handed: {
    subject: () => "A link to a new password was made for your account",
    text: (_caseNumber, link) =>
      `Somebody who manages your account has just made a link to a new password for it, good for one hour, to be handed to you in person. If you did not ask for this, sign in and change your password at once, which voids the link, and tell an administrator and an auditor.\n\nSign in to see it: ${link}\n\nPlease do not forward this.`,
  },
  clock_warned: {
    subject: (caseNumber) => `A time limit ends soon: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A time limit of case ${caseNumber} ends soon. Please do what it asks before it ends.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  clock_breached: {
    subject: (caseNumber) => `A time limit has passed: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A time limit that your department owes on case ${caseNumber} has passed. Please do what it asks now. The timeline says that it passed.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  clock_to_procuratorate: {
    subject: (caseNumber) => `A department is overdue, please urge it: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A department's time limit on case ${caseNumber} has passed; the procuratorate is asked to urge it. Which limit and whose it is stands on the case page.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  clock_to_coordinator: {
    subject: (caseNumber) => `A department is overdue, please urge it: ${caseNumber}`,
    text: (caseNumber, link) =>
      `A department's time limit on case ${caseNumber} has passed; the coordinator is asked to urge it.\n\nSign in: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  work_sent: {
    subject: (caseNumber) => `Work from another desk: ${caseNumber}`,
    text: (caseNumber, link) =>
      `By a transfer, or to work it jointly, an assignment on case ${caseNumber} has come to your department. Its clocks go on: please accept it or look at it soon. If it is no longer there when you look, the other desk took it back.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  work_came_back: {
    subject: (caseNumber) => `Work that was sent has come back: ${caseNumber}`,
    text: (caseNumber, link) =>
      `An assignment on case ${caseNumber} that your department had sent was returned, or taken back by your own desk. It is your department’s again, and its clocks go on. The reason stands among the movements of the case.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
  work_reassigned: {
    subject: (caseNumber) => `An objection was upheld and the work is yours: ${caseNumber}`,
    text: (caseNumber, link) =>
      `An objection to the routing of case ${caseNumber} was upheld, and the assignment has come to your department. Its clocks go on: please accept it soon.\n\nSign in to see it: ${link}\n\nTo protect those concerned, mail carries nothing of the case. Please do not forward it.`,
  },
};
