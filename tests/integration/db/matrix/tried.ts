import type postgres from "postgres";
import type { TestPortals } from "#tests/support/portal.ts";
import { liesLetThrough } from "./forging.ts";
import type { OneCase } from "./one-case.ts";
import { lettersOf, type Row, type Trial } from "./probe.ts";

/** What everybody may do with one row of the matrix, and which untruths the database takes in it. */
export interface Tried {
  readonly letters: Readonly<Record<string, string>>;
  readonly lies: ReadonlySet<string>;
}

/** Tries a row as everybody, one after the other; nothing that is tried stays. */
export async function triedByEverybody(
  owner: postgres.Sql,
  portals: TestPortals,
  found: OneCase,
  name: string,
): Promise<Tried> {
  const target = found.targets[name];
  if (target === undefined) throw new Error(`no row of the test stands for "${name}"`);
  const [row] = await owner.unsafe(`select to_jsonb(t) as row from ${target.table} t where ${target.where}`);
  if (row === undefined) throw new Error(`the test's case has no ${name}`);
  const letters: Record<string, string> = {};
  const lies = new Set<string>();
  for (const [somebody, who] of Object.entries(found.people)) {
    const role = who === "worker" || who === "idle_worker" ? "portal_worker" : "portal_web";
    const trial: Trial = {
      target,
      row: row.row as Row,
      changeable: await columnsFor(owner, target.table, "UPDATE", role),
      fillable: await columnsFor(owner, target.table, "INSERT", role),
    };
    letters[somebody] = await lettersOf(portals, who, trial);
    if (role === "portal_worker") continue;
    for (const lie of await liesLetThrough(portals, found, who, trial)) lies.add(lie);
  }
  return { letters, lies };
}

const privileges = new WeakMap<postgres.Sql, Map<string, Promise<string[]>>>();

/** Columns of a table for which a role holds a privilege. */
export function columnsFor(
  owner: postgres.Sql,
  name: string,
  privilege: "INSERT" | "UPDATE",
  role: string,
): Promise<string[]> {
  const known = privileges.get(owner) ?? new Map<string, Promise<string[]>>();
  privileges.set(owner, known);
  const key = `${name} ${privilege} ${role}`;
  const columns = known.get(key) ?? readColumns(owner, name, privilege, role);
  known.set(key, columns);
  return columns;
}

async function readColumns(
  owner: postgres.Sql,
  name: string,
  privilege: "INSERT" | "UPDATE",
  role: string,
): Promise<string[]> {
  const rows = await owner`select column_name from information_schema.column_privileges
    where grantee = ${role} and table_schema = 'public' and table_name = ${name} and privilege_type = ${privilege}
    order by column_name`;
  return rows.map(({ column_name }) => String(column_name));
}
