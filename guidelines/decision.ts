import type { BothLanguages } from "./city.ts";
import type { FactRecord, FactValue } from "./condition.ts";
import type { Capacity, UrgencyLevel } from "./edition.ts";

/** One change of one fact that would have led the rule elsewhere. `with` and `without` are members of a set. */
export type Change = {
  readonly fact: string;
  readonly to: FactValue | { readonly with: string } | { readonly without: string };
};

/** One rule as it was considered. `caution`: it fired because an answer was not known. */
export type TracedRule = {
  readonly rule: string;
  readonly outcome: "fired" | "not_fired" | "unknown";
  readonly caution: boolean;
  readonly used: FactRecord;
  readonly missing: readonly string[];
  readonly wouldChange: readonly Change[];
};

/** How a decision came about: every rule considered, what it saw, what it lacked, what would have turned it. */
export type Trace = {
  readonly facts: FactRecord;
  readonly missing: readonly string[];
  readonly definitions: readonly { readonly id: string; readonly outcome: boolean | null }[];
  readonly district: readonly { readonly rule: string; readonly outcome: "fired" | "not_fired" | "unknown" }[];
  readonly urgency: readonly TracedRule[];
  readonly routing: readonly TracedRule[];
};

export type ClockDecision = {
  readonly clock: string;
  /** Null for a limit without a number, or when the calendar of that year is not published yet. */
  readonly dueAt: string | null;
  readonly source: string;
  /** The last day may still move: the holidays of its year are not published yet. */
  readonly provisional?: true;
  readonly calendarMissing?: true;
};

export type AssignmentDecision = {
  readonly department: string;
  readonly district: string;
  readonly capacity: Capacity;
  /** The primary rule: strongest capacity, then highest priority. */
  readonly rule: string;
  /** All rules that fired for this department. */
  readonly rules: readonly string[];
  readonly why: BothLanguages;
  readonly basis: readonly string[];
  readonly clocks: readonly ClockDecision[];
  /** Clocks that start later, on an event of this department's work. */
  readonly laterClocks: readonly string[];
  readonly suggestedInterventions: readonly string[];
};

export type DistrictDecision = {
  readonly lead: string;
  readonly informed: readonly string[];
  /** Places outside the city whose authorities must be told by the lead (Beijing regulation 61). */
  readonly outside: readonly string[];
  readonly rule: string;
  readonly why: BothLanguages;
};

export type UrgencyDecision = {
  readonly level: UrgencyLevel;
  readonly rule: string;
  readonly rules: readonly string[];
  readonly why: BothLanguages;
  readonly basis: readonly string[];
  /** Set for caution: an answer that decides was not known. */
  readonly caution: boolean;
};

export type Decision = {
  readonly edition: string;
  readonly at: string;
  readonly district: DistrictDecision;
  readonly urgency: UrgencyDecision;
  readonly assignments: readonly AssignmentDecision[];
  readonly trace: Trace;
};

/** A decision as it was stored by `serialiseDecision`. */
export function readDecision(stored: string): Decision {
  return JSON.parse(stored);
}
