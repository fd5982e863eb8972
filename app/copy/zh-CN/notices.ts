/** Letters to officers. The reader may be anywhere: a case number and a link, and nothing about the child. */
export const notices = {
  assignment_delivered: {
    subject: (caseNumber: string): string => `新任务单待签收：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一份新任务单分到您的部门，需要尽快签收。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  emergency_access: {
    subject: (caseNumber: string): string => `个案被紧急调阅：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 刚刚被紧急调阅，开放一小时。\n\n请登录平台查看是谁、为什么：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  identity_request: {
    subject: (caseNumber: string): string => `查看报告人身份的申请待决定：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一份查看报告人身份的申请，等待您决定。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  identity_decided: {
    subject: (caseNumber: string): string => `您的申请已有决定：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `您就个案 ${caseNumber} 提出的申请已有决定。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  officer_recused: {
    subject: (caseNumber: string): string => `有人回避，需要安排承办人：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有承办人回避，该部门没有其他人可以接手，时限继续计算，请尽快安排。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  work_handed_back: {
    subject: (_caseNumber: string): string => "有任务单退回值守台，需要重新安排承办人",
    text: (_caseNumber: string, link: string): string =>
      `本部门一名承办人的帐号已停用，其名下的任务单已退回值守台，时限继续计算，请尽快安排承办人。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
};
