import { createHash } from "node:crypto";
import { z } from "zod";
import { documentKinds } from "#db/schema/index.ts";

const Row = z.strictObject({ label: z.string(), value: z.string() });
const Section = z.strictObject({ heading: z.string(), rows: z.array(Row) });

/**
 * An official form, word for word as it is printed: on paper, on a screen, in a PDF. Nothing in it is looked up again
 * later, so that it stays the same when the case, the edition or the portal's own words change.
 */
export const Sheet = z.strictObject({
  v: z.literal(1),
  /** Makes the fingerprint of two forms differ even if every word is alike, and impossible to guess. */
  salt: z.string(),
  kind: z.enum(documentKinds),
  title: z.string(),
  /** One courtesy line in English under the title. */
  english: z.string(),
  number: z.string(),
  addressee: z.string().nullable(),
  opening: z.string().nullable(),
  sections: z.array(Section),
  closing: z.string().nullable(),
  office: z.string(),
  issuedOn: z.string(),
  /** What stands where the seal goes. */
  sealPlace: z.string(),
  verification: z.strictObject({ code: z.string(), address: z.string(), says: z.string() }),
  /** `{page}` and `{pages}` are filled in for each page. */
  pageLine: z.string(),
  fingerprintLine: z.string(),
  /** Printed where the font lacked a character and its code point stands instead. */
  missingLine: z.string(),
});
export type Sheet = z.infer<typeof Sheet>;
export type SheetSection = z.infer<typeof Section>;

/** What a form says, without what issuing gives it: number, office, day, code. */
export type Draft = Pick<Sheet, "addressee" | "opening" | "sections" | "closing">;

/** The digest of a form as it is kept: SHA-256 over its text. */
export const digestOf = (content: string): Buffer => createHash("sha256").update(content, "utf8").digest();

/** The fingerprint that paper and the portal show alike: the first half of the digest, in groups of four. */
export const fingerprintOf = (digest: Buffer): string =>
  digest
    .subarray(0, 16)
    .toString("hex")
    .toUpperCase()
    .replace(/(.{4})(?=.)/g, "$1 ");
