import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { type Actor, asActor, asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import type { TestPortals } from "#tests/support/portal.ts";
import type { Somebody, Target } from "./one-case.ts";

/** Ends a trial whatever it did: nothing of it stays. */
class Undo extends Error {}

export interface Row {
  readonly [column: string]: unknown;
}

const isRefusal = (error: unknown): boolean => {
  const cause = error instanceof Error && error.cause instanceof postgres.PostgresError ? error.cause : error;
  return cause instanceof postgres.PostgresError && cause.code === "42501";
};

/** A trigger, a key or a check refused what the policies had let through. */
const isBroken = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof postgres.PostgresError && error.cause.code.startsWith("23");

/** Does something as somebody, in one transaction that leaves nothing behind. */
export async function undone(portals: TestPortals, who: Somebody, work: (tx: Tx) => Promise<void>): Promise<void> {
  const inside = async (tx: Tx): Promise<void> => {
    await work(tx);
    throw new Undo();
  };
  try {
    if (who === "worker") await asSystem(portals.worker.db, "matrix", inside);
    else if (who === "idle_worker") await portals.worker.db.orm.transaction(inside);
    else if (who === "nobody") await portals.web.db.orm.transaction(inside);
    else await asActor(portals.web.db, who, inside);
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
}

/** How a statement ended: a policy or a missing right refused it or found no row for it, a trigger, a key or a check did, nothing did. */
type Ending = "refused" | "broken" | "done";

/** Tries a statement and undoes it at once. */
export async function attempted(tx: Tx, statement: string): Promise<Ending> {
  let ending: Ending = "refused";
  try {
    await tx.transaction(async (savepoint) => {
      if (((await savepoint.execute(statement)).count ?? 0) > 0) ending = "done";
      throw new Undo();
    });
  } catch (error) {
    if (isBroken(error)) return "broken";
    if (!(error instanceof Undo) && !isRefusal(error)) throw error;
  }
  return ending;
}

/** Whether the database lets a statement through as far as permission goes, and it finds a row. */
export const permitted = async (tx: Tx, statement: string): Promise<boolean> =>
  (await attempted(tx, statement)) !== "refused";

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`;
export const accountOf = (who: Somebody): Extract<Actor, { accountId: string }> | null =>
  typeof who === "object" && "accountId" in who ? who : null;

/** What a policy asks of a changed row besides whose it is: filled in as an honest command would, column by column in SQL. */
function changeOf(target: Target, columns: readonly string[], who: Somebody): Readonly<Record<string, string>> {
  const me = `'${accountOf(who)?.accountId ?? randomUUID()}'`;
  const honest: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    emergency_accesses: { reviewed_by: me, reviewed_at: "now()", outcome: "'justified'" },
    match_proposals: {
      state: "'apart'",
      reason: "'another_child'",
      decided_by: me,
      department: "portal.department()",
      decided_at: "now()",
    },
    case_joins: {
      state: "'undo_asked'",
      undo_by: me,
      undo_department: "portal.department()",
      undo_asked_at: "now()",
    },
    recusals: { ended_by: me, ended_at: "now()" },
    identity_requests: { decided_by: me, decided_at: "now()", outcome: "'refused'" },
    password_links: { used_at: "now()" },
    inquiries:
      typeof who === "object" && "department" in who && who.department === "police"
        ? { state: "'withdrawn'", ended_by: me, ended_at: "now()" }
        : { state: "'answered'", sealed_answer: "'x'", ended_by: me, ended_at: "now()" },
    documents: { withdrawn_by: me, withdrawn_at: "now()", withdrawn_reason: "'other'" },
    meetings: { state: "'cancelled'", sealed_record: "'x'", ended_by: me, ended_at: "now()" },
    meeting_tasks: { state: "'done'", sealed_result: "'x'", done_by: me, done_at: "now()" },
    register_entries: { ended_by: me, ended_at: "now()", end_reason: "'other'" },
    case_holds: { released_by: me, released_at: "now()" },
    objections: { decided_by: me, decided_at: "now()", outcome: "'upheld'" },
    retaliations: { state: "'taken'", taken_by: me, taken_at: "now()" },
  };
  const isWorker = who === "worker" || who === "idle_worker";
  const own = isWorker ? undefined : honest[target.table];
  return own ?? Object.fromEntries(columns.map((column) => [column, `"${column}"`]));
}

/** What a new row says of whoever writes it: their own name, as an honest command would. */
function ownRow(row: Row, who: Somebody): Row {
  const me = accountOf(who);
  const mine: Record<string, unknown> = {};
  const set = (column: string, value: unknown) => {
    if (column in row) mine[column] = value;
  };
  if ("id" in row && !("token_hash" in row && "code_hash" in row)) set("id", randomUUID());
  if (me !== null) {
    for (const column of [
      "account_id",
      "requested_by",
      "recorded_by",
      "invited_by",
      "shared_by",
      "asked_by",
      "called_by",
      "entered_by",
      "raised_by",
    ]) {
      if (row[column] !== null) set(column, me.accountId);
    }
    if (
      "department" in me &&
      me.department !== null &&
      ("account_id" in row || "opened_at" in row || "called_by" in row)
    )
      set("department", me.department);
    if ("requested_by" in row && "department" in me) {
      set("department", me.department);
      set("level", me.kind === "officer" ? "procuratorate_lead" : "coordinator");
      set("outcome", null);
    }
    // A join is asked for: which rows it moves is filled in by the job.
    if ("from_case_id" in row && "department" in me) {
      for (const [column, value] of Object.entries({
        decided_by: me.accountId,
        department: me.department,
        state: "asked",
        automatic: false,
        moved: null,
      }))
        set(column, value);
    }
    if ("department" in me) for (const column of ["shared_from", "from_department"]) set(column, me.department);
  }
  return { ...row, ...mine };
}

export interface Trial {
  readonly target: Target;
  readonly row: Row;
  /** Columns that some role may change, and those it may fill in. */
  readonly changeable: readonly string[];
  readonly fillable: readonly string[];
}

/** How somebody goes about it. `lie` is what they say against the truth, in a new row or in one that they change. */
export function statementsOf(who: Somebody, trial: Trial, lie: Row = {}) {
  const { target, row, changeable, fillable } = trial;
  const { table, where } = target;
  const values = JSON.stringify({ ...ownRow(row, who), ...lie });
  const columns = fillable.map((column) => `"${column}"`).join(", ");
  const changes = {
    ...changeOf(target, changeable, who),
    ...Object.fromEntries(Object.entries(lie).map(([column, value]) => [column, literal(String(value))])),
  };
  const set = Object.entries(changes).map(([column, value]) => `"${column}" = ${value}`);
  return {
    r: `select 1 from ${table} where ${where}`,
    a: `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, ${literal(values)}::jsonb)`,
    c: `update ${table} set ${set.join(", ")} where ${where}`,
    d: `delete from ${table} where ${where}`,
    /** The columns that an honest change fills in. */
    changes: Object.keys(changes),
  };
}

/** What somebody may do with a row: r read, a add one like it, c change it, d delete it. */
export async function lettersOf(portals: TestPortals, who: Somebody, trial: Trial): Promise<string> {
  const { changeable, fillable } = trial;
  const statements = statementsOf(who, trial);
  let letters = "";
  await undone(portals, who, async (tx) => {
    if (await permitted(tx, statements.r)) letters += "r";
    if (fillable.length > 0 && (await permitted(tx, statements.a))) letters += "a";
    if (changeable.length > 0 && (await permitted(tx, statements.c))) letters += "c";
    if (await permitted(tx, statements.d)) letters += "d";
  });
  return letters;
}
