export * from "./accounts.ts";
export * from "./assignments.ts";
export * from "./cases.ts";
export * from "./clocks.ts";
export * from "./outbox.ts";
export * from "./reports.ts";
