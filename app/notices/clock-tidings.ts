import { eq } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { assignments, clocks } from "#db/schema/index.ts";
import { type Told, toNobody } from "./rules.ts";

/** What people are told of a clock. */
export type ClockTiding = "clock_warned" | "clock_breached" | "clock_to_procuratorate" | "clock_to_coordinator";

/** The steps of escalation: whoever works it, then also their leads, then the procuratorate and the coordinator. */
export const readClockTiding: Readonly<Record<ClockTiding, (tx: Tx, id: string) => Promise<Told | null>>> = {
  async clock_warned(tx, id) {
    const found = await clockOf(tx, id);
    if (found === null) return null;
    const { clock, holder } = found;
    if (clock.state !== "running") return toNobody;
    const to = holder === null ? { leadsOf: [deskOf(clock)] } : { account: holder };
    return { caseId: clock.caseId, to, butNot: null };
  },
  async clock_breached(tx, id) {
    const found = await clockOf(tx, id);
    if (found === null) return null;
    const { clock, holder } = found;
    const also = holder === null ? {} : { account: holder };
    return { caseId: clock.caseId, to: { leadsOf: [deskOf(clock)], ...also }, butNot: null };
  },
  async clock_to_procuratorate(tx, id) {
    const found = await clockOf(tx, id);
    if (found === null) return null;
    const { caseId, district } = found.clock;
    return { caseId, to: { leadsOf: [{ department: "procuratorate", district }] }, butNot: null };
  },
  async clock_to_coordinator(tx, id) {
    const found = await clockOf(tx, id);
    if (found === null) return null;
    const { caseId, district } = found.clock;
    return { caseId, to: { coordinatorsOf: district }, butNot: null };
  },
};

/** A clock and the officer who works what it measures: nobody where another department owes it. */
async function clockOf(tx: Tx, id: string) {
  const [found] = await tx
    .select({ clock: clocks, department: assignments.department, officerId: assignments.officerId })
    .from(clocks)
    .leftJoin(assignments, eq(assignments.id, clocks.assignmentId))
    .where(eq(clocks.id, id));
  if (found === undefined) return null;
  const { clock, department, officerId } = found;
  return { clock, holder: department === clock.owner ? officerId : null };
}

const deskOf = ({ owner, district }: typeof clocks.$inferSelect) => ({ department: owner, district });
