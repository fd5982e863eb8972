/** Letters to officers. The reader may be anywhere: a case number and a link, and nothing about the child. */
export const notices = {
  assignment_delivered: {
    subject: (caseNumber: string): string => `新任务单待签收：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一份新任务单分到您的部门，需要尽快签收。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
};
