import type { AppLoadContext } from "@remix-run/node";
import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { anyone, asActor } from "#db/actor.ts";
import type { DocumentKind } from "#db/schema/index.ts";
import { type ParsedCode, parseVerificationCode, verificationHash } from "./code.ts";
import { officeName } from "./office.ts";
import { documentOfCode } from "./queries.ts";
import { checkPrefixLength, checksByAddress, checksByPrefix } from "./rules.ts";
import { fingerprintOf } from "./sheet.ts";

/** What anybody learns of a document who shows its code. Nobody's name, no case, no report. */
export interface Checked {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly office: string;
  readonly issuedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly fingerprint: string;
}

export type CheckProblem =
  | { readonly kind: NonNullable<ParsedCode["problem"]> | "unknown" }
  | { readonly kind: "slow_down"; readonly minutes: number; readonly seconds: number };

export interface Check {
  readonly typed: string;
  readonly problem: CheckProblem | null;
  readonly found: Checked | null;
}

/**
 * Checks a verification code. Attempts are counted by address and by how the code begins, right ones included; the
 * first that is one too many is put on the audit trail. A wrong code and an absent one get the same answer by the same way.
 */
export async function checkCode({ portal, clientAddress, locale }: AppLoadContext, given: string): Promise<Check> {
  const typed = given.slice(0, 60);
  const { code, problem } = parseVerificationCode(typed);
  if (problem !== undefined) return { typed, problem: { kind: problem }, found: null };
  const wait = await mayTry(portal, clientAddress, code);
  if (wait !== null) {
    return {
      typed,
      problem: { kind: "slow_down", minutes: Math.ceil(wait / 60), seconds: wait },
      found: null,
    };
  }
  const codeHash = verificationHash(portal.vault, code);
  const found = await asActor(portal.db, { kind: "document", codeHash }, (tx) => documentOfCode(tx, codeHash));
  if (found === null) return { typed, problem: { kind: "unknown" }, found: null };
  return {
    typed,
    problem: null,
    found: {
      kind: found.kind,
      number: found.number,
      office: officeName(portal, locale, found),
      issuedAt: found.issuedAt,
      withdrawnAt: found.withdrawnAt,
      fingerprint: fingerprintOf(found.contentHash),
    },
  };
}

async function mayTry({ db, vault }: Portal, clientAddress: string, code: string): Promise<number | null> {
  const allowances = [
    { ...checksByAddress, key: clientAddress },
    { ...checksByPrefix, key: code.slice(0, checkPrefixLength) },
  ];
  for (const allowance of allowances) {
    const taken = await takeToken(db, vault, allowance);
    if (taken.firstRefused) {
      await asActor(db, anyone, (tx) => recordDeed(tx, { action: "document_check_refused", reason: "slow_down" }));
    }
    if (!taken.allowed) return taken.retryAfterSeconds;
  }
  return null;
}
