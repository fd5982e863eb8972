import type { accounts as chinese } from "../zh-CN/accounts.ts";

export const accounts: typeof chinese = {
  signIn: {
    title: "Staff sign-in",
    lead: "For duty officers and case officers of the police, the procuratorate, civil affairs, the women's federation and other departments, and for units, coordinators and administrators.",
    login: "Login",
    password: "Password",
    submit: "Sign in",
    forgotten: "Forgotten password",
    reporter: "No sign-in is needed to report harm.",
    toReport: "Report",
    ended:
      "The session has ended (30 minutes of rest, or 12 hours in all). After signing in again, the page from before comes back.",
    signedOut: "Signed out.",
    problems: {
      login_missing: "Enter the login.",
      password_missing: "Enter the password.",
      wrong:
        "The login or the password is not right. Check upper and lower case and try again; if the password is forgotten, choose “Forgotten password” below.",
      passkey: "The passkey was not accepted. Try again, or sign in with login and password.",
      slow_down: "Too many attempts. Wait five minutes and try again. The account is not locked.",
    },
    passkey: "Sign in with a passkey",
    passkeyHint: "For whoever has added a passkey under “My account”: no login and no password needed.",
    oidc: "Sign in with the city's identity",
    other: "Other ways to sign in",
    oidcProblems: {
      unreachable:
        "The identity service does not answer just now. Try again later, or sign in with login and password.",
      refused: "The identity service did not let the sign-in through. Try again, or sign in with login and password.",
      unknown_account: "This identity has no account here that can be used. Ask the administrator.",
      too_late: "The sign-in took more than five minutes, or was begun in another browser. Begin again.",
      slow_down: "Too many attempts. Wait a few minutes and try again.",
    },
    demo: "The logins and passwords of the demo stand in the terminal that started the portal, and in .data/demo.json.",
  },
  signOut: "Sign out",
  ownAccount: "My account",
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
    "identity-requests": "Identity requests",
    oversight: "Emergency reviews",
    emergency: "Emergency access",
    intake: "For a caller",
    retention: "Retention",
    overview: "Overview",
    audit: "Audit",
    mail: "Mail",
  },
};
