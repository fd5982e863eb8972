import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, customType, timestamp } from "drizzle-orm/pg-core";

/** A moment. Always with time zone; days are `date` in string mode. */
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Sealed content or a keyed hash: opaque bytes to the database. */
export const bytes = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** Writes the CHECK constraint of a column from the same list that types it; Drizzle's `enum` is a promise to the compiler only. */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(", "))})`);
