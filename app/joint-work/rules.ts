/** Who asks, as far as their work on a case is concerned. */
interface Worker {
  readonly department: string;
  readonly districts: readonly string[];
}
interface Matter {
  readonly state: "open" | "closed" | "sealed";
  readonly district: string;
}
interface Desk {
  readonly department: string;
  readonly district: string;
  readonly state: string;
}

/** What of a case tells who works it. */
export interface AssignedCase {
  readonly matter: Matter;
  readonly assignments: readonly { readonly assignment: Desk }[];
}

/** Whether a desk is still on the case: work that was sent on or withdrawn took it off. */
export const isOnCase = ({ state }: Pick<Desk, "state">): boolean => state !== "transferred" && state !== "withdrawn";

/**
 * Whether an officer works a case: their own desk is on it, or they supervise it for the procuratorate. Whoever does
 * writes notes on it, asks other departments, calls meetings and records visits. A sealed case is worked by nobody.
 */
export function worksOn(officer: Worker, matter: Matter, desks: readonly Desk[]): boolean {
  if (matter.state === "sealed") return false;
  const covers = (district: string) => officer.districts.includes("*") || officer.districts.includes(district);
  const isOwn = desks.some((desk) => desk.department === officer.department && covers(desk.district) && isOnCase(desk));
  return isOwn || (officer.department === "procuratorate" && covers(matter.district));
}

/** The departments on a case, once each. */
export const departmentsOn = (desks: readonly Desk[]): readonly string[] => [
  ...new Set(desks.filter(isOnCase).map(({ department }) => department)),
];
