import { addMonths, beijingDay } from "./days.ts";
import type { BothLanguages, Edition } from "./edition.ts";

/** What of a case decides how long it is kept. */
export interface ClosedCase {
  readonly openedAt: Date;
  readonly closedAt: Date;
  /** The youngest child's age when the case was opened; null where it is not known. */
  readonly youngestAge: number | null;
}

/** The days of a closed case, and the rule of each with its reason. */
export interface Retention {
  /** The day from which it is sealed. */
  readonly sealOn: string;
  /** The day on which its time is up: kept until that day begins. */
  readonly keptUntil: string;
  readonly sealedBy: string;
  readonly keptBy: string;
  readonly why: { readonly sealed: BothLanguages; readonly kept: BothLanguages };
}

const ofAge = 18;

/**
 * When a closed case is sealed and until when it is kept: the latest day of all the edition's terms. A child of N years
 * turns eighteen at the latest 18 − N years after the case was opened; an unknown age counts as 0.
 * Source: no law sets one term; values of the city in `retention.yaml`, beside Civil Code 188 and 191.
 */
export function retentionOf({ retention }: Pick<Edition, "retention">, closed: ClosedCase): Retention {
  const closedOn = beijingDay(closed.closedAt);
  const sealOn = addMonths(closedOn, retention.sealing.months);
  const starts = {
    closing: closedOn,
    majority: addMonths(beijingDay(closed.openedAt), 12 * (ofAge - (closed.youngestAge ?? 0))),
  };
  const terms = retention.keeping
    .map(({ id, from, years, why }) => ({ id, why, until: addMonths(starts[from], 12 * years) }))
    .sort((one, other) => (one.until < other.until ? 1 : -1));
  const [longest] = terms;
  if (longest === undefined) throw new Error("an edition that says of nothing how long it is kept");
  return {
    sealOn,
    keptUntil: longest.until,
    sealedBy: retention.sealing.id,
    keptBy: longest.id,
    why: { sealed: retention.sealing.why, kept: longest.why },
  };
}
