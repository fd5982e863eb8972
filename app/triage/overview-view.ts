import { copyFor, type Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { departmentName } from "#guidelines/tell.ts";
import { countWaitingObjections } from "./objection-queries.ts";
import { countBreaches, countHeld, type HeldCount } from "./overview-queries.ts";
import { clockName } from "./queue-view.ts";
import { findUnheld } from "./unheld.ts";

/** One department's line: how much it holds in each state, and how much of all that at each urgency. */
export interface DepartmentLine {
  readonly id: string;
  readonly name: string;
  readonly states: Readonly<Record<"new" | "accepted" | "working" | "objected", number>>;
  readonly urgencies: Readonly<Record<"critical" | "urgent" | "serious", number>>;
  readonly total: number;
}

/** The coordinator's figures. They name departments and never a person. */
export interface Figures {
  readonly departments: readonly DepartmentLine[];
  readonly objections: number;
  /** How much stands on the list of 无人承接. */
  readonly unheld: number;
  readonly breaches: readonly {
    readonly id: string;
    readonly owner: string;
    readonly clock: string;
    readonly count: number;
  }[];
}

export async function readFigures(
  tx: Tx,
  portal: Portal,
  locale: Locale,
  actor: AccountActor,
  now: Date,
): Promise<Figures> {
  const { edition, city } = portal;
  const districts = actor.districts.includes("*")
    ? [...city.districts.map(({ code }) => code), city.cityDesk.code]
    : actor.districts;
  const queues = edition.departments.filter(({ queue }) => queue).map(({ id }) => id);
  const held = await countHeld(tx, queues, districts);
  const breaches = await countBreaches(tx, districts);
  return {
    departments: queues.flatMap((id) => {
      const own = held.filter(({ department }) => department === id);
      return own.length === 0 ? [] : [lineOf(id, departmentName(edition, id, locale, "short"), own)];
    }),
    objections: await countWaitingObjections(tx, actor),
    unheld: (await findUnheld(tx, { districts, edition }, now)).length,
    breaches: breaches.map(({ owner, clock, count }) => ({
      id: `${owner} ${clock}`,
      owner:
        owner === "reporter"
          ? copyFor(locale).triage.overview.reporter
          : departmentName(edition, owner, locale, "short"),
      clock: clockName(portal, locale, clock),
      count,
    })),
  };
}

function lineOf(id: string, name: string, held: readonly HeldCount[]): DepartmentLine {
  const sum = (which: (row: HeldCount) => boolean) => held.filter(which).reduce((total, { count }) => total + count, 0);
  const inState = (state: string) => sum((row) => row.state === state);
  const atUrgency = (urgency: string) => sum((row) => row.urgency === urgency);
  return {
    id,
    name,
    states: {
      new: inState("new"),
      accepted: inState("accepted"),
      working: inState("working"),
      objected: inState("objected"),
    },
    urgencies: { critical: atUrgency("critical"), urgent: atUrgency("urgent"), serious: atUrgency("serious") },
    total: sum(() => true),
  };
}
