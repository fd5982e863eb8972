import postgres from "postgres";
import type { TestDatabase } from "./postgres.ts";

/** Does something as the owner of the database, whom no policy holds: to set up what no command of the portal does. */
export async function asOwner<T>({ ownerUrl }: TestDatabase, act: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return await act(sql);
  } finally {
    await sql.end();
  }
}
