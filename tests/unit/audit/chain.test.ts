import { createHash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ChainEntry,
  type ChainFinding,
  type ChainPlace,
  checkChain,
  type DayHead,
  genesis,
  hashOfEntry,
} from "#app/audit/chain.ts";

type Deed = Omit<ChainEntry, "seq" | "previousHash" | "hash">;

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((word) => word.replaceAll("\x1f", "."));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
const deed: fc.Arbitrary<Deed> = fc.record({
  at: fc.date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
  actorKind: fc.constantFrom("officer", "lead", "system", "auditor"),
  accountId: maybe(fc.uuid()),
  department: maybe(fc.constantFrom("police", "civil_affairs")),
  job: maybe(text),
  action: text,
  caseId: maybe(fc.uuid()),
  caseNumber: maybe(text),
  subjectId: maybe(fc.uuid()),
  compartment: maybe(fc.constantFrom("department", "legal_aid")),
  reason: maybe(text),
  details: text,
});

/** The chain that the database would have made of these deeds. */
function chained(deeds: readonly Deed[]): ChainEntry[] {
  let last: ChainPlace = genesis;
  return deeds.map((one) => {
    const entry = { ...one, seq: last.seq + 1, previousHash: last.hash };
    const hash = hashOfEntry(entry);
    last = { seq: entry.seq, hash };
    return { ...entry, hash };
  });
}

const endOf = (entries: readonly ChainEntry[]): ChainPlace => entries.at(-1) ?? genesis;
const everySigned = () => true;

function findingIn(
  entries: readonly ChainEntry[],
  head: ChainPlace,
  dayHeads: readonly DayHead[] = [],
  isSigned: (head: DayHead) => boolean = everySigned,
): ChainFinding | null {
  const check = checkChain({ dayHeads, isSigned });
  const half = Math.ceil(entries.length / 2);
  return (
    check.add(entries.slice(0, half)) ??
    check.add(entries.slice(half)) ??
    check.end(head, entries.at(-1)?.seq ?? genesis.seq)
  );
}
const renumbered = (entries: readonly ChainEntry[]) => entries.map((entry, index) => ({ ...entry, seq: index + 1 }));
const chains = fc.array(deed, { minLength: 2, maxLength: 12 }).map(chained);
const chainAndPlace = chains.chain((entries) =>
  fc.record({ entries: fc.constant(entries), at: fc.nat({ max: entries.length - 1 }) }),
);
const dayHead = (day: string, place: ChainPlace): DayHead => ({
  day,
  seq: place.seq,
  hash: place.hash,
  signature: Buffer.alloc(64),
});

test("a chain as it was written is whole, and so is an empty one", () => {
  fc.assert(
    fc.property(chains, (entries) => {
      const middle = entries[0] ?? genesis;
      const heads = [dayHead("2026-01-01", genesis), dayHead("2026-01-02", middle), dayHead("2026-01-03", middle)];
      expect(findingIn(entries, endOf(entries), heads)).toBeNull();
    }),
  );
  expect(findingIn([], genesis)).toBeNull();
});

test("any one value that is changed is found, and its entry named", () => {
  const changes: fc.Arbitrary<[keyof Deed | "hash" | "previousHash", unknown]> = fc.oneof(
    fc.tuple(fc.constantFrom("accountId", "caseId", "subjectId"), maybe(fc.uuid())),
    fc.tuple(fc.constantFrom("department", "job", "caseNumber", "compartment", "reason"), maybe(text)),
    fc.tuple(fc.constantFrom("actorKind", "action", "details"), text),
    fc.tuple(
      fc.constant("at"),
      fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
    ),
    fc.tuple(
      fc.constantFrom("hash", "previousHash"),
      fc.uuid().map((id) => createHash("sha256").update(id).digest()),
    ),
  );
  fc.assert(
    fc.property(chainAndPlace, changes, ({ entries, at }, [key, value]) => {
      const entry = entries[at];
      fc.pre(entry !== undefined && JSON.stringify(entry[key]) !== JSON.stringify(value));
      const tampered = entries.map((one, index) => (index === at ? { ...one, [key]: value } : one));
      expect(findingIn(tampered, endOf(entries))?.seq).toBe(at + 1);
    }),
    { numRuns: 500 },
  );
});

test("an entry changed together with its own hash is found at the entry that follows, or at the head", () => {
  fc.assert(
    fc.property(chainAndPlace, text, ({ entries, at }, action) => {
      const tampered = entries.map((one, index) => {
        if (index !== at) return one;
        const changed = { ...one, action: `${action}!` };
        return { ...changed, hash: hashOfEntry(changed) };
      });
      const isLast = at === entries.length - 1;
      expect(findingIn(tampered, endOf(entries))).toEqual({
        fault: isLast ? "head_differs" : "unlinked",
        seq: isLast ? at + 1 : at + 2,
        day: null,
      });
    }),
  );
});

test("an entry that was removed is found, also when the others close ranks", () => {
  fc.assert(
    fc.property(chainAndPlace, ({ entries, at }) => {
      const without = entries.filter((_entry, index) => index !== at);
      const isLast = at === entries.length - 1;
      const fault = isLast ? "tail_removed" : "removed";
      expect(findingIn(without, endOf(entries))).toEqual({ fault, seq: at + 1, day: null });
      expect(findingIn(renumbered(without), endOf(entries))?.seq).toBe(at + 1);
    }),
  );
});

test("an entry that was put in between is found, however well it was made", () => {
  fc.assert(
    fc.property(chainAndPlace, deed, ({ entries, at }, forged) => {
      const before = entries[at - 1] ?? genesis;
      const entry = { ...forged, seq: at + 1, previousHash: before.hash };
      const inserted = { ...entry, hash: hashOfEntry(entry) };
      const withIt = renumbered([...entries.slice(0, at), inserted, ...entries.slice(at)]);
      expect(findingIn(withIt, endOf(entries))?.seq).toBe(at + 2);
    }),
  );
});

test("an entry put before the first, or after the last, is found", () => {
  const entries = chained(fc.sample(deed, 3));
  const [first] = entries;
  const last = endOf(entries);
  if (first === undefined) throw new Error("no entry");
  expect(findingIn([{ ...first, seq: 0 }, ...entries], last)).toEqual({ fault: "inserted", seq: 0, day: null });
  const check = checkChain({ dayHeads: [], isSigned: everySigned });
  expect(check.add(entries)).toBeNull();
  expect(check.end(last, last.seq + 1)).toEqual({ fault: "inserted", seq: last.seq + 1, day: null });
});

test("two entries that changed places are found at the first of them", () => {
  fc.assert(
    fc.property(chainAndPlace, fc.nat(), ({ entries, at }, distance) => {
      const other = (at + 1 + (distance % (entries.length - 1))) % entries.length;
      const [first, second] = at < other ? [at, other] : [other, at];
      const swapped = entries.map(
        (one, index) => entries[index === first ? second : index === second ? first : index] ?? one,
      );
      expect(findingIn(renumbered(swapped), endOf(entries))?.seq).toBe(first + 1);
      expect(findingIn(swapped, endOf(entries))?.seq).toBeLessThanOrEqual(first + 1);
    }),
  );
});

test("a chain rewritten as a whole differs from a head that was signed before", () => {
  fc.assert(
    fc.property(chainAndPlace, text, ({ entries, at }, action) => {
      const rewritten = chained(entries.map((one, index) => (index === at ? { ...one, action: `${action}!` } : one)));
      const signed = dayHead("2026-11-22", endOf(entries));
      expect(findingIn(rewritten, endOf(rewritten))).toBeNull();
      expect(findingIn(rewritten, endOf(rewritten), [signed])).toEqual({
        fault: "day_differs",
        seq: entries.length,
        day: "2026-11-22",
      });
    }),
  );
});

test("a tail cut off together with the head is missed by the heads that were signed", () => {
  const entries = chained(fc.sample(deed, 5));
  const shorter = entries.slice(0, 3);
  const signed = dayHead("2026-11-22", endOf(entries));
  expect(findingIn(shorter, endOf(shorter))).toBeNull();
  expect(findingIn(shorter, endOf(shorter), [signed])).toEqual({ fault: "tail_removed", seq: 4, day: "2026-11-22" });
  expect(findingIn([], genesis, [signed])).toEqual({ fault: "tail_removed", seq: 1, day: "2026-11-22" });
});

test("a head that nobody signed is named by its day", () => {
  const entries = chained(fc.sample(deed, 3));
  const heads = [genesis, entries[1] ?? genesis, endOf(entries)].map((place, index) =>
    dayHead(`2026-11-2${index}`, place),
  );
  for (const head of heads) {
    const isSigned = (one: DayHead) => one.day !== head.day;
    expect(findingIn(entries, endOf(entries), heads, isSigned)).toEqual({
      fault: "day_unsigned",
      seq: head.seq,
      day: head.day,
    });
  }
});

test("a check goes on where it was left, and notices what changed behind it", () => {
  const entries = chained(fc.sample(deed, 4));
  const [, second, third] = entries;
  if (second === undefined || third === undefined) throw new Error("too few entries");
  const after = (place: ChainPlace) => checkChain({ after: place, dayHeads: [], isSigned: everySigned });
  expect(after(second).add(entries.slice(2))).toBeNull();
  expect(after({ ...second, hash: genesis.hash }).add(entries.slice(2))?.seq).toBe(third.seq);
});

test("nothing and an empty word count alike, as they do in the database's trigger", () => {
  const [entry] = chained(fc.sample(deed, 1));
  if (entry === undefined) throw new Error("no entry");
  expect(hashOfEntry({ ...entry, reason: null }).equals(hashOfEntry({ ...entry, reason: "" }))).toBe(true);
  expect(hashOfEntry({ ...entry, subjectId: randomUUID() }).equals(entry.hash)).toBe(false);
});
