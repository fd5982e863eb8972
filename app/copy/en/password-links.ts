/** A new password for whoever forgot theirs: asking for the link, its letters, and the page that it opens. */
export const passwordLinks = {
  ask: {
    title: "Forgotten password",
    lead: "Enter your login, or the mail address of your account. If there is such an account, a mail with a link to a new password is on its way; the link works for one hour, once.",
    who: "Login or mail address",
    whoHint: "Where several accounts share an address, enter the login.",
    submit: "Send the link",
    back: "Back to sign-in",
    problems: {
      missing: "Enter your login or mail address.",
      malformed: "This holds characters that cannot be read; type it again.",
    },
    slowDown: (minutes: number) =>
      `Too many requests. Try again in ${minutes} minutes; links that have arrived still work.`,
    noMail: {
      title: "No mail address, or no mail",
      text: "Ask whoever manages your account: officers their head of department, a unit's reporters their unit's lead, everybody else an administrator. Once they know that it is you, they can hand you a link of the same kind.",
    },
    factor:
      "A new password leaves the second factor as it is: signing in still asks for your app, passkey or recovery code.",
  },
  asked: {
    title: "Look at your mail",
    text: "If there is such an account with a mail address, a letter arrives within minutes. To protect accounts, this page does not tell whether there is one.",
    next: "Nothing there? Look among unwanted mail first; then check the login or address that you typed and try again.",
    again: "Try again",
  },
  choose: {
    title: "Set a new password",
    lead: "The link in the mail fills in the code by itself. Where it does not open, copy the code here.",
    code: "Code",
    codeHint: "20 letters and digits, dashes allowed; the whole link can be pasted too.",
    open: "Open",
    malformed: "The code has 20 letters and digits; check whether some are missing or too many.",
    slowDown: (minutes: number) => `Too many attempts. Try again in ${minutes} minutes.`,
    login: "Login",
    chosen: "New password",
    chosenHint: (least: number) =>
      `At least ${least} characters, no rule on which ones; a few unrelated words together do well.`,
    again: "New password again",
    ends: "All sessions of this account end at once; sign in again with the new password.",
    submit: "Set the new password",
    problems: {
      password_missing: "Enter the new password.",
      password_differs: "The two passwords differ; type them again.",
      too_short: "Too short: at least 12 characters.",
      too_long: "Too long: at most 256 characters.",
      common: "This password is too common and easily guessed; choose another one.",
      contains_login: "The password must not contain the login.",
      contains_unit: "The password must not contain the unit's name.",
    },
    gone: {
      title: "This link cannot be used",
      text: "It may have been used already, be more than an hour old, or the code was copied wrongly.",
      next: "Ask for another one, and then use the letter that came last.",
      askAgain: "Ask for another link",
    },
    done: {
      title: "The new password is set",
      text: "All sessions have ended. Sign in with the new password; the second factor is asked for as ever.",
      signIn: "Sign in",
    },
  },
  letters: {
    link: {
      subject: "Link to a new password",
      text: (link: string, code: string): string =>
        `Somebody asked the portal for a new password for your account.\n\nThe link (works for one hour, once): ${link}\nWhere it does not open, enter this code at the portal: ${code}\n\nIf it was not you, do not open it: the password stays as it is. Pass the link on to nobody; no colleague will ask you for it.`,
    },
    changed: {
      subject: "The password of your account was set anew",
      text: (link: string): string =>
        `The password of your account was just set anew by a one-time link, and all its sessions have ended.\n\nIf it was not you, have your account switched off at once by whoever manages it, and ask for a new link: ${link}`,
    },
  },
};
