import { z } from "zod";
import type { DayHead } from "./chain.ts";

const Head = z.object({
  day: z.iso.date(),
  seq: z.int().nonnegative(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.base64().max(200),
});
const Kept = z.union([Head.transform((head) => [head]), z.array(Head), z.object({ heads: z.array(Head) })]);

/** The heads in a file that was kept elsewhere: one, a list, or what `/audit/heads.json` answered. Null for anything else. */
export function parseKeptHeads(text: string): readonly DayHead[] | null {
  const kept = Kept.safeParse(parseJson(text));
  if (!kept.success) return null;
  const heads = Array.isArray(kept.data) ? kept.data : kept.data.heads;
  return heads.map(({ day, seq, hash, signature }) => ({
    day,
    seq,
    hash: Buffer.from(hash, "hex"),
    signature: Buffer.from(signature, "base64"),
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
