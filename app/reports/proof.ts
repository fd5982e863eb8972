import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { signText, verifyText } from "#app/platform/crypto.ts";

/** What a proof says. Nobody's name, no situation, no place: that something was reported, under which number, when. */
const ProofStatement = z.strictObject({
  v: z.literal(1),
  what: z.literal("mandatory-report-filed"),
  issuer: z.string(),
  number: z.string(),
  filedAt: z.iso.datetime(),
});
export type ProofStatement = z.infer<typeof ProofStatement>;

/**
 * A proof of having reported: the statement and an Ed25519 signature over it, both in base64url, with a dot between.
 * Anybody can check it offline with the published key.
 */
export function makeProof(
  signingKey: KeyObject,
  issuer: string,
  { number, filedAt }: { number: string; filedAt: Date },
): string {
  const statement: ProofStatement = {
    v: 1,
    what: "mandatory-report-filed",
    issuer,
    number,
    filedAt: filedAt.toISOString(),
  };
  const text = Buffer.from(JSON.stringify(statement), "utf8").toString("base64url");
  return `${text}.${signText(signingKey, text).toString("base64url")}`;
}

/** The statement of a proof that was signed with one of this portal's keys, or null. Line breaks from copying do no harm. */
export function readProof(publicKeys: readonly KeyObject[], proof: string): ProofStatement | null {
  const [text, signature, ...rest] = proof.replace(/\s+/g, "").split(".");
  if (!text || !signature || rest.length > 0) return null;
  const given = Buffer.from(signature, "base64url");
  if (!publicKeys.some((key) => verifyText(key, text, given))) return null;
  const statement = ProofStatement.safeParse(parseJson(Buffer.from(text, "base64url").toString("utf8")));
  return statement.success ? statement.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
