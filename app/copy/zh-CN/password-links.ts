/** A new password for whoever forgot theirs: asking for the link, its letters, and the page that it opens. */
export const passwordLinks = {
  ask: {
    title: "忘记密码",
    lead: "填写登录名，或者帐号登记的电子邮箱。如果有这个帐号，会收到一封邮件，里面是设置新密码的链接，一小时内有效，只能用一次。",
    who: "登录名或电子邮箱",
    whoHint: "几个帐号共用一个邮箱时，请填登录名。",
    submit: "发送链接",
    back: "返回登录",
    problems: {
      missing: "请填写登录名或电子邮箱。",
      malformed: "含有无法识别的字符，请重新输入。",
    },
    slowDown: (minutes: number) => `请求次数太多，请 ${minutes} 分钟后再试。已经收到的链接仍然可以用。`,
    noMail: {
      title: "没有登记邮箱，或者收不到邮件",
      text: "请联系管理您帐号的人：值守员找本部门负责人，单位报告人找本单位强制报告负责人，其他人找系统管理员。他们核对身份后，可以当面交给您一个同样的链接。",
    },
    factor: "新密码不影响二次验证：登录时仍然需要验证器、通行密钥或恢复码。",
  },
  asked: {
    title: "请查看邮箱",
    text: "如果平台上有这个帐号，并且登记了邮箱，几分钟内会收到邮件。为了保护帐号，这里不显示是否有这个帐号。",
    next: "没有收到时，请先看垃圾邮件；仍然没有，请检查填写的登录名或邮箱，再试一次。",
    again: "再试一次",
  },
  choose: {
    title: "设置新密码",
    lead: "打开邮件里的链接时，链接码会自动填好。打不开链接时，把链接码抄在下面。",
    code: "链接码",
    codeHint: "20 位字母和数字，可以带横线，也可以直接粘贴整个链接。",
    open: "打开",
    malformed: "链接码是 20 位字母和数字，请核对是不是少抄或者多抄了。",
    slowDown: (minutes: number) => `尝试次数太多，请 ${minutes} 分钟后再试。`,
    login: "登录名",
    chosen: "新密码",
    chosenHint: (least: number) => `至少 ${least} 个字符，不要求大小写或符号；几个不相干的词连起来就很好。`,
    again: "再输一遍新密码",
    ends: "设置后，这个帐号的所有登录马上结束，需要用新密码重新登录。",
    submit: "设置新密码",
    problems: {
      password_missing: "请填写新密码。",
      password_differs: "两遍密码不一样，请重新输入。",
      too_short: "密码太短，至少 12 个字符。",
      too_long: "密码太长，最多 256 个字符。",
      common: "这个密码太常见，容易被猜到，请换一个。",
      contains_login: "密码里不要含有登录名。",
      contains_unit: "密码里不要含有单位名称。",
    },
    gone: {
      title: "这个链接不能用",
      text: "链接可能已经用过，超过了一小时，或者链接码抄错了。",
      next: "请重新申请一个链接；新链接发出后，请用最近收到的一封邮件。",
      askAgain: "重新申请",
    },
    done: {
      title: "新密码已经设置好",
      text: "所有登录都已结束。请用新密码登录，登录时照常需要二次验证。",
      signIn: "去登录",
    },
  },
  letters: {
    link: {
      subject: "设置新密码的链接",
      text: (link: string, code: string): string =>
        `有人在平台上申请为您的帐号设置新密码。\n\n链接（一小时内有效，只能用一次）：${link}\n打不开链接时，在平台上输入链接码：${code}\n\n如果不是您本人申请，请不要打开，密码不会改变。请勿把链接转发给任何人，工作人员不会向您索要。`,
    },
    changed: {
      subject: "帐号的密码已经重新设置",
      text: (link: string): string =>
        `您帐号的密码刚刚通过一次性链接重新设置，所有登录已经结束。\n\n如果不是您本人操作，请马上联系管理您帐号的人停用帐号，并重新申请链接：${link}`,
    },
  },
};
