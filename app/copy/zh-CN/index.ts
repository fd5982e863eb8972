// One line an area, in alphabetical order; the English twin must list the same areas.
export { accounts } from "./accounts.ts";
export { api } from "./api.ts";
export { audit } from "./audit.ts";
export { cases } from "./cases.ts";
export { configuration } from "./configuration.ts";
export { edition } from "./edition.ts";
export { errors } from "./errors.ts";
export { home } from "./home.ts";
export { keys } from "./keys.ts";
export { notes } from "./notes.ts";
export { notices } from "./notices.ts";
export { problems } from "./problems.ts";
export { queues } from "./queues.ts";
export { receipt } from "./receipt.ts";
export { report } from "./report.ts";
export { shell } from "./shell.ts";
export { triage } from "./triage.ts";
