import type { accounts as chinese } from "../zh-CN/accounts.ts";

export const accounts: typeof chinese = {
  signIn: {
    title: "Staff sign-in",
    lead: "For duty officers and case officers of the police, the procuratorate, civil affairs, the women's federation and other departments, and for units, coordinators and administrators.",
    login: "Login",
    password: "Password",
    submit: "Sign in",
    reporter: "No sign-in is needed to report harm.",
    toReport: "Report",
    ended:
      "The session has ended (30 minutes of rest, or 12 hours in all). After signing in again, the page from before comes back.",
    signedOut: "Signed out.",
    problems: {
      login_missing: "Enter the login.",
      password_missing: "Enter the password.",
      wrong:
        "The login or the password is not right. Check upper and lower case and try again; if the password is forgotten, ask the administrator.",
      slow_down: "Too many attempts. Wait five minutes and try again. The account is not locked.",
    },
    demo: "The logins and passwords of the demo stand in the terminal that started the portal, and in .data/demo.json.",
  },
  signOut: "Sign out",
  cityWide: "Whole city",
  roles: {
    officer: "Duty officer",
    lead: "Head of department",
    unit_lead: "Reporting lead of a unit",
    unit_reporter: "Reporter of a unit",
    coordinator: "Coordinator",
    admin: "Administrator",
    auditor: "Auditor",
  },
  desks: {
    unit: "Unit",
    people: "People",
    triage: "Triage",
    objections: "Objections",
    overview: "Overview",
    mail: "Mail",
  },
};
