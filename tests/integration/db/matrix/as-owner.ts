import postgres from "postgres";

class Undo extends Error {}

/** Does something as the owner and takes it back: the rows are as they were for the next test. */
export async function undone(
  owner: postgres.Sql,
  work: (sql: postgres.TransactionSql) => Promise<void>,
): Promise<void> {
  const inside = async (sql: postgres.TransactionSql) => {
    await work(sql);
    throw new Undo();
  };
  await owner.begin(inside).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
}

/** How the database answers a statement: "done", or what refused it. A statement that finds no row is a fault of the test. */
export async function answerTo(sql: postgres.TransactionSql, statement: string): Promise<string> {
  try {
    return await sql.savepoint(async (point) => {
      const { count, command } = await point.unsafe(statement);
      if (count === 0) throw new Error(`${command} found no row`);
      // Those that wait for the end of the transaction speak now.
      await point.unsafe("set constraints all immediate");
      return "done";
    });
  } catch (error) {
    if (!(error instanceof postgres.PostgresError) || !error.code.startsWith("23")) throw error;
    return error.constraint_name ?? error.message;
  }
}

/** Puts rows as no command would: no trigger looks. */
export async function arrange(sql: postgres.TransactionSql, statements: readonly string[]): Promise<void> {
  if (statements.length === 0) return;
  await sql.unsafe("set local session_replication_role = replica");
  for (const statement of statements) await sql.unsafe(statement);
  await sql.unsafe("set local session_replication_role = origin");
}
