import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { identityOpenings, identityRequests, outbox } from "#db/schema/index.ts";
import { ownRequests, readAskableReport, readRequest } from "./queries.ts";
import {
  checkDecision,
  checkReason,
  checkWords,
  decides,
  type IdentityReason,
  IdentityRefusal,
  levelFor,
  mayAsk,
  standingOf,
} from "./rules.ts";

/** Where the words of a request are sealed, under the installation's oversight key. */
export const requestPlace = (id: string, column: "sealed_reason" | "sealed_decision"): Place => ({
  table: "identity_requests",
  column,
  row: id,
});

/**
 * An officer of a department that does not know who reported asks to. `absent` for a report that their desk does not
 * work. Whether the report was filed anonymously plays no part: the answer must not tell. Throws `IdentityRefusal`.
 */
export async function askForIdentity(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly reportId: string; readonly reason: string; readonly words: string },
  now: Date,
): Promise<{ readonly caseNumber: string } | "absent"> {
  const report = mayAsk(actor.department) ? await readAskableReport(tx, input.reportId) : null;
  if (report === null) return "absent";
  // A form sent twice waits here, and then finds the first one done.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`identity request ${actor.accountId}`}, 0))`);
  const standings = (await ownRequests(tx, actor.accountId, report.id)).map(({ request }) => standingOf(request, now));
  if (standings.includes("waiting")) throw new IdentityRefusal("already_asked");
  if (standings.includes("granted")) throw new IdentityRefusal("already_granted");
  const reason = checkReason(input.reason);
  const words = checkWords(input.words);
  const id = newId();
  const level = levelFor(actor.kind);
  await tx.insert(identityRequests).values({
    id,
    caseId: report.caseId,
    reportId: report.id,
    district: report.district,
    requestedBy: actor.accountId,
    department: actor.department,
    level,
    reason,
    sealedReason: seal(await installationKey(tx, portal, "oversight"), requestPlace(id, "sealed_reason"), words),
    requestedAt: now,
  });
  await tellPeople(tx, "identity_request", id);
  await recordDeed(tx, {
    action: "identity_requested",
    caseId: report.caseId,
    caseNumber: report.caseNumber,
    subjectId: report.id,
    compartment: "department",
    reason,
    details: { request: id, level },
  });
  return { caseNumber: report.caseNumber };
}

/**
 * Grants a request for some hours, or refuses it. Decided once, never by the asker. `absent` for a request that the
 * actor may not see. Throws `IdentityRefusal`.
 */
export async function decideRequest(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  input: { readonly id: string; readonly outcome: string; readonly hours: string; readonly words: string },
  now: Date,
): Promise<"decided" | "absent"> {
  const found = await readRequest(tx, input.id);
  if (found === null) return "absent";
  const { request, caseNumber } = found;
  if (decides(actor) !== request.level || request.requestedBy === actor.accountId) {
    throw new IdentityRefusal("not_yours");
  }
  if (request.decidedAt !== null) throw new IdentityRefusal("already_decided");
  const { outcome, hours, words } = checkDecision(input);
  const oversight = await installationKey(tx, portal, "oversight");
  const [decided] = await tx
    .update(identityRequests)
    .set({
      outcome,
      decidedBy: actor.accountId,
      decidedAt: now,
      sealedDecision: seal(oversight, requestPlace(request.id, "sealed_decision"), words),
      expiresAt: outcome === "granted" ? new Date(now.getTime() + hours * 3_600_000) : null,
    })
    .where(and(eq(identityRequests.id, request.id), isNull(identityRequests.decidedAt)))
    .returning({ id: identityRequests.id });
  if (decided === undefined) throw new IdentityRefusal("already_decided");
  await tellPeople(tx, "identity_decided", request.id);
  await recordDeed(tx, {
    action: outcome === "granted" ? "identity_granted" : "identity_refused",
    caseId: request.caseId,
    caseNumber,
    subjectId: request.reportId,
    compartment: "department",
    reason: request.reason,
    details: { request: request.id, officer: request.requestedBy, hours },
  });
  return "decided";
}

/** Puts on the reporter's receipt that an office opened who reported; and on a request, that it was made use of. */
export async function markOpened(
  tx: Tx,
  actor: Officer,
  opening: { readonly reportId: string; readonly reason: IdentityReason; readonly requestId: string | null },
  now: Date,
): Promise<void> {
  const { reportId, reason, requestId } = opening;
  await tx
    .insert(identityOpenings)
    .values({ id: newId(), reportId, department: actor.department, reason, openedAt: now });
  if (requestId === null) return;
  await tx
    .update(identityRequests)
    .set({ openedAt: now })
    .where(and(eq(identityRequests.id, requestId), isNull(identityRequests.openedAt)));
}

const tellPeople = (tx: Tx, about: "identity_request" | "identity_decided", subjectId: string) =>
  tx.insert(outbox).values({ id: newId(), kind: "tell-people", payload: { v: 1, about, subjectId } });
