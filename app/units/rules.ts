/** Beijing is eight hours ahead all year: no summer time since 1991. */
const beijing = 8 * 3_600_000;

/** When the month of this moment began, by Beijing time. */
export function monthBegan(at: Date): Date {
  const there = new Date(at.getTime() + beijing);
  return new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth(), 1) - beijing);
}
