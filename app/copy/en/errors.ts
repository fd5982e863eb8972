import type { errors as zh } from "../zh-CN/errors.ts";

export const errors = {
  pages: {
    400: {
      title: "This address or request cannot be read",
      what: "The address may have lost or gained a character, or what was sent is not in the expected form.",
      next: "Check the address and try again, or start from the home page.",
    },
    403: {
      title: "This was not done",
      what: "The request does not seem to come from a page of this portal, or the account may not do this. Nothing was changed.",
      next: "Go to the home page and use the buttons there; for a permission, ask the administrator of the unit.",
    },
    404: {
      title: "There is no such page",
      what: "The address may be mistyped, or the page is gone.",
      next: "Reporting, receipts and sign-in can all be reached from the home page.",
    },
    405: {
      title: "This page does not take that kind of request",
      what: "The request does not fit the page. Nothing was changed.",
      next: "Go to the home page and use the buttons there.",
    },
    410: {
      title: "This page has expired",
      what: "It could be used for a limited time, which has passed.",
      next: "Start again from the home page. Reports already filed are not affected; the receipt code still opens them.",
    },
    413: {
      title: "That is too large",
      what: "It is more than this page can take, and was not saved.",
      next: "Go back, shorten the text, or add the files one by one.",
    },
    429: {
      title: "Too many attempts",
      what: "There were too many attempts within a short time, so there is a pause. Nothing that was saved is lost.",
      next: "Wait a few minutes and try again. In an emergency call 110 directly.",
    },
    500: {
      title: "Something went wrong in the portal",
      what: "This was not caused by what was entered, and it has been recorded. A report whose receipt was shown is not lost.",
      next: "Try again later. In an emergency call 110 directly; do not wait for the portal.",
    },
    503: {
      title: "The portal is not available for now",
      what: "It is being restored. A report whose receipt was shown is not lost.",
      next: "Try again in a minute or two; go back to send again what was being filled in. In an emergency call 110 directly.",
    },
  },
  sendAgain: {
    title: "This page was left open too long",
    what: "Everything that was filled in is still here. It has not been sent yet and nothing was changed. Press once more.",
    send: "Send again",
  },
  requestNumber: (id: string) => `Error number: ${id}`,
  requestNumberHint: "This number is all that technical support needs; do not describe the case to them.",
  nextAtDesk: "Check the number or the address. A case that your department is not on shows this page too.",
  toDesk: "Back to my desk",
  toHome: "Go to the home page",
  toReport: "Report harm to a child",
  toReceipt: "Follow a report",
} satisfies typeof zh;
