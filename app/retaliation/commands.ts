import { and, eq, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { reckon } from "#app/clocks/commands.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { oweReporterLetter } from "#app/messages/writing.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { retaliationNumber } from "#app/reports/numbers.ts";
import { asActor, type Officer, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { outbox, retaliationEntries, retaliations } from "#db/schema/index.ts";
import { beijingDay } from "#guidelines/days.ts";
import {
  checkOutcome,
  checkWords,
  mostStatements,
  RetaliationRefusal,
  type RetaliationRefusalCode,
  readRetaliation,
  retaliationMoves,
  type TypedRetaliation,
} from "./rules.ts";

/** Where the first statement of a matter is sealed, under the installation's key for these matters. */
export const statementPlace = (id: string): Place => ({ table: "retaliations", column: "sealed_text", row: id });
/** Where what was added is sealed. */
export const entryPlace = (id: string): Place => ({ table: "retaliation_entries", column: "sealed_text", row: id });

const clockId = "retaliation_take";

/**
 * A reporter records that they suffer for having reported. Opens a matter of its own, which the district's prosecutors
 * alone see, and tells their leads at once; nothing of it stands on the case, its timeline or its clocks. Returns the
 * refusals of what was typed, none when it was recorded. Throws `RetaliationRefusal` for too many at once.
 * Source: Beijing Regulation on the Protection of Minors 52; the time to take it up is the city's policy value.
 */
export async function recordRetaliation(
  portal: Portal,
  reporter: ReporterActor,
  typed: TypedRetaliation,
  now: Date,
): Promise<readonly RetaliationRefusalCode[]> {
  const read = readRetaliation(typed, beijingDay(now));
  if ("refusals" in read) return read.refusals;
  await takeTurn(portal, reporter, now);
  const { text, ...told } = read;
  const clock = portal.edition.clocks.find(({ id }) => id === clockId);
  const dueAt = clock === undefined ? null : reckon(clock, "serious", now).dueAt;
  await asActor(portal.db, reporter, async (tx) => {
    const [serial] = await tx.execute<{ next: string }>(sql`select nextval('portal.retaliation_number') as next`);
    const id = newId();
    await tx.insert(retaliations).values({
      ...told,
      id,
      number: retaliationNumber(portal.city.numberPrefix, now, Number(serial?.next)),
      reportId: reporter.reportId,
      sealedText: seal(await installationKey(tx, portal, "retaliation"), statementPlace(id), text),
      state: "opened",
      edition: portal.edition.id,
      openedAt: now,
      dueAt: dueAt === null ? null : new Date(dueAt),
    });
    await tellProsecutors(tx, id);
    await recordDeed(tx, { action: "retaliation_recorded", subjectId: id });
  });
  return [];
}

/** The reporter adds to a matter of theirs, as long as it has not ended. Throws `RetaliationRefusal`. */
export async function addToRetaliation(
  portal: Portal,
  reporter: ReporterActor,
  input: { readonly id: string; readonly text: string },
  now: Date,
): Promise<"added" | "absent"> {
  const text = checkWords(input.text);
  await takeTurn(portal, reporter, now);
  return asActor(portal.db, reporter, async (tx) => {
    const [matter] = await tx.select().from(retaliations).where(eq(retaliations.id, input.id));
    if (matter === undefined) return "absent";
    if (matter.state === "ended") throw new RetaliationRefusal("ended");
    await writeEntry(tx, portal, { retaliationId: matter.id, accountId: null, text }, now);
    return "added";
  });
}

async function takeTurn({ db, vault }: Portal, { reportId }: ReporterActor, now: Date): Promise<void> {
  const turn = await takeToken(db, vault, { ...mostStatements, key: reportId }, now);
  if (!turn.allowed) throw new RetaliationRefusal("too_many");
}

async function writeEntry(
  tx: Tx,
  portal: Portal,
  { text, ...entry }: { readonly retaliationId: string; readonly accountId: string | null; readonly text: string },
  now: Date,
): Promise<string> {
  const id = newId();
  const sealedText = seal(await installationKey(tx, portal, "retaliation"), entryPlace(id), text);
  await tx.insert(retaliationEntries).values({ ...entry, id, sealedText, createdAt: now });
  return id;
}

type Matter = typeof retaliations.$inferSelect;

/** What a prosecutor did to a matter, or that it is absent for them. */
type Done = "done" | "absent";

/** A prosecutor takes a matter up; its clock stops, and the reporter sees it. Throws `RetaliationRefusal`. */
export async function takeRetaliation(tx: Tx, actor: Officer, number: string, now: Date): Promise<Done> {
  const matter = await lockMatter(tx, number);
  if (matter === null) return "absent";
  await move(tx, matter, "take", { takenAt: now, takenBy: actor.accountId });
  await oweReporterLetter(tx, { reportId: matter.reportId, kind: "retaliation", subjectId: newId() }, now);
  await recordDeed(tx, { action: "retaliation_taken", subjectId: matter.id });
  return "done";
}

/** A prosecutor answers the reporter through the receipt. Throws `RetaliationRefusal`. */
export async function answerRetaliation(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly number: string; readonly text: string },
  now: Date,
): Promise<Done> {
  const matter = await lockMatter(tx, input.number);
  if (matter === null) return "absent";
  if (matter.state === "ended") throw new RetaliationRefusal("ended");
  const text = checkWords(input.text);
  await answer(tx, portal, actor, matter, text, now);
  await recordDeed(tx, { action: "retaliation_answered", subjectId: matter.id });
  return "done";
}

/** A prosecutor ends a matter with an outcome and a word to the reporter. Throws `RetaliationRefusal`. */
export async function endRetaliation(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly number: string; readonly outcome: string; readonly text: string },
  now: Date,
): Promise<Done> {
  const matter = await lockMatter(tx, input.number);
  if (matter === null) return "absent";
  const outcome = checkOutcome(input.outcome);
  const text = checkWords(input.text);
  await move(tx, matter, "end", { endedAt: now, endedBy: actor.accountId, outcome });
  await answer(tx, portal, actor, matter, text, now);
  await recordDeed(tx, { action: "retaliation_ended", subjectId: matter.id, reason: `ended_${outcome}` });
  return "done";
}

/** Found and held for the rest of the transaction; null for one that is absent or hidden. */
async function lockMatter(tx: Tx, number: string): Promise<Matter | null> {
  const [matter] = await tx.select().from(retaliations).where(eq(retaliations.number, number)).for("update");
  return matter ?? null;
}

async function move(tx: Tx, matter: Matter, which: "take" | "end", also: Partial<Matter>): Promise<void> {
  const { from, to } = retaliationMoves[which];
  const moved =
    matter.state === from
      ? await tx
          .update(retaliations)
          .set({ ...also, state: to })
          .where(and(eq(retaliations.id, matter.id), eq(retaliations.state, from)))
          .returning({ id: retaliations.id })
      : [];
  if (moved.length === 0) throw new RetaliationRefusal("changed_meanwhile");
}

async function answer(tx: Tx, portal: Portal, actor: Officer, matter: Matter, text: string, now: Date): Promise<void> {
  const entry = { retaliationId: matter.id, accountId: actor.accountId, text };
  const subjectId = await writeEntry(tx, portal, entry, now);
  await oweReporterLetter(tx, { reportId: matter.reportId, kind: "retaliation", subjectId }, now);
}

const tellProsecutors = (tx: Tx, subjectId: string) =>
  tx
    .insert(outbox)
    .values({ id: newId(), kind: "tell-people", payload: { v: 1, about: "retaliation_recorded", subjectId } });
