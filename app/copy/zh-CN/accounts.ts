/** Signing in and out, and the pages of those who work no case. */
export const accounts = {
  signIn: {
    title: "工作人员登录",
    lead: "公安、检察、民政、妇联等部门的值守与承办人员，以及单位、统筹和管理人员，从这里进入工作台。",
    login: "登录名",
    password: "密码",
    submit: "登录",
    reporter: "报告侵害情况不需要登录。",
    toReport: "去报告",
    ended: "登录已经失效（闲置超过 30 分钟或已满 12 小时）。重新登录后会回到刚才的页面。",
    signedOut: "已经退出登录。",
    problems: {
      login_missing: "请填写登录名。",
      password_missing: "请填写密码。",
      wrong: "登录名或密码不对。请检查大小写后再试；忘记密码时，请与本单位的系统管理员联系。",
      slow_down: "尝试的次数太多，请等 5 分钟再试。帐号没有被锁定。",
    },
    demo: "演示帐号的登录名和密码，在启动平台的终端里，也在 .data/demo.json 里。",
  },
  signOut: "退出",
  cityWide: "全市",
  roles: {
    officer: "值守员",
    lead: "部门负责人",
    unit_lead: "单位强制报告负责人",
    unit_reporter: "单位报告人",
    coordinator: "统筹督查员",
    admin: "系统管理员",
    auditor: "审计员",
  },
  desks: {
    triage: "待办",
    objections: "异议审核",
    overview: "总览",
    mail: "通知邮件",
  },
};
