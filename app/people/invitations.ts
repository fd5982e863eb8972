import { and, desc, eq, isNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { newHandedCode } from "#app/accounts/handed-code.ts";
import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type AccountRole, accounts, invitations, units } from "#db/schema/index.ts";
import { type InvitationState, invitationDays, invitationState, manages, type Standing } from "./rules.ts";

const tokenHashOf = ({ vault }: Pick<Portal, "vault">, code: string): Buffer => vault.token("invitation", code);

/** An invitation that was just made. Its code is shown this once and exists nowhere else. */
export interface Invited {
  readonly id: string;
  readonly code: string;
  readonly displayName: string;
  readonly role: AccountRole;
  readonly expiresAt: Date;
}

/** Keeps a place for somebody. Null where the actor does not manage people of this standing: policies refuse it too. */
export async function invite(
  tx: Tx,
  { vault }: Pick<Portal, "vault">,
  actor: AccountActor,
  { displayName, standing }: { readonly displayName: string; readonly standing: Standing },
  now: Date,
): Promise<Invited | null> {
  if (!manages(actor, standing)) return null;
  const id = newId();
  const code = newHandedCode();
  const { role, department, unitId } = standing;
  const expiresAt = new Date(now.getTime() + invitationDays * 86_400_000);
  await tx.insert(invitations).values({
    id,
    tokenHash: tokenHashOf({ vault }, code),
    role,
    department,
    districts: [...standing.districts],
    unitId,
    displayName,
    invitedBy: actor.accountId,
    createdAt: now,
    expiresAt,
  });
  const details = { role, department, districts: standing.districts.join(), unitId };
  await recordDeed(tx, { action: "account_invited", subjectId: id, details });
  return { id, code, displayName, role, expiresAt };
}

/** Takes an invitation back that nobody has used; false when there is none (any more) that this actor manages. */
export async function withdrawInvitation(tx: Tx, id: string, now: Date): Promise<boolean> {
  const withdrawn = await tx
    .update(invitations)
    .set({ withdrawnAt: now })
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt), isNull(invitations.withdrawnAt)))
    .returning({ id: invitations.id });
  if (withdrawn.length === 0) return false;
  await recordDeed(tx, { action: "account_invited", subjectId: id, reason: "withdrawn" });
  return true;
}

/** One line of the list of invitations. */
export interface InvitationLine {
  readonly id: string;
  readonly displayName: string;
  readonly role: AccountRole;
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unitName: string | null;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly state: InvitationState;
}

/** More are a matter of months ago. */
const mostInvitations = 100;

/** The invitations of people whom this actor manages, the newest first: row-level security picks them. */
export async function listInvitations(tx: Tx, now: Date): Promise<readonly InvitationLine[]> {
  const rows = await tx
    .select({
      id: invitations.id,
      displayName: invitations.displayName,
      role: invitations.role,
      department: invitations.department,
      districts: invitations.districts,
      unitName: units.name,
      invitedBy: accounts.displayName,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      usedAt: invitations.usedAt,
      withdrawnAt: invitations.withdrawnAt,
    })
    .from(invitations)
    .innerJoin(accounts, eq(accounts.id, invitations.invitedBy))
    .leftJoin(units, eq(units.id, invitations.unitId))
    .orderBy(desc(invitations.createdAt))
    .limit(mostInvitations);
  return rows.map(({ usedAt, withdrawnAt, ...row }) => ({
    ...row,
    state: invitationState({ usedAt, withdrawnAt, expiresAt: row.expiresAt }, now),
  }));
}

/** What an invited person is told: who invites, and to what. */
export interface OpenInvitation {
  readonly displayName: string;
  readonly role: AccountRole;
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unitName: string | null;
  readonly expiresAt: Date;
  readonly by: { readonly displayName: string; readonly role: AccountRole; readonly department: string | null };
}

/** The invitation of a code, while it can be used. Used, expired, withdrawn and unknown are the same: null. */
export async function openInvitation(portal: Portal, code: string, now: Date): Promise<OpenInvitation | null> {
  const tokenHash = tokenHashOf(portal, code);
  return asActor(portal.db, { kind: "invited", tokenHash }, async (tx) => {
    const found = await findOpen(tx, tokenHash, now);
    if (found === null) return null;
    const { invitation, giver, unitName } = found;
    const { displayName, role, department, districts, expiresAt } = invitation;
    return { displayName, role, department, districts, expiresAt, unitName, by: giver };
  });
}

async function findOpen(tx: Tx, tokenHash: Buffer, now: Date) {
  const [found] = await tx
    .select({
      invitation: invitations,
      giver: { displayName: accounts.displayName, role: accounts.role, department: accounts.department },
      unitName: units.name,
    })
    .from(invitations)
    .innerJoin(accounts, and(eq(accounts.id, invitations.invitedBy), eq(accounts.active, true)))
    .leftJoin(units, eq(units.id, invitations.unitId))
    .where(eq(invitations.tokenHash, tokenHash))
    .for("update", { of: invitations });
  return found === undefined || invitationState(found.invitation, now) !== "open" ? null : found;
}

/** What the invited person chose. */
export interface Chosen {
  readonly login: string;
  readonly passwordHash: string;
  readonly email: string | null;
}

export type Become =
  | { readonly outcome: "made"; readonly accountId: string }
  | { readonly outcome: "gone" }
  | { readonly outcome: "login_taken" };

/**
 * Makes the account that an invitation keeps a place for: role, department, districts and unit are the invitation's
 * (policy `accounts_made` holds them to it), login and password the person's own. An invitation makes one account.
 */
export async function becomeAccount(portal: Portal, code: string, chosen: Chosen, now: Date): Promise<Become> {
  const tokenHash = tokenHashOf(portal, code);
  return asActor(portal.db, { kind: "invited", tokenHash }, async (tx): Promise<Become> => {
    const found = await findOpen(tx, tokenHash, now);
    if (found === null) return { outcome: "gone" };
    const { id, displayName, role, department, districts, unitId } = found.invitation;
    const accountId = newId();
    const made = await tx
      .insert(accounts)
      .values({ id: accountId, displayName, role, department, districts, unitId, ...chosen, createdAt: now })
      .onConflictDoNothing({ target: accounts.login })
      .returning({ id: accounts.id });
    if (made.length === 0) return { outcome: "login_taken" };
    await tx.update(invitations).set({ usedAt: now, accountId }).where(eq(invitations.id, id));
    await recordDeed(tx, { action: "account_created", subjectId: accountId, details: { invitation: id, role } });
    return { outcome: "made", accountId };
  });
}
