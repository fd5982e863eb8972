import { and, asc, count, eq, gt, inArray } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import { keyIdOf, type Vault, type WrappedKey } from "#app/platform/crypto.ts";
import { asSystem } from "#db/actor.ts";
import type { Db, Tx } from "#db/connection.ts";
import type { KeyRing } from "#db/key-ring.ts";
import { dataKeys, drafts, installationKeys } from "#db/schema/index.ts";

/** Where wrapped data keys lie: with cases, with drafts, and the installation's own. */
export const keyKinds = ["cases", "drafts", "installation"] as const;
export type KeyKind = (typeof keyKinds)[number];
const tables = { cases: dataKeys, drafts, installation: installationKeys } as const;

const job = "rotate-keys";
/** Small, so that nobody who saves a draft waits for it. */
const batch = 200;

/** How many data keys a master key has wrapped. */
export interface KeyCount {
  readonly masterKeyId: string;
  readonly standing: "current" | "former" | "unknown";
  readonly counts: Readonly<Record<KeyKind, number>>;
}

const formerIds = (ring: KeyRing): string[] => ring.former.map(keyIdOf);

/**
 * Under which master key how many data keys are wrapped, every key of the ring with its zeroes. A master key that is
 * not in the ring opens nothing here; that it appears means that the ring is not this installation's, or was cut.
 */
export async function countKeys(db: Db, ring: KeyRing): Promise<readonly KeyCount[]> {
  const found = await asSystem(db, job, async (tx) => {
    const counted: { kind: KeyKind; masterKeyId: string; count: number }[] = [];
    for (const kind of keyKinds) {
      const { masterKeyId } = tables[kind];
      const rows = await tx.select({ masterKeyId, count: count() }).from(tables[kind]).groupBy(masterKeyId);
      counted.push(...rows.map((row) => ({ ...row, kind })));
    }
    return counted;
  });
  const current = keyIdOf(ring.current);
  const former = formerIds(ring);
  const unknown = found.map(({ masterKeyId }) => masterKeyId).filter((id) => id !== current && !former.includes(id));
  const countOf = (id: string, kind: KeyKind) =>
    found.find((row) => row.masterKeyId === id && row.kind === kind)?.count ?? 0;
  return [current, ...former, ...new Set(unknown)].map((masterKeyId) => ({
    masterKeyId,
    standing: masterKeyId === current ? "current" : former.includes(masterKeyId) ? "former" : "unknown",
    counts: {
      cases: countOf(masterKeyId, "cases"),
      drafts: countOf(masterKeyId, "drafts"),
      installation: countOf(masterKeyId, "installation"),
    },
  }));
}

/** All of a master key's data keys together. */
export const allOf = ({ counts }: KeyCount): number => counts.cases + counts.drafts + counts.installation;

/**
 * Wraps every data key that a former master key wrapped anew under the one in force, batch by batch, each a
 * transaction of its own: killed at any moment, it is simply run again. What is filed or begun meanwhile is under the
 * key in force already. The contents themselves stay as they are. Says on the audit trail that it was done.
 */
export async function rotateKeys(
  db: Db,
  vault: Vault,
  ring: KeyRing,
  progress: (kind: KeyKind, done: number, of: number) => void,
): Promise<Readonly<Record<KeyKind, number>>> {
  const former = formerIds(ring);
  const rewrapped = { cases: 0, drafts: 0, installation: 0 };
  for (const kind of keyKinds) {
    const left = () => asSystem(db, job, (tx) => countLeft(tx, kind, former));
    // A second pass finds what a process still on the former ring wrapped behind the first.
    for (let of = await left(); of > 0; of = await left()) {
      let after: string | null = null;
      let done = 0;
      do {
        const from: string | null = after;
        const step: Step = await asSystem(db, job, (tx) => rewrapBatch(tx, vault, kind, former, from));
        after = step.last;
        done += step.count;
        if (step.count > 0) progress(kind, done, Math.max(of, done));
      } while (after !== null);
      rewrapped[kind] += done;
    }
  }
  await asSystem(db, job, (tx) =>
    recordDeed(tx, {
      action: "keys_rotated",
      details: { to: vault.masterKeyId, from: former.join(" "), ...rewrapped },
    }),
  );
  return rewrapped;
}

async function countLeft(tx: Tx, kind: KeyKind, former: readonly string[]): Promise<number> {
  const table = tables[kind];
  const [row] = await tx
    .select({ left: count() })
    .from(table)
    .where(inArray(table.masterKeyId, [...former]));
  return row?.left ?? 0;
}

interface Step {
  readonly count: number;
  /** The id to go on after; null when this was the last batch. */
  readonly last: string | null;
}

async function rewrapBatch(
  tx: Tx,
  vault: Vault,
  kind: KeyKind,
  former: readonly string[],
  after: string | null,
): Promise<Step> {
  const table = tables[kind];
  const { id, wrappedKey, masterKeyId } = table;
  const found: WrappedKey[] = await tx
    .select({ id, wrappedKey, masterKeyId })
    .from(table)
    .where(and(inArray(masterKeyId, [...former]), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(batch)
    .for("update");
  for (const stored of found) {
    const anew = vault.rewrap(stored);
    await tx.update(table).set({ wrappedKey: anew.wrappedKey, masterKeyId: anew.masterKeyId }).where(eq(id, stored.id));
  }
  return { count: found.length, last: found.length === batch ? (found.at(-1)?.id ?? null) : null };
}
