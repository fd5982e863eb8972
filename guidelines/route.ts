export type {
  AssignmentDecision,
  Change,
  ClockDecision,
  Decision,
  DistrictDecision,
  Trace,
  TracedRule,
  UrgencyDecision,
} from "./decision.ts";
