import { z } from "zod";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type Officer } from "#db/actor.ts";
import { acceptAssignment } from "./commands.ts";
import { unlessRefused } from "./move-form.ts";
import { caseNumberOf } from "./queries.ts";
import type { RefusalCode } from "./rules.ts";

/** The most that one form accepts: a page of the queue. */
export const mostAtOnce = 40;

/** What became of one selected task. */
export interface AcceptedOne {
  readonly id: string;
  /** Null where the reader may not see the case. */
  readonly caseNumber: string | null;
  readonly refusal: RefusalCode | null;
}

const Selected = z.string().regex(/^[0-9a-f-]{36}\.\d{1,9}$/);

/** The tasks a form selected, each once, with the version its page showed. What no form of ours sends is left out. */
export function readSelected(values: readonly unknown[]): readonly { readonly id: string; readonly version: number }[] {
  const selected = new Map<string, number>();
  for (const value of values) {
    const parsed = Selected.safeParse(value);
    if (!parsed.success) continue;
    const [id = "", version = ""] = parsed.data.split(".");
    if (z.uuid().safeParse(id).success) selected.set(id, Number(version));
  }
  return [...selected].map(([id, version]) => ({ id, version }));
}

/** 批量签收: each task for itself, so that one that cannot be accepted keeps no other from it. */
export async function acceptSeveral(
  portal: Portal,
  actor: Officer,
  selected: ReturnType<typeof readSelected>,
  now: Date,
): Promise<readonly AcceptedOne[]> {
  const results: AcceptedOne[] = [];
  for (const { id, version } of selected) {
    const caseNumber = await asActor(portal.db, actor, (tx) => caseNumberOf(tx, id));
    const outcome = await unlessRefused(() =>
      asActor(portal.db, actor, (tx) => acceptAssignment(tx, portal, actor, { assignmentId: id, version }, now)),
    );
    results.push({ id, caseNumber, refusal: outcome.done ? null : outcome.refusal });
  }
  return results;
}
