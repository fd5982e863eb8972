/** The groups by which a timeline is looked through, in the order they are offered. */
export const eventGroups = [
  "reports",
  "work",
  "assessment",
  "inquiries",
  "meetings",
  "interventions",
  "evidence",
  "reporter",
  "looking",
  "clocks",
  "case",
] as const;
export type EventGroup = (typeof eventGroups)[number];

/** Which entries of a timeline are asked for, and from where in it. */
export interface TimelinePlace {
  readonly group: EventGroup | null;
  readonly department: string | null;
  /** The account whose entries are asked for. */
  readonly who: string | null;
  /** Entries older, or newer, than this one. */
  readonly from: { readonly direction: "older" | "newer"; readonly id: string } | null;
}

export const wholeTimeline: TimelinePlace = { group: null, department: null, who: null, from: null };

/** The address of a place in a case's timeline. */
export function placePath(caseNumber: string, { group, department, who, from }: TimelinePlace): string {
  const params = new URLSearchParams();
  if (group !== null) params.set("group", group);
  if (department !== null) params.set("department", department);
  if (who !== null) params.set("who", who);
  if (from !== null) params.set(from.direction, from.id);
  const query = params.toString();
  return `/cases/${caseNumber}/timeline${query === "" ? "" : `?${query}`}`;
}

export const isNarrowed = ({ group, department, who }: TimelinePlace): boolean =>
  group !== null || department !== null || who !== null;
