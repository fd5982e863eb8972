export interface Desk {
  readonly department: string;
  readonly district: string;
}

/** Who is to know of something; whoever fits one of these is told. */
export interface Recipients {
  /** Leads of these desks. */
  readonly leadsOf?: readonly Desk[];
  /** Coordinators of this district. */
  readonly coordinatorsOf?: string;
  readonly everyAuditor?: boolean;
  /** One person. */
  readonly account?: string;
}

interface Person {
  readonly id: string;
  readonly role: string;
  readonly department: string | null;
  readonly districts: readonly string[];
}

/** Whether somebody is among the people who are to know. */
export function oversees(
  { leadsOf = [], coordinatorsOf, everyAuditor = false, account }: Recipients,
  { id, role, department, districts }: Person,
): boolean {
  const covers = (district: string) => districts.includes("*") || districts.includes(district);
  if (account === id) return true;
  if (role === "auditor") return everyAuditor;
  if (role === "coordinator") return coordinatorsOf !== undefined && covers(coordinatorsOf);
  return role === "lead" && leadsOf.some((desk) => desk.department === department && covers(desk.district));
}
