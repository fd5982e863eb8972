/** Letters to officers. The reader may be anywhere: a case number and a link, and nothing about the child. */
export const notices = {
  assignment_delivered: {
    subject: (caseNumber: string): string => `新任务单待签收：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一份新任务单分到您的部门，需要尽快签收。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  work_handed_back: {
    subject: (_caseNumber: string): string => "有任务单退回值守台，需要重新安排承办人",
    text: (_caseNumber: string, link: string): string =>
      `本部门一名承办人的帐号已停用，其名下的任务单已退回值守台，时限继续计算，请尽快安排承办人。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
};
