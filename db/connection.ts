import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/index.ts";

/** Queries in Drizzle's words, inside or outside a transaction. */
type Orm = PostgresJsDatabase<typeof schema>;

/** One transaction with an actor set: the only thing that commands and queries may use. See `actor.ts`. */
export type Tx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

export interface Db {
  readonly orm: Orm;
  /** The bare driver, for LISTEN and for the door in `actor.ts`. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  /** Most connections at once. */
  readonly max: number;
  /** Shown in `pg_stat_activity`. */
  readonly name: string;
}

/** Opens a pool to the portal's database with the role that the address names. Connects at first use. */
export function openDatabase(url: string, { max, name }: ConnectionOptions): Db {
  const sql = postgres(url, {
    max,
    connect_timeout: 5,
    idle_timeout: 0,
    onnotice: () => {},
    // Row-level policies make every plan look costly enough to compile, which takes longer than to run it.
    // A page that waits longer than this for a row has failed; the reader is told, and the row is free again.
    connection: {
      application_name: name,
      statement_timeout: 15_000,
      lock_timeout: 10_000,
      timezone: "UTC",
      jit: "off",
    },
  });
  return { orm: drizzle(preparing(sql), { schema }), sql, close: () => sql.end({ timeout: 5 }) };
}

/**
 * Drizzle hands its statements over as text to be parsed and planned anew each time, in two round trips; with
 * row-level policies in every plan that is the dearest part of a query. Prepared, a statement is planned once a
 * connection. (A pooler in front must therefore keep sessions, not transactions.)
 */
function preparing<C extends postgres.Sql | postgres.TransactionSql>(client: C): C {
  return new Proxy(client, {
    get(target, key) {
      if (key === "unsafe") {
        const unsafe: postgres.Sql["unsafe"] = (query, parameters, options) =>
          target.unsafe(query, parameters, { ...options, prepare: true });
        return unsafe;
      }
      if (key === "begin" && "begin" in target) {
        return (work: (tx: postgres.TransactionSql) => unknown) => target.begin((tx) => work(preparing(tx)));
      }
      if (key === "savepoint" && "savepoint" in target) {
        return (work: (tx: postgres.TransactionSql) => unknown) => target.savepoint((tx) => work(preparing(tx)));
      }
      return Reflect.get(target, key);
    },
  });
}
