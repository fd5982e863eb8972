import { sql } from "drizzle-orm";
import type { Db, Tx } from "./connection.ts";
import type { AccountRole } from "./schema/index.ts";

/** Somebody signed in. `districts` holds division codes, or `*`. */
export interface AccountActor {
  readonly kind: AccountRole;
  readonly accountId: string;
  readonly department: string | null;
  readonly districts: readonly string[];
  readonly unitId: string | null;
}

/** Whoever is filing a report, or has shown its receipt. Sees that one report. */
export interface ReporterActor {
  readonly kind: "reporter";
  readonly reportId: string;
  readonly caseId: string;
  readonly draftKey?: Buffer;
}

/** Whoever presents a draft's token or code, as a keyed hash. Sees that one draft. */
export interface DraftActor {
  readonly kind: "draft";
  readonly draftKey: Buffer;
}

/** Whoever presents a receipt code, as a keyed hash. Sees that one receipt, and may become its reporter. */
export interface ReceiptActor {
  readonly kind: "receipt";
  readonly codeHash: Buffer;
}

/** An officer who presents a case's number to open it in an emergency. Sees that case's row, and may open it for an hour. */
export interface EmergencyActor {
  readonly kind: "emergency";
  readonly accountId: string;
  readonly number: string;
}

/** Whoever presents an invitation's token, as a keyed hash. May become that account. */
export interface InvitedActor {
  readonly kind: "invited";
  readonly tokenHash: Buffer;
}

/** Whoever presents the code of a link to a new password, as a keyed hash. May become the account that it is for. */
export interface PasswordLinkActor {
  readonly kind: "password_link";
  readonly tokenHash: Buffer;
}

/** Whoever shows a document's verification code, as a keyed hash. Sees that one document's row, and nothing in it opens. */
export interface DocumentActor {
  readonly kind: "document";
  readonly codeHash: Buffer;
}

/** Nobody in particular: may sign in. */
export interface PublicActor {
  readonly kind: "public";
}

export type Actor =
  | AccountActor
  | ReporterActor
  | DraftActor
  | ReceiptActor
  | EmergencyActor
  | InvitedActor
  | PasswordLinkActor
  | DocumentActor
  | PublicActor;
export const anyone: PublicActor = { kind: "public" };

/** An officer or a lead: somebody who works cases at a department's desk. */
export interface Officer extends AccountActor {
  readonly kind: "officer" | "lead";
  readonly department: string;
}

interface Settings {
  readonly kind: string;
  readonly accountId?: string;
  readonly department?: string;
  readonly districts?: string;
  readonly unitId?: string;
  readonly reportId?: string;
  readonly caseId?: string;
  /** A draft's token or code, a receipt's code, an invitation's token: the keyed hash under which one row is found. */
  readonly presentedKey?: string;
  /** The number under which one case is found. */
  readonly presentedNumber?: string;
}

function settingsOf(actor: Actor): Settings {
  switch (actor.kind) {
    case "public":
      return { kind: "public" };
    case "draft":
      return { kind: "draft", presentedKey: actor.draftKey.toString("hex") };
    case "receipt":
    case "document":
      return { kind: actor.kind, presentedKey: actor.codeHash.toString("hex") };
    case "emergency":
      return { kind: "emergency", accountId: actor.accountId, presentedNumber: actor.number };
    case "invited":
    case "password_link":
      return { kind: actor.kind, presentedKey: actor.tokenHash.toString("hex") };
    case "reporter":
      return {
        kind: "reporter",
        reportId: actor.reportId,
        caseId: actor.caseId,
        ...(actor.draftKey ? { presentedKey: actor.draftKey.toString("hex") } : {}),
      };
    default:
      return {
        kind: actor.kind,
        accountId: actor.accountId,
        department: actor.department ?? "",
        districts: actor.districts.join(","),
        unitId: actor.unitId ?? "",
      };
  }
}

/** All settings in one statement, local to the transaction: what is not given is emptied, never inherited. */
const set = (settings: Settings) => sql`select
  set_config('portal.actor_kind', ${settings.kind}, true),
  set_config('portal.account_id', ${settings.accountId ?? ""}, true),
  set_config('portal.department', ${settings.department ?? ""}, true),
  set_config('portal.districts', ${settings.districts ?? ""}, true),
  set_config('portal.unit_id', ${settings.unitId ?? ""}, true),
  set_config('portal.report_id', ${settings.reportId ?? ""}, true),
  set_config('portal.case_id', ${settings.caseId ?? ""}, true),
  set_config('portal.presented_key', ${settings.presentedKey ?? ""}, true),
  set_config('portal.presented_number', ${settings.presentedNumber ?? ""}, true)`;

async function inTransaction<T>(db: Db, settings: Settings, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.orm.transaction(async (tx) => {
    await tx.execute(set(settings));
    return work(tx);
  });
}

/**
 * The only door to the database for people: one transaction in which row-level security sees this actor.
 * A row that the actor may not see is absent, not forbidden.
 */
export function asActor<T>(db: Db, actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, settingsOf(actor), work);
}

/** The worker's door: the portal acts for itself, inside a named job. Only `portal_worker` is let through by policy. */
export function asSystem<T>(db: Db, job: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, { kind: "system", accountId: job }, work);
}

/** Becomes the reporter whose receipt was just found, for the rest of this transaction. */
export async function becomeReporter(tx: Tx, reporter: Omit<ReporterActor, "kind">): Promise<void> {
  await tx.execute(set(settingsOf({ ...reporter, kind: "reporter" })));
}

/** Becomes the officer who has just found a case by its number, for the rest of this transaction. */
export async function becomeOfficer(tx: Tx, officer: Officer): Promise<void> {
  await tx.execute(set(settingsOf(officer)));
}

/** Becomes the account whose link to a new password was just used, for the rest of this transaction. */
export async function becomeAccount(tx: Tx, account: AccountActor): Promise<void> {
  await tx.execute(set(settingsOf(account)));
}
