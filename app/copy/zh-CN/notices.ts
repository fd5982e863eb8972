/** Letters to officers. The reader may be anywhere: a case number and a link, and nothing about the child. */
export const notices = {
  assignment_delivered: {
    subject: (caseNumber: string): string => `新任务单待签收：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一份新任务单分到您的部门，需要尽快签收。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  audit_chain_broken: {
    subject: (_caseNumber: string): string => "审计链校验发现异常",
    text: (_caseNumber: string, link: string): string =>
      `最近一次校验发现审计链不完整或者被改动。请不要改动系统，立即登录查看断在哪一条，并与另行保存的每日签名比对。\n\n请登录平台查看：${link}\n\n请勿转发。`,
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
  inquiry_asked: {
    subject: (caseNumber: string): string => `有协查询问待答复：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有其他部门向您的部门提出询问，需要在时限内答复。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  inquiry_answered: {
    subject: (caseNumber: string): string => `协查询问已有答复：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `您就个案 ${caseNumber} 提出的协查询问已有答复。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  intervention_proposed: {
    subject: (caseNumber: string): string => `有干预措施待决定：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一项新提出的干预措施，等待您的部门决定是否办理。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  intervention_decided: {
    subject: (caseNumber: string): string => `干预措施已有决定：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 的一项干预措施已有决定。批准办理的，请承办部门尽快开始。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  officer_recused: {
    subject: (caseNumber: string): string => `有人回避，需要安排承办人：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有承办人回避，该部门没有其他人可以接手，时限继续计算，请尽快安排。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  message_added: {
    subject: (caseNumber: string): string => `已结案的个案有报告人来信：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 已经结案或者封存，一名报告人又写来了消息，请查看是否需要重新办理；已封存的，按紧急调阅打开。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  recovery_code_used: {
    subject: (_caseNumber: string): string => "您的帐号刚用过一个恢复码",
    text: (_caseNumber: string, link: string): string =>
      `有人刚用恢复码通过了您帐号的第二道验证。如果是您本人，无需处理。如果不是，请立即修改密码、结束其他会话并重新生成恢复码，同时报告系统管理员。\n\n请登录平台查看：${link}\n\n请勿转发。`,
  },
  report_astray: {
    subject: (caseNumber: string): string => `报告人反映送错了部门：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 的一名报告人反映，报告送错了部门，请尽快核对。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  retaliation_recorded: {
    subject: (number: string): string => `有一件报告人保护事项待受理：${number}`,
    text: (number: string, link: string): string =>
      `事项 ${number} 刚刚记录，由检察机关受理，时限已经开始计算。\n\n请登录平台查看：${link}\n\n为保护报告人，邮件不写任何内容。不得向任何单位透露有这件事项。请勿转发。`,
  },
  supplement_added: {
    subject: (caseNumber: string): string => `结案后收到补充：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 结案或者封存以后，报告人又补充了情况。已经结案的，按指引重新办理，待办里有新的任务单；已经封存的，须经紧急调阅才能查看。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  work_handed_back: {
    subject: (_caseNumber: string): string => "有任务单退回值守台，需要重新安排承办人",
    text: (_caseNumber: string, link: string): string =>
      `本部门一名承办人的帐号已停用，其名下的任务单已退回值守台，时限继续计算，请尽快安排承办人。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  match_proposed: {
    subject: (caseNumber: string): string => `可能是同一儿童，待核对：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 与另一个个案可能是同一儿童，等待核对。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  cases_joined: {
    subject: (caseNumber: string): string => `另一个个案并入：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `另一个个案已并入个案 ${caseNumber}。各部门的任务单和时限照旧，在合并后的个案中办理。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  join_undone: {
    subject: (caseNumber: string): string => `个案合并已撤销：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 的一次合并已撤销，两个个案重新分开办理。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  evidence_added: {
    subject: (caseNumber: string): string => `结案后收到新的材料：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 结案或者封存以后，报告人又提交了材料。已经结案的，按指引重新办理，待办里有新的任务单；已经封存的，须经紧急调阅才能查看。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  second_factors_reset: {
    subject: (_caseNumber: string): string => "您帐号的二次验证已被重置",
    text: (_caseNumber: string, link: string): string =>
      `有管理人员刚重置了您帐号的二次验证：原来的验证方式和恢复码都已作废，所有登录已经结束，下次登录时重新设置。如果不是您本人提出的，请立即报告系统管理员和审计员，并修改密码。\n\n请登录平台查看：${link}\n\n请勿转发。`,
  },
  password_link_handed: {
    subject: (_caseNumber: string): string => "有人为您的帐号生成了设置新密码的链接",
    text: (_caseNumber: string, link: string): string =>
      `有管理人员刚为您的帐号生成了一个设置新密码的链接，一小时内有效，由对方当面交给您。如果不是您本人提出的，请立即登录修改密码，链接随即作废，并报告系统管理员和审计员。\n\n请登录平台查看：${link}\n\n请勿转发。`,
  },
  clock_warned: {
    subject: (caseNumber: string): string => `时限将到：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一项时限即将到期，请在到期前办理。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  clock_breached: {
    subject: (caseNumber: string): string => `时限已超期：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一项由您的部门承担的时限已经超期，请马上办理。超期已经记入时间线。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  clock_to_procuratorate: {
    subject: (caseNumber: string): string => `有部门超期，请督促：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一个部门的时限已经超期，请检察机关督促。哪一项时限、由谁承担，见个案页。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  clock_to_coordinator: {
    subject: (caseNumber: string): string => `有部门超期，请督促：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 有一个部门的时限已经超期，请统筹督查员督促。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  work_sent: {
    subject: (caseNumber: string): string => `其他值守台送来任务单：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 经移送或者联合办理，有任务单送到您的部门，时限继续计算，请尽快签收或者查看。打开时已经没有这份任务单的，是对方撤回了。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  work_came_back: {
    subject: (caseNumber: string): string => `送出的任务单已经回来：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 由您的部门送出的任务单，已被对方退回或者由本部门撤回，重新由您的部门办理，时限继续计算。理由写在个案的“移送与联合办理”里。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
  work_reassigned: {
    subject: (caseNumber: string): string => `分流异议成立，任务单改派到您的部门：${caseNumber}`,
    text: (caseNumber: string, link: string): string =>
      `个案 ${caseNumber} 的一份任务单，因分流异议成立改派到您的部门，时限继续计算，请尽快签收。\n\n请登录平台查看：${link}\n\n为保护当事人，邮件不写任何案情。请勿转发。`,
  },
};
