import type { Officer } from "#db/actor.ts";
import type { RequestOfCase } from "./queries.ts";
import { mayAsk, standingOf } from "./rules.ts";

/**
 * How the identity behind one report stands for the reader: open to their department; open to them until a moment;
 * something they may ask for; asked for; or sealed without a way to ask.
 */
export type ReporterStanding =
  | { readonly kind: "known" }
  | { readonly kind: "granted"; readonly until: Date }
  | { readonly kind: "may_ask"; readonly before: "refused" | "over" | null }
  | { readonly kind: "waiting"; readonly since: Date }
  | { readonly kind: "sealed" };

interface ReadCase {
  readonly reports: readonly { readonly id: string }[];
  readonly identities: readonly { readonly reportId: string }[];
}

/**
 * The standing of each report of a case. It follows from the reader and what they asked for alone, never from who
 * reported: an anonymous report looks like any other.
 */
export function reporterStandings(
  actor: Pick<Officer, "accountId" | "department">,
  record: ReadCase,
  requests: readonly RequestOfCase[],
  isEmergency: boolean,
  now: Date,
): Readonly<Record<string, ReporterStanding>> {
  const own = requests.filter(({ requestedBy }) => requestedBy === actor.accountId);
  const standing = (reportId: string): ReporterStanding => {
    if (!mayAsk(actor.department)) {
      return record.identities.some((one) => one.reportId === reportId) ? { kind: "known" } : { kind: "sealed" };
    }
    if (isEmergency) return { kind: "sealed" };
    const last = own.find((one) => one.reportId === reportId);
    if (last === undefined) return { kind: "may_ask", before: null };
    const state = standingOf(last, now);
    if (state === "waiting") return { kind: "waiting", since: last.requestedAt };
    if (state === "granted" && last.expiresAt !== null) return { kind: "granted", until: last.expiresAt };
    return { kind: "may_ask", before: state === "refused" ? "refused" : "over" };
  };
  return Object.fromEntries(record.reports.map(({ id }) => [id, standing(id)]));
}
