import type { MovedRows } from "#db/schema/index.ts";

/** Why a decision was not taken. Each has its sentence in `app/copy`, matching. */
const refusalCodes = ["decided_already", "case_changed", "reason_missing", "objection_open", "joined_on"] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** The domain says no; nothing has changed. */
export class MatchRefusal extends Error {
  override readonly name = "MatchRefusal";
  readonly code: RefusalCode;

  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/** What a row belongs to: the row of another table that a column of its own names. */
interface Follows {
  readonly column: string;
  readonly of:
    | "reports"
    | "parties"
    | "case_notes"
    | "assignments"
    | "meetings"
    | "interventions"
    | "intervention_moves";
}

/** A table whose rows belong to a case, and how its rows are known again when a join is undone. */
export interface CaseTable {
  readonly table: string;
  /** Names a row; rows that a join moved go back by it. */
  readonly key: string;
  /** Rows written since the join go back with what they belong to; all others stay with the case they were written on. */
  readonly follows?: readonly Follows[];
}

const withReport: Follows = { column: "report_id", of: "reports" };
const withChild: Follows = { column: "party_id", of: "parties" };
const withWork: Follows = { column: "assignment_id", of: "assignments" };

/**
 * What goes along when a case is joined to another, in the order in which it moves. tests/integration/matching fails on a
 * table with a case that stands neither here nor in `staysBehind`.
 */
export const movedTables: readonly CaseTable[] = [
  { table: "reports", key: "id" },
  { table: "parties", key: "id", follows: [withReport] },
  { table: "blind_indexes", key: "id", follows: [withChild] },
  { table: "match_profiles", key: "party_id", follows: [withChild] },
  { table: "match_tokens", key: "party_id", follows: [withChild] },
  { table: "data_keys", key: "id" },
  { table: "evidence", key: "id", follows: [withReport] },
  { table: "routing_decisions", key: "id", follows: [withReport] },
  { table: "identity_requests", key: "id", follows: [withReport] },
  { table: "deliveries", key: "report_id", follows: [withReport] },
  { table: "objections", key: "id", follows: [withWork] },
  { table: "movements", key: "id", follows: [withWork] },
  { table: "case_notes", key: "id" },
  { table: "note_shares", key: "note_id", follows: [{ column: "note_id", of: "case_notes" }] },
  { table: "meetings", key: "id" },
  { table: "meeting_desks", key: "meeting_id", follows: [{ column: "meeting_id", of: "meetings" }] },
  { table: "meeting_tasks", key: "id", follows: [{ column: "meeting_id", of: "meetings" }] },
  { table: "interventions", key: "id" },
  { table: "intervention_moves", key: "id", follows: [{ column: "intervention_id", of: "interventions" }] },
  { table: "intervention_secrets", key: "move_id", follows: [{ column: "move_id", of: "intervention_moves" }] },
  { table: "visits", key: "id" },
  { table: "register_entries", key: "id", follows: [withWork] },
  { table: "inquiries", key: "id" },
  { table: "documents", key: "id", follows: [withReport, withWork] },
  { table: "case_events", key: "id" },
];

/** Moved in a way of their own, see `joining.ts` and `undoing.ts`. */
export const movedApart: readonly string[] = [
  "assignments",
  "clocks",
  "case_holds",
  "assessments",
  "case_access",
  "recusals",
];

/** What stays with the case it speaks of: an hour that was granted, what was found and decided about the pair, the trail. */
export const staysBehind: readonly string[] = [
  "emergency_accesses",
  "match_proposals",
  "unheld_pairs",
  "case_joins",
  "audit_entries",
];

/** Of two cases the older remains: its number is the one that is known on paper. */
export function remaining<C extends { readonly id: string; readonly openedAt: Date }>(
  one: C,
  other: C,
): readonly [C, C] {
  const first = one.openedAt.getTime() - other.openedAt.getTime() || (one.id < other.id ? -1 : 1);
  return first < 0 ? [one, other] : [other, one];
}

/** The ids that a join moved in one table. */
export const movedIds = (moved: MovedRows, table: string): readonly string[] => moved.rows[table] ?? [];
