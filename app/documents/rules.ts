import type { Officer } from "#db/actor.ts";
import type { DocumentKind, WithdrawalReason } from "#db/schema/index.ts";

/** A document as far as rules ask about it. */
interface Issued {
  readonly department: string;
  readonly district: string;
  readonly withdrawnAt: Date | null;
}

const covers = (actor: Officer, district: string): boolean =>
  actor.districts.includes("*") || actor.districts.includes(district);

/** A desk as an office that issues and receives. */
export interface Office {
  readonly department: string;
  readonly district: string;
}

/** Whether an office is the officer's own. */
export const isOwnOffice = (actor: Officer, office: Office): boolean =>
  office.department === actor.department && covers(actor, office.district);

/** Only the office that issued a document withdraws it, and once. */
export const mayWithdraw = (actor: Officer, document: Issued): boolean =>
  document.withdrawnAt === null && isOwnOffice(actor, document);

/**
 * Departments that know who reported by their office (the column "reporter's identity" of the domain). Only their
 * registration carries it: what one officer was shown on request is not for a paper that the whole desk reads.
 */
export const printsReporter = (department: string): boolean =>
  department === "police" || department === "procuratorate";

/** Kinds that a desk working the case issues; a transfer letter is the sending desk's alone. */
export const deskKinds = ["registration", "receipt_notice", "case_summary"] as const satisfies readonly DocumentKind[];

/** Why a document is withdrawn, in the order they are offered. */
export const withdrawalReasonCodes = [
  "wrong_content",
  "wrong_recipient",
  "replaced",
  "other",
] as const satisfies readonly WithdrawalReason[];

/** Reads a posted reason for withdrawing; null for none or one that is unknown. */
export const withdrawalReason = (given: unknown): WithdrawalReason | null =>
  withdrawalReasonCodes.find((reason) => reason === given) ?? null;

/** Attempts at a verification code, right ones included: from one address, and on codes that begin alike from anywhere. */
export const checksByAddress = { use: "document check by address", limit: 60, windowSeconds: 900 };
export const checksByPrefix = { use: "document check by prefix", limit: 60, windowSeconds: 3_600 };
export const checkPrefixLength = 4;

/** PDFs drawn for one reader within a quarter of an hour: each costs half a second of a core. Policy value. */
export const drawingsByReader = { use: "document drawing", limit: 60, windowSeconds: 900 };

/** Whether a part of an address has the form of a document's id. */
export const isDocumentId = (id: string | undefined): id is string =>
  id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
