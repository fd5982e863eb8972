import type { Portal } from "#app/platform/portal.ts";
import type { BothLanguages } from "#guidelines/city.ts";
import type { Guidance } from "#guidelines/edition.ts";
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
  readonly telling: BothLanguages | null;
  readonly supplements: number;
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
    telling: view.telling,
    supplements: view.supplementedAt.length,
    guidance: edition.guidance
      .filter(({ stage, professions, when }) => {
        return stage === "meanwhile" && when === null && professions.some((one) => one === view.profession);
      })
      .map(({ id, stage, text }) => ({ id, stage, text })),
  };
}
