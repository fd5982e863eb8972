import type { api as source } from "../zh-CN/api.ts";

export const api: typeof source = {
  notJson: { title: "The body is not JSON", detail: "Send JSON in UTF-8 with Content-Type: application/json." },
  tooLarge: { title: "The body is too large", detail: "The JSON of one report may be at most 1 MB." },
  notAccepted: {
    title: "The report has mistakes",
    detail: "Correct the fields below and send it again with the same Idempotency-Key.",
  },
  keyMissing: { title: "No API key", detail: "Send the unit's API key as a Bearer token in the Authorization header." },
  keyUnknown: {
    title: "The API key is not valid",
    detail: "It does not exist or is switched off. Ask the unit's lead.",
  },
  conflict: {
    title: "This Idempotency-Key was used for another report",
    detail: "Repeat a request with exactly the same report; use a new Idempotency-Key for a new one.",
  },
  idempotencyKey: {
    title: "The Idempotency-Key is malformed",
    detail: "Use 1 to 200 visible ASCII characters, a UUID for example.",
  },
  receiptAbsent: { title: "No such receipt", detail: "Check the sixteen digits of the receipt." },
  receiptMalformed: {
    title: "The receipt code is malformed",
    detail: "A receipt code has sixteen digits, the last of which is a check digit. Check it and try again.",
  },
  tooMany: (seconds) => ({
    title: "Too many requests",
    detail: `Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`,
  }),
  methodNotAllowed: { title: "Method not allowed", detail: "See /api/v1/openapi.json for the methods there are." },
  unavailable: {
    title: "Not available for the moment",
    detail: "The report has not been received. Try again shortly with the same Idempotency-Key.",
  },
  about: {
    title: "Mandatory reporting of harm to minors: API",
    description:
      "Systems of schools, hospitals and other units file reports, read receipts and rehearse the routing rules. Where there is danger, call 110 or 120 first.",
    fileReport: "File a report",
    readReceipt: "Read a receipt: how far each department has come",
    rehearse: "Rehearse: which departments the guidelines would send this report to (nothing is stored)",
    filed: "Received. The receipt code is returned this once.",
    receiptFound: "The state of the report; nothing in it identifies a child.",
    rehearsed: "What the guidelines decide.",
  },
};
