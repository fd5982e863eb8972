import { v7 as newId } from "uuid";
import type { Tx } from "#db/connection.ts";
import { notices, outbox } from "#db/schema/index.ts";

interface Letter {
  readonly accountId: string;
  readonly kind: string;
  /** What it is about: one letter of a kind for each thing and person. */
  readonly subjectId: string;
  readonly caseNumber: string;
}

/** Owes people letters and promises their sending, once a thing and person however often. Returns how many are owed now. */
export async function oweLetters(tx: Tx, letters: readonly Letter[]): Promise<number> {
  if (letters.length === 0) return 0;
  const owed = await tx
    .insert(notices)
    .values(letters.map((letter) => ({ id: newId(), ...letter })))
    .onConflictDoNothing()
    .returning({ id: notices.id });
  if (owed.length === 0) return 0;
  await tx
    .insert(outbox)
    .values(owed.map(({ id }) => ({ id: newId(), kind: "send-mail", payload: { v: 1, noticeId: id } })));
  return owed.length;
}
