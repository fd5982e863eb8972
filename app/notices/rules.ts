export interface Desk {
  readonly department: string;
  readonly district: string;
}

/** Who is to know of something; whoever fits one of these is told. */
export interface Recipients {
  /** Leads of these desks. */
  readonly leadsOf?: readonly Desk[];
  /** Whoever is on duty at these desks: see `onDuty`. */
  readonly dutyOf?: readonly Desk[];
  /** Coordinators of this district. */
  readonly coordinatorsOf?: string;
  readonly everyAuditor?: boolean;
  /** One person. */
  readonly account?: string;
}

/** What there is to tell, to whom. */
export interface Told {
  /** null for what is about the portal or an account. */
  readonly caseId: string | null;
  readonly to: Recipients;
  /** What the letter names instead of the case, where it must not name the case. */
  readonly number?: string;
  /** Who did it, and needs no letter about it. */
  readonly butNot: string | null;
}

/** Something that is over before anybody was told of it. */
export const toNobody: Told = { caseId: null, to: {}, butNot: null };

export interface Person {
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

/** Whom a desk's work is told: its department's officers and leads of that district; where it has none, those of the whole city. */
export function onDuty<P extends Person>({ department, district }: Desk, people: readonly P[]): readonly P[] {
  const staff = people.filter(
    (one) => one.department === department && (one.role === "officer" || one.role === "lead"),
  );
  const here = staff.filter(({ districts }) => districts.includes(district));
  return here.length > 0 ? here : staff.filter(({ districts }) => districts.includes("*"));
}

/** Work that cannot wait until somebody looks at the queue is told by letter. Policy value of the city. */
export const isToldByLetter = (urgency: "critical" | "urgent" | "serious"): boolean => urgency !== "serious";
