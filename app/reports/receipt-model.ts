import type { OpeningModel } from "#app/identity-requests/receipt-openings.tsx";
import type { Portal } from "#app/platform/portal.ts";
import type { BothLanguages, Locale } from "#guidelines/city.ts";
import { describeLimit } from "#guidelines/describe-limit.ts";
import type { Edition, Guidance } from "#guidelines/edition.ts";
import type { DepartmentProgress, OwedClock, ReceiptView } from "./receipts.ts";

/** A receipt as a page shows it: names instead of codes, and none of the ids behind it. */
export interface ReceiptModel {
  readonly number: string;
  readonly filedAt: Date;
  readonly urgency: ReceiptView["urgency"];
  readonly urgentPath: boolean;
  readonly stage: "routing" | "waiting" | "partly" | "accepted" | "working" | "closed";
  readonly departments: readonly {
    readonly name: BothLanguages;
    readonly progress: DepartmentProgress;
    readonly deliveredAt: Date | null;
    readonly acceptedAt: Date | null;
  }[];
  readonly owed: readonly {
    readonly name: BothLanguages;
    readonly ofReporter: boolean;
    readonly dueAt: Date | null;
    readonly state: OwedClock["state"];
  }[];
  /** What comes once a department has the report, or has accepted it; with a date of its own it stands in `owed`. */
  readonly ahead: readonly {
    readonly name: BothLanguages;
    readonly within: BothLanguages;
    readonly after: "delivery" | "acceptance";
  }[];
  readonly telling: BothLanguages | null;
  readonly supplements: number;
  readonly openings: readonly OpeningModel[];
  readonly guidance: readonly Pick<Guidance, "id" | "stage" | "text">[];
}

/** In one word how far all departments together have come. */
function stageOf({ routed, departments }: ReceiptView): ReceiptModel["stage"] {
  if (!routed || departments.length === 0) return "routing";
  const past = (...stages: DepartmentProgress[]) =>
    departments.filter(({ progress }) => stages.includes(progress)).length;
  if (past("closed") === departments.length) return "closed";
  if (past("working", "closed") > 0) return "working";
  const accepted = past("accepted");
  return accepted === departments.length ? "accepted" : accepted > 0 ? "partly" : "waiting";
}

const afterwards = { assignment_delivered: "delivery", assignment_accepted: "acceptance" } as const;
const acceptance = "police_accept";
const toldTo: ReadonlySet<string> = new Set(["progress_told", "result_told"]);

/** The limits that will run for this report by its urgency: to accept it, and to tell the reporter. */
function aheadOf(edition: Edition, { urgency, owed, departments }: ReceiptView): ReceiptModel["ahead"] {
  const running = new Set(owed.map(({ clock }) => clock));
  const allAccepted = departments.length > 0 && departments.every(({ acceptedAt }) => acceptedAt !== null);
  return edition.clocks.flatMap(({ id, name, starts, stops, limits }) => {
    const awaited = id === acceptance ? !allAccepted : stops.some((event) => toldTo.has(event)) && !running.has(id);
    if (!awaited || (starts !== "assignment_delivered" && starts !== "assignment_accepted")) return [];
    const within = (locale: Locale) => describeLimit(limits[urgency], edition, locale);
    return [{ name, within: { zh: within("zh-CN"), en: within("en") }, after: afterwards[starts] }];
  });
}

/** Shapes a receipt for its page. Names come from the edition under which the report was filed. */
export function receiptModel(portal: Portal, view: ReceiptView): ReceiptModel {
  const edition = portal.editionOf(view.edition);
  const named = <T extends { id: string; name: BothLanguages }>(entries: readonly T[], id: string): BothLanguages =>
    entries.find((entry) => entry.id === id)?.name ?? { zh: id, en: id };
  return {
    number: view.number,
    filedAt: view.filedAt,
    urgency: view.urgency,
    urgentPath: view.urgentPath,
    stage: stageOf(view),
    departments: view.departments.map(({ department, ...progress }) => ({
      name: named(edition.departments, department),
      ...progress,
    })),
    owed: view.owed.map(({ clock, owner, dueAt, state }) => ({
      name: named(edition.clocks, clock),
      ofReporter: owner === "reporter",
      dueAt,
      state,
    })),
    ahead: aheadOf(edition, view),
    telling: view.telling,
    supplements: view.supplementedAt.length,
    openings: view.openings.map(({ department, ...opening }) => ({
      ...opening,
      department: named(edition.departments, department),
    })),
    guidance: edition.guidance
      .filter(({ stage, professions, when }) => {
        return stage === "meanwhile" && when === null && professions.some((one) => one === view.profession);
      })
      .map(({ id, stage, text }) => ({ id, stage, text })),
  };
}
