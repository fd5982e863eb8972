import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { caseEvents } from "#db/schema/index.ts";
import { readProposal, readSealedPair } from "./queries.ts";

/**
 * Opens the identities of the two children of a pair (调阅): both timelines and the audit trail know it before anything is
 * shown. Null where the reader does not read both cases.
 */
export async function openPair(tx: Tx, actor: Officer, caseNumber: string, proposalId: string, now: Date) {
  const stored = await readProposal(tx, caseNumber, proposalId);
  if (stored === null) return null;
  const both = [stored.one, stored.other];
  await tx.insert(caseEvents).values(
    both.map((matter) => ({
      id: newId(),
      caseId: matter.id,
      kind: "identity_opened" as const,
      at: now,
      accountId: actor.accountId,
      department: actor.department,
      district: matter.district,
    })),
  );
  const sealed = await readSealedPair(tx, stored);
  for (const matter of both) {
    await recordDeed(tx, {
      action: "match_compared",
      caseId: matter.id,
      caseNumber: matter.number,
      subjectId: proposalId,
    });
  }
  return { stored, sealed };
}
